package dev.billingreporter.pricing;

import dev.billingreporter.usage.Metric;
import java.math.BigDecimal;

/** What a charge can know of the subscription that it prices. */
public interface SubscriptionUsage {

    /**
     * The subscription's usage of a metric, on the days that it has up to the reported one.
     *
     * @param share what the charge has of what is granted for the period
     */
    ChargedUsage of(Metric metric, Share share);

    /**
     * The days of the period that the subscription has, days to come included.
     *
     * @param prorated whether the charge is shared out by days at all
     */
    Share share(boolean prorated);

    /** What a fee for a period is for: {@code month}, or {@code period} where the cycle is no month. */
    String periodUnits();

    /** The totals of the subscription's lines so far, less its discounts so far. */
    BigDecimal subtotal();
}
