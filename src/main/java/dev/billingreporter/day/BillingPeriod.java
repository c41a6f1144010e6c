package dev.billingreporter.day;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * One billing cycle. A usage day belongs to the period in which it ends.
 *
 * @param firstDay the first usage day of the period
 * @param endDay the first usage day of the next period
 * @param start the period's first instant
 * @param end the first instant of the next period
 */
public record BillingPeriod(LocalDate firstDay, LocalDate endDay, Instant start, Instant end) {

    public BillingPeriod {
        if (!firstDay.isBefore(endDay) || !start.isBefore(end)) {
            throw new IllegalArgumentException("the period from %s to %s has no day".formatted(start, end));
        }
    }

    /** How many usage days the period has. */
    public int days() {
        return (int) ChronoUnit.DAYS.between(firstDay, endDay);
    }

    /** Whether {@code day} is one of the period's. */
    public boolean contains(LocalDate day) {
        return !day.isBefore(firstDay) && day.isBefore(endDay);
    }
}
