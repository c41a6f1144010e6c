package dev.billingreporter.vercel;

import dev.billingreporter.failure.FailureKind;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** What became of a submission. */
public sealed interface SubmissionOutcome {

    /** How many requests were sent for it. */
    int attempts();

    /** How many of them Vercel answered with 429. */
    int rateLimited();

    /** {@code X-Vercel-Id} of the last answer, where it had one: by it Vercel's support finds the request. */
    Optional<String> vercelId();

    /**
     * Vercel answered 201.
     *
     * @param at when
     */
    record Accepted(Instant at, Optional<String> vercelId, int attempts, int rateLimited) implements SubmissionOutcome {

        public Accepted {
            Objects.requireNonNull(at);
            Objects.requireNonNull(vercelId);
            if (attempts < 1) {
                throw new IllegalArgumentException("nothing is accepted that was not sent");
            }
        }
    }

    /**
     * Vercel did not accept it.
     *
     * @param kind why
     * @param httpStatus the last answer's status, if there was an answer
     * @param message one sentence for whoever fixes it, without the access token
     */
    record NotAccepted(FailureKind kind, OptionalInt httpStatus, String message, Optional<String> vercelId, int attempts,
            int rateLimited)
            implements
                SubmissionOutcome {

        public NotAccepted {
            Objects.requireNonNull(kind);
            Objects.requireNonNull(httpStatus);
            Objects.requireNonNull(vercelId);
            if (message.isBlank()) {
                throw new IllegalArgumentException("a failure needs a message");
            }
        }
    }
}
