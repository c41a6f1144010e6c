package dev.billingreporter.installation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * A billing plan that applies to one resource, or to the whole installation, for some days.
 *
 * @param billingPlanId the plan
 * @param resourceId the resource; empty for the whole installation
 * @param from when it started; empty: ever since
 * @param firstDay the first usage day that it has; {@link LocalDate#MIN}: ever since
 * @param endDay the first usage day that it does not have any more; {@link LocalDate#MAX}: for good. It is
 *        {@code firstDay} where it has no day at all
 */
public record Subscription(String billingPlanId, Optional<String> resourceId, Optional<Instant> from, LocalDate firstDay,
        LocalDate endDay) {

    public Subscription {
        Objects.requireNonNull(billingPlanId);
        Objects.requireNonNull(resourceId);
        Objects.requireNonNull(from);
        if (endDay.isBefore(firstDay)) {
            throw new IllegalArgumentException("it must not end on %s before it starts on %s".formatted(endDay, firstDay));
        }
    }

    /** Whether it has a day at all. */
    public boolean hasDays() {
        return firstDay.isBefore(endDay);
    }

    /** Whether it has a day from {@code first} to before {@code end}. */
    public boolean hasDays(LocalDate first, LocalDate end) {
        return hasDays() && firstDay.isBefore(end) && endDay.isAfter(first);
    }
}
