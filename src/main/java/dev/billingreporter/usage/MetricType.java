package dev.billingreporter.usage;

import java.math.BigDecimal;

/** What a metric's value is ("Submit Billing Data", {@code usage[].type}). */
public enum MetricType {
    /** A measured value, such as a database's size. */
    TOTAL("total", Aggregation.LAST),
    /** An amount during the period, such as queries. */
    INTERVAL("interval", Aggregation.SUM),
    /** A rate, such as queries per second. */
    RATE("rate", Aggregation.MAX);

    private final String wireName;
    private final Aggregation usualAggregation;

    MetricType(String wireName, Aggregation usualAggregation) {
        this.wireName = wireName;
        this.usualAggregation = usualAggregation;
    }

    /** The name in requests and in plans. */
    public String wireName() {
        return wireName;
    }

    /** How its days make a period, where a plan does not say. */
    public Aggregation usualAggregation() {
        return usualAggregation;
    }

    /** What two values of one day make for the whole installation: their sum, for a rate the higher one. */
    BigDecimal combined(BigDecimal one, BigDecimal other) {
        return this == RATE ? one.max(other) : one.add(other);
    }
}
