package dev.billingreporter.invoice;

import dev.billingreporter.day.BillingPeriod;
import java.time.LocalDate;
import java.util.Objects;

/**
 * The usage days of one subscription.
 *
 * @param from the first one
 * @param until the first one that is no more one of them
 */
public record SubscribedDays(LocalDate from, LocalDate until) {

    public SubscribedDays {
        Objects.requireNonNull(from);
        Objects.requireNonNull(until);
    }

    /** Whether one of them is a day of the period. */
    boolean touch(BillingPeriod period) {
        var first = from.isAfter(period.firstDay()) ? from : period.firstDay();
        var end = until.isBefore(period.endDay()) ? until : period.endDay();
        return first.isBefore(end);
    }
}
