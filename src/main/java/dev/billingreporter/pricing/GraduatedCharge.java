package dev.billingreporter.pricing;

import dev.billingreporter.item.Item;
import dev.billingreporter.usage.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Each unit at the price of the tier that it falls in.
 *
 * @param name as the customer reads it
 * @param metric what is charged for
 * @param tiers the prices
 */
record GraduatedCharge(String name, Metric metric, Tiers tiers) implements Charge {

    static GraduatedCharge read(Item item, PlanMetrics metrics) {
        var metric = metrics.of(item);
        return new GraduatedCharge(item.optionalText("name").orElse(metric.name()), metric, Tiers.read(item));
    }

    @Override
    public List<ChargeLine> lines(SubscriptionUsage usage) {
        var metered = usage.of(metric);
        var quantity = metered.charged();
        var lines = new ArrayList<ChargeLine>();
        for (var tier : tiers.tiers()) {
            // the first tier's line is there without usage too: it shows that there was none to pay for
            if (tier.number() == 1 || tier.isReachedBy(quantity)) {
                var share = tier.upTo().map(quantity::min).orElse(quantity).subtract(tier.above());
                lines.add(new ChargeLine(name, Optional.of(tier.range(metric.units())), tier.price(), share, metric.units(),
                        () -> "%s; in %s: %s".formatted(metered.explanation(), tier.range(metric.units()),
                                Amounts.quantity(share).toPlainString())));
            }
            Tiers.flatLine(tier, name, quantity, metric.units()).ifPresent(lines::add);
        }
        return lines;
    }
}
