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
 * @param units what it is for, such as {@code month}
 * @param prorated whether a subscription that covers part of the period pays for that part of its days only
 */
record FlatCharge(String name, BigDecimal amount, String units, boolean prorated) implements Charge {

    static FlatCharge read(Item item, PlanMetrics metrics) {
        return new FlatCharge(item.text("name"), item.nonNegativeNumber("amount"),
                item.optionalText("units").orElse("month"), item.flag("prorate", true));
    }

    @Override
    public List<ChargeLine> lines(SubscriptionUsage usage) {
        if (!prorated || usage.coveredDays() == usage.periodDays()) {
            return List.of(new ChargeLine(name, Optional.empty(), amount, BigDecimal.ONE, units,
                    () -> "the fee for the whole period"));
        }
        var share = Amounts.quantity(BigDecimal.valueOf(usage.coveredDays()), BigDecimal.valueOf(usage.periodDays()));
        return List.of(new ChargeLine(name, Optional.of("%d of %d days".formatted(usage.coveredDays(), usage.periodDays())),
                amount, share, units, () -> "%d covered days / %d days of the period = %s".formatted(usage.coveredDays(),
                        usage.periodDays(), share.toPlainString())));
    }
}
