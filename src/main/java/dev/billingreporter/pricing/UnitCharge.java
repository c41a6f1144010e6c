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
 * @param included units that cost nothing
 */
record UnitCharge(String name, Metric metric, BigDecimal price, BigDecimal included) implements Charge {

    static UnitCharge read(Item item, PlanMetrics metrics) {
        var metric = metrics.of(item);
        return new UnitCharge(item.optionalText("name").orElse(metric.name()), metric, item.nonNegativeNumber("price"),
                item.optionalNonNegativeNumber("included").orElse(BigDecimal.ZERO));
    }

    @Override
    public List<ChargeLine> lines(SubscriptionUsage usage) {
        var metered = usage.of(metric);
        var billable = Included.beyond(metered, included);
        return List.of(new ChargeLine(name, Included.details(included, metric), price, billable, metric.units(),
                () -> Included.explanation(metered, included, billable)));
    }
}
