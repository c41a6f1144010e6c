package dev.billingreporter.usage;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a subscription meters, and when.
 *
 * @param resourceId the resource; empty for the whole installation
 * @param from the first day it covers
 * @param until the first day it covers no more
 * @param metrics its plan's metrics
 */
public record MeteredSubscription(Optional<String> resourceId, LocalDate from, LocalDate until, List<Metric> metrics) {

    public MeteredSubscription {
        Objects.requireNonNull(resourceId);
        Objects.requireNonNull(from);
        Objects.requireNonNull(until);
        metrics = List.copyOf(metrics);
    }

    boolean covers(LocalDate day) {
        return !day.isBefore(from) && day.isBefore(until);
    }
}
