package dev.billingreporter.pricing;

import dev.billingreporter.item.Item;
import dev.billingreporter.usage.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All units at the price of the tier that the whole usage falls in.
 *
 * @param name as the customer reads it
 * @param metric what is charged for
 * @param tiers the prices
 * @param prorated whether a subscription that has a part of the period's days has that part of the tiers only
 */
record VolumeCharge(String name, Metric metric, Tiers tiers, boolean prorated) implements Charge {

    static VolumeCharge read(Item item, PlanMetrics metrics) {
        var metric = metrics.of(item);
        return new VolumeCharge(item.optionalText("name").orElse(metric.name()), metric, Tiers.read(item),
                Charge.isProrated(item));
    }

    @Override
    public List<ChargeLine> lines(SubscriptionUsage usage) {
        var share = usage.share(prorated);
        var charged = usage.of(metric, share);
        var quantity = charged.quantity();
        var reached = tiers.reachedBy(quantity, share);
        var tier = reached.get(reached.size() - 1);
        var lines = new ArrayList<ChargeLine>();
        lines.add(new ChargeLine(name, Optional.of(tier.range(metric.units())), tier.price(), quantity, metric.units(),
                () -> "%s; all of it in %s".formatted(charged.explanation(), tier.range(metric.units()))));
        tier.flatLine(name, quantity, metric.units(), usage.periodUnits()).ifPresent(lines::add);
        return lines;
    }
}
