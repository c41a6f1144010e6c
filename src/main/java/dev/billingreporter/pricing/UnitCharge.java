package dev.billingreporter.pricing;

import dev.billingreporter.item.Item;
import dev.billingreporter.usage.Metric;
import java.math.BigDecimal;
import java.util.List;

/**
 * A price for each unit of usage beyond what is included.
 *
 * @param name as the customer reads it
 * @param metric what is charged for
 * @param price for one of the metric's units
 * @param included units that cost nothing, for a whole period
 * @param prorated whether a subscription that has a part of the period's days is granted that part only
 */
record UnitCharge(String name, Metric metric, BigDecimal price, BigDecimal included, boolean prorated) implements Charge {

    static UnitCharge read(Item item, PlanMetrics metrics) {
        var metric = metrics.of(item);
        return new UnitCharge(item.optionalText("name").orElse(metric.name()), metric, item.nonNegativeNumber("price"),
                item.optionalNonNegativeNumber("included").orElse(BigDecimal.ZERO), Charge.isProrated(item));
    }

    @Override
    public List<ChargeLine> lines(SubscriptionUsage usage) {
        var charged = usage.of(metric, usage.share(prorated));
        return List.of(new ChargeLine(name, charged.details(included), price, charged.beyond(included), metric.units(),
                () -> charged.explanation(included)));
    }
}
