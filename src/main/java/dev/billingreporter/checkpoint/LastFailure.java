package dev.billingreporter.checkpoint;

import dev.billingreporter.failure.Failure;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * Why an installation's latest run failed.
 *
 * @param at when
 * @param day the usage day that was not submitted, if it was about one
 * @param failure why
 */
public record LastFailure(Instant at, Optional<LocalDate> day, Failure failure) {

    public LastFailure {
        Objects.requireNonNull(at);
        Objects.requireNonNull(day);
        Objects.requireNonNull(failure);
    }
}
