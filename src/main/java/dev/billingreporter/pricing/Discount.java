package dev.billingreporter.pricing;

import dev.billingreporter.item.Item;
import java.math.BigDecimal;
import java.util.Objects;

/** What a plan takes off a subscription's items, never more than they add up to. */
public sealed interface Discount {

    /** As the customer reads it. */
    String name();

    /** What it takes off items that add up to {@code total}: 2 decimals, half up. */
    BigDecimal amountOff(BigDecimal total);

    /** How that came about, in words. */
    String explanation(BigDecimal total);

    /**
     * A share of the items.
     *
     * @param percent 0 to 100
     */
    record Percent(String name, BigDecimal percent) implements Discount {

        public Percent {
            Objects.requireNonNull(name);
            Objects.requireNonNull(percent);
        }

        @Override
        public BigDecimal amountOff(BigDecimal total) {
            return Amounts.money(total.multiply(percent).movePointLeft(2));
        }

        @Override
        public String explanation(BigDecimal total) {
            return "%s %% of %s".formatted(percent.toPlainString(), total.toPlainString());
        }
    }

    /**
     * A fixed amount.
     *
     * @param amount 0 or more
     */
    record Amount(String name, BigDecimal amount) implements Discount {

        public Amount {
            Objects.requireNonNull(name);
            Objects.requireNonNull(amount);
        }

        @Override
        public BigDecimal amountOff(BigDecimal total) {
            return Amounts.money(amount);
        }

        @Override
        public String explanation(BigDecimal total) {
            return "%s off".formatted(Amounts.price(amount).toPlainString());
        }
    }

    /**
     * Reads a discount of a plan.
     *
     * @throws dev.billingreporter.item.InvalidItemException naming the plan and the attribute that cannot be used
     */
    static Discount read(Item item) {
        var name = item.text("name");
        var percent = item.optionalNonNegativeNumber("percent");
        var amount = item.optionalNonNegativeNumber("amount");
        if (percent.isPresent() == amount.isPresent()) {
            throw item.invalid("percent", "or amount must be there, and not both");
        }
        if (percent.isPresent() && percent.get().compareTo(BigDecimal.valueOf(100)) > 0) {
            throw item.invalid("percent", "must not be above 100, but is " + percent.get().toPlainString());
        }
        return percent.isPresent() ? new Percent(name, percent.get()) : new Amount(name, amount.orElseThrow());
    }
}
