package dev.billingreporter.failure;

import java.util.Objects;
import java.util.Optional;

/**
 * Why something was not submitted.
 *
 * @param kind what kind of reason
 * @param httpStatus Vercel's answer, if there was one
 * @param message one sentence for whoever fixes it, without an access token; what is longer than
 *        {@value #LONGEST_MESSAGE} characters is cut
 */
public record Failure(FailureKind kind, Optional<Integer> httpStatus, String message) {

    /** Longer ones come from elsewhere, and would fill answers and checkpoints. */
    static final int LONGEST_MESSAGE = 1_000;

    public Failure {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(httpStatus);
        if (message.isBlank()) {
            throw new IllegalArgumentException("a failure needs a message");
        }
        message = message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "…";
    }

    /** A failure before anything was sent. */
    public static Failure of(FailureKind kind, String message) {
        return new Failure(kind, Optional.empty(), message);
    }
}
