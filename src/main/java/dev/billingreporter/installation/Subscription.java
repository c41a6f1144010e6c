package dev.billingreporter.installation;

import dev.billingreporter.day.BillingCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * A billing plan that applies to one resource, or to the whole installation, for some time.
 *
 * @param billingPlanId the plan
 * @param resourceId the resource; empty for the whole installation
 * @param from from the day of this instant on; empty: ever since
 * @param until up to the day before this instant's; empty: for good. The day of a change belongs to the new plan
 */
public record Subscription(String billingPlanId, Optional<String> resourceId, Optional<Instant> from,
        Optional<Instant> until) {

    public Subscription {
        Objects.requireNonNull(billingPlanId);
        Objects.requireNonNull(resourceId);
        Objects.requireNonNull(from);
        Objects.requireNonNull(until);
    }

    /** The first usage day that the subscription covers. */
    public LocalDate firstDay(BillingCalendar calendar) {
        return from.map(instant -> calendar.dayOf(instant).date()).orElse(LocalDate.MIN);
    }

    /** The first usage day that it covers no more. */
    public LocalDate endDay(BillingCalendar calendar) {
        return until.map(instant -> calendar.dayOf(instant).date()).orElse(LocalDate.MAX);
    }
}
