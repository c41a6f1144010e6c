package dev.billingreporter.pricing;

import dev.billingreporter.item.Item;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What a subscription costs at least: a line for the difference, when its lines less its discounts come to less.
 *
 * @param name as the customer reads it
 * @param amount the least, for a whole period
 * @param prorated whether a subscription that has a part of the period's days owes that part only
 */
record MinimumCharge(String name, BigDecimal amount, boolean prorated) implements Charge {

    static MinimumCharge read(Item item, PlanMetrics metrics) {
        return new MinimumCharge(item.optionalText("name").orElse("Minimum charge"), item.nonNegativeNumber("amount"),
                Charge.isProrated(item));
    }

    @Override
    public boolean comesLast() {
        return true;
    }

    @Override
    public List<ChargeLine> lines(SubscriptionUsage usage) {
        var share = usage.share(prorated);
        var least = share.ofMoney(amount);
        var subtotal = usage.subtotal();
        var difference = least.subtract(subtotal);
        if (difference.signum() <= 0) {
            return List.of();
        }
        var details = share.isWhole() ? Optional.<String> empty() : Optional.of(share.toString());
        return List.of(new ChargeLine(name, details, difference, BigDecimal.ONE, usage.periodUnits(),
                () -> "at least %s%s; the other lines less discounts come to %s: the difference is %s".formatted(
                        Amounts.price(least).toPlainString(),
                        share.isWhole() ? "" : " (%s of %s)".formatted(share, Amounts.price(amount).toPlainString()),
                        subtotal.toPlainString(), Amounts.price(difference).toPlainString())));
    }
}
