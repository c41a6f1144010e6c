package dev.billingreporter.usage;

import dev.billingreporter.usage.Metric.Identity;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a usage row is made of: its own day values.
 *
 * @param resourceId the resource; empty for the whole installation
 * @param metric which metric's row it is
 * @param day the reported day
 * @param values the row's day values, not yet divided, from the period's first day to the reported day
 * @param divisor what all of them are divided by
 * @param aggregation how they make the period's value
 * @param periodDays the number of days of the whole period
 * @param planValue the plan's limit for a period
 */
record RowValues(Optional<String> resourceId, Identity metric, LocalDate day, DayValues values,
        BigDecimal divisor, Aggregation aggregation, int periodDays, Optional<BigDecimal> planValue) {

    UsageRow row() {
        return new UsageRow(resourceId, metric.name(), metric.type(), metric.units(),
                Quantity.quotient(values.on(day).orElse(BigDecimal.ZERO), divisor),
                aggregation.of(values, divisor, periodDays).rounded(), planValue.map(Quantity::rounded));
    }

    DailyUsage daily() {
        var days = new TreeMap<LocalDate, BigDecimal>();
        values.forEach((date, value) -> days.put(date, Quantity.quotient(value, divisor)));
        return new DailyUsage(row(), aggregation, days);
    }
}
