package dev.billingreporter.vercel;

import dev.billingreporter.failure.FailureKind;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** What became of a call. */
sealed interface CallOutcome {

    /** How often it was sent. */
    Tries tries();

    /**
     * It was answered with the status that counts as success.
     *
     * @param answer the last one
     * @param at when it came
     */
    record Succeeded(Answer.Http answer, Instant at, Tries tries) implements CallOutcome {
    }

    /**
     * It was not.
     *
     * @param kind why
     * @param answer the last one, if there was an answer
     * @param message one sentence for whoever fixes it, without the access token
     */
    record Failed(FailureKind kind, Optional<Answer.Http> answer, String message, Tries tries) implements CallOutcome {

        public Failed {
            Objects.requireNonNull(kind);
            Objects.requireNonNull(answer);
        }
    }
}
