package dev.billingreporter.usage;

import java.math.BigDecimal;

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
    Fraction of(DayValues values, BigDecimal divisor, int periodDays) {
        return switch (this) {
            case SUM -> new Fraction(values.sum(), divisor);
            case LAST -> new Fraction(values.last(), divisor);
            case MAX -> new Fraction(values.max(), divisor);
            case AVERAGE -> new Fraction(values.sum(), divisor.multiply(BigDecimal.valueOf(periodDays)));
        };
    }
}
