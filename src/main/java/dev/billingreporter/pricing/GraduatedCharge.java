package dev.billingreporter.pricing;

import dev.billingreporter.item.Item;
import dev.billingreporter.usage.Metric;
import dev.billingreporter.usage.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Each unit at the price of the tier that it falls in.
 *
 * @param name as the customer reads it
 * @param metric what is charged for
 * @param tiers the prices
 * @param prorated whether a subscription that has a part of the period's days has that part of the tiers only
 */
record GraduatedCharge(String name, Metric metric, Tiers tiers, boolean prorated) implements Charge {

    static GraduatedCharge read(Item item, PlanMetrics metrics) {
        var metric = metrics.of(item);
        return new GraduatedCharge(item.optionalText("name").orElse(metric.name()), metric, Tiers.read(item),
                Charge.isProrated(item));
    }

    @Override
    public List<ChargeLine> lines(SubscriptionUsage usage) {
        var share = usage.share(prorated);
        var charged = usage.of(metric, share);
        var quantity = charged.quantity();
        var lines = new ArrayList<ChargeLine>();
        // the first tier's line is there without usage too: it shows that there was none to pay for
        for (var tier : tiers.reachedBy(quantity, share)) {
            var part = tier.upTo().map(quantity::min).orElse(quantity).subtract(tier.above());
            lines.add(new ChargeLine(name, Optional.of(tier.range(metric.units())), tier.price(), part, metric.units(),
                    () -> "%s; in %s: %s".formatted(charged.explanation(), tier.range(metric.units()),
                            Quantity.rounded(part).toPlainString())));
            tier.flatLine(name, quantity, metric.units(), usage.periodUnits()).ifPresent(lines::add);
        }
        return lines;
    }
}
