package dev.billingreporter.usage;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A usage row with the values of its days.
 *
 * @param row the row
 * @param aggregation how its days make its period's value
 * @param days the day values from the period's first day to the reported day, up to 6 decimals, half up; a day on which
 *        nothing was measured is absent
 */
public record DailyUsage(UsageRow row, Aggregation aggregation, NavigableMap<LocalDate, BigDecimal> days) {

    static final Comparator<DailyUsage> ORDER = Comparator.comparing(DailyUsage::row, UsageRow.ORDER);

    public DailyUsage {
        Objects.requireNonNull(row);
        Objects.requireNonNull(aggregation);
        days = Collections.unmodifiableNavigableMap(new TreeMap<>(days));
    }
}
