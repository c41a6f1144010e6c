package dev.billingreporter.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a subscription meters, and when.
 *
 * @param billingPlanId its plan
 * @param resourceId the resource; empty for the whole installation
 * @param startedAt since when, before the period too; {@link Instant#MIN}: ever since
 * @param from the first day of the period that it covers
 * @param until the first day that it covers no more
 * @param metrics its plan's metrics
 */
public record MeteredSubscription(String billingPlanId, Optional<String> resourceId, Instant startedAt, LocalDate from,
        LocalDate until, List<Metric> metrics) {

    /** The one started last comes last; of two that started at once, by their plans' ids. */
    static final Comparator<MeteredSubscription> START_ORDER = Comparator.comparing(MeteredSubscription::startedAt)
            .thenComparing(MeteredSubscription::billingPlanId);

    public MeteredSubscription {
        Objects.requireNonNull(billingPlanId);
        Objects.requireNonNull(resourceId);
        Objects.requireNonNull(startedAt);
        Objects.requireNonNull(from);
        Objects.requireNonNull(until);
        metrics = List.copyOf(metrics);
    }

    /** The resource, {@link UsageCounters#NO_RESOURCE} for the whole installation. */
    String level() {
        return resourceId.orElse(UsageCounters.NO_RESOURCE);
    }

    boolean covers(LocalDate day) {
        return !day.isBefore(from) && day.isBefore(until);
    }
}
