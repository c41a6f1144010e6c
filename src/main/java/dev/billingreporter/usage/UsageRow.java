package dev.billingreporter.usage;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * One row of a statement's usage ("Submit Billing Data", {@code usage[]}). Values are running values, with up to six
 * decimals, rounded half up.
 *
 * @param resourceId the resource; empty for the whole installation
 * @param name the metric
 * @param type what its value is
 * @param units what it is counted in
 * @param dayValue the reported day's value
 * @param periodValue the value from the period's first day to the reported day
 * @param planValue the plan's limit for a period
 */
public record UsageRow(Optional<String> resourceId, String name, MetricType type, String units, BigDecimal dayValue,
        BigDecimal periodValue, Optional<BigDecimal> planValue) {

    /** By resource, the whole installation first, then name, type and units. */
    public static final Comparator<UsageRow> ORDER = Comparator
            .comparing((UsageRow row) -> row.resourceId().orElse(UsageCounters.NO_RESOURCE))
            .thenComparing(UsageRow::name).thenComparing(UsageRow::type).thenComparing(UsageRow::units);

    public UsageRow {
        Objects.requireNonNull(resourceId);
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
        Objects.requireNonNull(units);
        Objects.requireNonNull(dayValue);
        Objects.requireNonNull(periodValue);
        Objects.requireNonNull(planValue);
    }
}
