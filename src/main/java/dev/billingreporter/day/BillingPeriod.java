package dev.billingreporter.day;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * One billing period. A usage day belongs to the period in which it ends.
 *
 * <p>
 * Where the partner changes the cycle in the middle of a period, it ends early, where the new one starts. It is still
 * submitted with the bounds that it was defined with, and what is granted or asked per period is still shared out among
 * as many days.
 *
 * @param firstDay the first usage day of the period
 * @param endDay the first usage day after it
 * @param start the period's first instant
 * @param end the first instant after it, as it was defined: what is submitted
 * @param closesAt the first instant after it, as it came: earlier than {@code end} where the cycle was changed
 * @param days how many usage days it was defined with
 */
public record BillingPeriod(LocalDate firstDay, LocalDate endDay, Instant start, Instant end, Instant closesAt, int days) {

    public BillingPeriod {
        if (!firstDay.isBefore(endDay) || !start.isBefore(closesAt)) {
            throw new IllegalArgumentException("the period from %s to %s has no day".formatted(start, closesAt));
        }
    }

    /** A period that ends where it was defined to. */
    public BillingPeriod(LocalDate firstDay, LocalDate endDay, Instant start, Instant end) {
        this(firstDay, endDay, start, end, end, (int) ChronoUnit.DAYS.between(firstDay, endDay));
    }

    /** Whether {@code day} is one of the period's. */
    public boolean contains(LocalDate day) {
        return !day.isBefore(firstDay) && day.isBefore(endDay);
    }

    /** Whether some day is one of this period's and of the other's. */
    boolean overlaps(BillingPeriod other) {
        return firstDay.isBefore(other.endDay) && other.firstDay.isBefore(endDay);
    }

    /** This period up to the start of the next one at the latest; empty where that leaves no day. */
    Optional<BillingPeriod> endedBy(BillingPeriod next) {
        if (!next.firstDay.isAfter(firstDay)) {
            return Optional.empty();
        }
        return Optional.of(
                next.firstDay.isBefore(endDay) ? new BillingPeriod(firstDay, next.firstDay, start, end, next.start, days)
                        : this);
    }
}
