package dev.billingreporter.pricing;

import dev.billingreporter.usage.MeteredUsage;
import dev.billingreporter.usage.Metric;
import java.math.BigDecimal;

/** What a charge can know of the subscription that it prices. */
public interface SubscriptionUsage {

    /** The subscription's usage of a metric, on the days that it covers up to the reported one. */
    MeteredUsage of(Metric metric);

    /** How many days of the period the subscription covers, days to come included. */
    int coveredDays();

    /** How many days the period has. */
    int periodDays();

    /** The totals of the subscription's lines so far, added up. */
    BigDecimal subtotal();
}
