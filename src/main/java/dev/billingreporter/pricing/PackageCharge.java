package dev.billingreporter.pricing;

import dev.billingreporter.item.Item;
import dev.billingreporter.usage.Metric;
import dev.billingreporter.usage.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * A price for each started package of usage beyond what is included.
 *
 * @param name as the customer reads it
 * @param metric what is charged for
 * @param packageSize how many of the metric's units a package holds
 * @param price for a package
 * @param included units that cost nothing, for a whole period
 * @param prorated whether a subscription that has a part of the period's days is granted that part only
 */
record PackageCharge(String name, Metric metric, BigDecimal packageSize, BigDecimal price, BigDecimal included,
        boolean prorated) implements Charge {

    static PackageCharge read(Item item, PlanMetrics metrics) {
        var metric = metrics.of(item);
        var packageSize = item.number("packageSize");
        if (packageSize.signum() <= 0) {
            throw item.invalid("packageSize", "must be above 0, but is " + packageSize.toPlainString());
        }
        return new PackageCharge(item.optionalText("name").orElse(metric.name()), metric, packageSize,
                item.nonNegativeNumber("price"), item.optionalNonNegativeNumber("included").orElse(BigDecimal.ZERO),
                Charge.isProrated(item));
    }

    @Override
    public List<ChargeLine> lines(SubscriptionUsage usage) {
        var charged = usage.of(metric, usage.share(prorated));
        var packages = charged.beyond(included).divide(packageSize, 0, RoundingMode.CEILING);
        var size = Quantity.rounded(packageSize).toPlainString();
        return List.of(new ChargeLine(name, charged.details(included), price, packages, size + " " + metric.units(),
                () -> "%s; started packages of %s: %s".formatted(charged.explanation(included), size,
                        packages.toPlainString())));
    }
}
