package dev.billingreporter.pricing;

import dev.billingreporter.item.Item;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What a subscription costs at least: a line for the difference, when its other lines add up to less.
 *
 * @param name as the customer reads it
 * @param amount the least
 */
record MinimumCharge(String name, BigDecimal amount) implements Charge {

    static MinimumCharge read(Item item, PlanMetrics metrics) {
        return new MinimumCharge(item.optionalText("name").orElse("Minimum charge"), item.nonNegativeNumber("amount"));
    }

    @Override
    public boolean comesLast() {
        return true;
    }

    @Override
    public List<ChargeLine> lines(SubscriptionUsage usage) {
        var subtotal = usage.subtotal();
        var difference = amount.subtract(subtotal);
        return difference.signum() <= 0
                ? List.of()
                : List.of(new ChargeLine(name, Optional.empty(), difference, BigDecimal.ONE, "month",
                        () -> "at least %s, the other lines add up to %s: the difference is %s".formatted(
                                Amounts.price(amount).toPlainString(), subtotal.toPlainString(),
                                Amounts.price(difference).toPlainString())));
    }
}
