package dev.billingreporter.usage;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * The usage of one metric over some days of a period, for one resource or for the whole installation.
 *
 * @param metric what was metered
 * @param resourceId the resource; empty for the whole installation
 * @param from the first day
 * @param until the first day that does not count
 * @param periodDays the number of days of the whole period
 * @param values what was counted on these days, in counter units
 */
public record MeteredUsage(Metric metric, Optional<String> resourceId, LocalDate from, LocalDate until, int periodDays,
        DayValues values) {

    public MeteredUsage {
        Objects.requireNonNull(metric);
        Objects.requireNonNull(resourceId);
        Objects.requireNonNull(from);
        Objects.requireNonNull(until);
        Objects.requireNonNull(values);
    }

    /** Takes it from the counters. */
    public static MeteredUsage of(UsageCounters counters, Metric metric, Optional<String> resourceId, LocalDate from,
            LocalDate until, int periodDays) {
        return new MeteredUsage(metric, resourceId, from, until, periodDays,
                counters.of(metric, resourceId).between(from, until.minusDays(1)));
    }

    /** The value, in the metric's units: up to 6 decimals, half up. It may be negative. */
    public BigDecimal value() {
        return aggregate().rounded();
    }

    /** How it came about, in words for a customer. */
    public String explanation() {
        var text = new StringBuilder();
        var days = values.size();
        text.append("%d daily value%s of counter \"%s\" from %s to %s".formatted(days, days == 1 ? "" : "s", metric.counter(),
                from, until.minusDays(1)));
        text.append(resourceId.map(resource -> " of resource \"" + resource + "\"").orElse(" of the whole installation"));
        var aggregate = aggregate();
        text.append(", ").append(metric.aggregation().description()).append(": ")
                .append(aggregate.dividend().toPlainString());
        if (metric.aggregation() == Aggregation.AVERAGE) {
            text.append("; divided by the period's ").append(periodDays).append(" days");
        }
        if (metric.divisor().compareTo(BigDecimal.ONE) != 0) {
            text.append("; divided by ").append(metric.divisor().toPlainString());
        }
        text.append(" = ").append(aggregate.rounded().toPlainString()).append(' ').append(metric.units());
        return text.toString();
    }

    private Fraction aggregate() {
        return metric.aggregation().of(values, metric.divisor(), periodDays);
    }
}
