package dev.billingreporter.vercel;

import dev.billingreporter.failure.Failure;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

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
     * @param failure why
     */
    record NotAccepted(Failure failure, Optional<String> vercelId, int attempts, int rateLimited) implements SubmissionOutcome {

        public NotAccepted {
            Objects.requireNonNull(failure);
            Objects.requireNonNull(vercelId);
        }
    }
}
