package dev.billingreporter.checkpoint;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * Why an installation's latest run failed.
 *
 * @param at when
 * @param day the usage day that was not submitted, if it was about one
 * @param kind the failure's kind, as in answers
 * @param httpStatus Vercel's answer, if there was one
 * @param message one sentence for whoever mends it
 */
public record LastFailure(Instant at, Optional<LocalDate> day, String kind, Optional<Integer> httpStatus, String message) {

    public LastFailure {
        Objects.requireNonNull(at);
        Objects.requireNonNull(day);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(httpStatus);
        Objects.requireNonNull(message);
    }
}
