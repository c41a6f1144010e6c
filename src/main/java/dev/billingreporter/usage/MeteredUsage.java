package dev.billingreporter.usage;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The usage of one metric over some days of a period, for one resource or for the whole installation.
 *
 * @param metric what was metered
 * @param resourceId the resource; empty for the whole installation
 * @param from the first day
 * @param until the first day that does not count
 * @param exact the value, not yet divided and rounded
 * @param days how many counters were read
 */
public record MeteredUsage(Metric metric, Optional<String> resourceId, LocalDate from, LocalDate until, Ratio exact,
        int days) {

    /**
     * Reads it from the counters. The whole installation's usage is its resources' and what was counted with no resource:
     * added up, but for a rate the highest.
     */
    public static MeteredUsage of(UsageCounters counters, Metric metric, Optional<String> resourceId, LocalDate from,
            LocalDate until) {
        if (resourceId.isPresent()) {
            var series = counters.of(metric.counter(), resourceId.get());
            return new MeteredUsage(metric, resourceId, from, until,
                    new Ratio(series.aggregate(metric.aggregation(), from, until), metric.divisor()),
                    series.countDays(from, until));
        }
        var sum = BigDecimal.ZERO;
        var days = 0;
        for (var series : counters.of(metric.counter()).values()) {
            var count = series.countDays(from, until);
            if (count > 0) {
                var value = series.aggregate(metric.aggregation(), from, until);
                sum = metric.type() == MetricType.RATE ? days == 0 ? value : sum.max(value) : sum.add(value);
                days += count;
            }
        }
        return new MeteredUsage(metric, resourceId, from, until, new Ratio(sum, metric.divisor()), days);
    }

    /** What is charged for: with up to six decimals, half up; a negative value counts as 0. */
    public BigDecimal charged() {
        return exact.rounded().max(BigDecimal.ZERO);
    }

    /** How it came about, in words for a customer. */
    public String explanation() {
        var text = new StringBuilder();
        text.append("%d daily value%s of counter \"%s\" from %s to %s".formatted(days, days == 1 ? "" : "s", metric.counter(),
                from, until.minusDays(1)));
        text.append(resourceId.map(resource -> " of resource \"" + resource + "\"").orElse(" of the whole installation"));
        text.append(", ").append(metric.aggregation().description()).append(": ").append(exact.numerator().toPlainString());
        if (metric.divisor().compareTo(BigDecimal.ONE) != 0) {
            text.append("; divided by ").append(metric.divisor().toPlainString());
        }
        text.append(" = ").append(exact.rounded().toPlainString()).append(' ').append(metric.units());
        if (exact.numerator().signum() < 0) {
            text.append(", charged as 0");
        }
        return text.toString();
    }
}
