package dev.billingreporter.pricing;

import dev.billingreporter.item.Item;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A fixed fee for a period, in full from its first day on.
 *
 * @param name as the customer reads it
 * @param amount for a whole period
 * @param units what it is for; empty: the period
 * @param prorated whether a subscription that has a part of the period's days pays for that part only
 */
record FlatCharge(String name, BigDecimal amount, Optional<String> units, boolean prorated) implements Charge {

    static FlatCharge read(Item item, PlanMetrics metrics) {
        return new FlatCharge(item.text("name"), item.nonNegativeNumber("amount"), item.optionalText("units"),
                Charge.isProrated(item));
    }

    @Override
    public List<ChargeLine> lines(SubscriptionUsage usage) {
        var share = usage.share(prorated);
        var details = share.isWhole() ? Optional.<String> empty() : Optional.of(share.toString());
        return List.of(new ChargeLine(name, details, share.ofMoney(amount), BigDecimal.ONE,
                units.orElse(usage.periodUnits()),
                () -> share.isWhole()
                        ? "the fee for the whole period"
                        : "%s of the fee of %s".formatted(share, Amounts.price(amount).toPlainString())));
    }
}
