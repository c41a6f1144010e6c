package dev.billingreporter.usage;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.NavigableMap;

/** How the values of days make the value of a period. */
public enum Aggregation {
    /** They are added up. */
    SUM("sum", "added up", true),
    /** The last one counts. */
    LAST("last", "the last one taken", false),
    /** The highest one counts. */
    MAX("max", "the highest one taken", false),
    /** They are added up and divided by the number of days of the whole period. */
    AVERAGE("average", "added up", true);

    private final String wireName;
    private final String description;
    private final boolean additive;

    Aggregation(String wireName, String description, boolean additive) {
        this.wireName = wireName;
        this.description = description;
        this.additive = additive;
    }

    /** The name in plans. */
    public String wireName() {
        return wireName;
    }

    /** What is done with the days' values, in words. */
    public String description() {
        return description;
    }

    /** Whether the values of a period's parts add up to the period's: each part has its share of it in itself. */
    public boolean isAdditive() {
        return additive;
    }

    /**
     * The aggregate of these days' values, 0 if there are none.
     *
     * @param divisor the counter's units in one of the metric's
     * @param periodDays the number of days of the whole period
     */
    Fraction of(NavigableMap<LocalDate, BigDecimal> values, BigDecimal divisor, int periodDays) {
        if (values.isEmpty()) {
            return new Fraction(BigDecimal.ZERO, divisor);
        }
        return switch (this) {
            case SUM -> new Fraction(sum(values), divisor);
            case LAST -> new Fraction(values.lastEntry().getValue(), divisor);
            case MAX -> new Fraction(max(values), divisor);
            case AVERAGE -> new Fraction(sum(values), divisor.multiply(BigDecimal.valueOf(periodDays)));
        };
    }

    private static BigDecimal sum(NavigableMap<LocalDate, BigDecimal> values) {
        var sum = BigDecimal.ZERO;
        for (var value : values.values()) {
            sum = sum.add(value);
        }
        return sum;
    }

    private static BigDecimal max(NavigableMap<LocalDate, BigDecimal> values) {
        var max = values.firstEntry().getValue();
        for (var value : values.values()) {
            max = max.max(value);
        }
        return max;
    }
}
