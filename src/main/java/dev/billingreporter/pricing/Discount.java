package dev.billingreporter.pricing;

import dev.billingreporter.item.Item;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a plan takes off a subscription's lines, never more than there is. Percentages come first, then amounts, then the
 * cap.
 */
public sealed interface Discount {

    /** The kinds, in the order in which they are taken off. */
    enum Kind {
        /** A share of the lines. */
        PERCENT,
        /** A fixed amount. */
        AMOUNT,
        /** Whatever is above a limit. */
        CAP
    }

    /** Its kind. */
    Kind kind();

    /** As the customer reads it. */
    String name();

    /** Whether a subscription that has a part of the period's days is given that part only. */
    boolean prorated();

    /**
     * What it takes off: 2 decimals, half up; more than is left, at times.
     *
     * @param lines what the subscription's lines add up to
     * @param left what earlier discounts have left of that
     * @param share which days of the period it is for
     */
    BigDecimal amountOff(BigDecimal lines, BigDecimal left, Share share);

    /** How that came about, in words for a customer. */
    String explanation(BigDecimal lines, BigDecimal left, Share share);

    /**
     * A share of the lines.
     *
     * @param percent 0 to 100
     */
    record Percent(String name, BigDecimal percent, boolean prorated) implements Discount {

        public Percent {
            Objects.requireNonNull(name);
            Objects.requireNonNull(percent);
        }

        @Override
        public Kind kind() {
            return Kind.PERCENT;
        }

        @Override
        public BigDecimal amountOff(BigDecimal lines, BigDecimal left, Share share) {
            return Amounts.money(lines.multiply(percent).movePointLeft(2));
        }

        @Override
        public String explanation(BigDecimal lines, BigDecimal left, Share share) {
            return "%s %% of %s".formatted(percent.toPlainString(), lines.toPlainString());
        }
    }

    /**
     * A fixed amount.
     *
     * @param amount 0 or more, for a whole period
     */
    record Amount(String name, BigDecimal amount, boolean prorated) implements Discount {

        public Amount {
            Objects.requireNonNull(name);
            Objects.requireNonNull(amount);
        }

        @Override
        public Kind kind() {
            return Kind.AMOUNT;
        }

        @Override
        public BigDecimal amountOff(BigDecimal lines, BigDecimal left, Share share) {
            return Amounts.money(share.ofMoney(amount));
        }

        @Override
        public String explanation(BigDecimal lines, BigDecimal left, Share share) {
            return share.isWhole()
                    ? "%s off".formatted(Amounts.price(amount).toPlainString())
                    : "%s of %s off".formatted(share, Amounts.price(amount).toPlainString());
        }
    }

    /**
     * The most that the subscription costs.
     *
     * @param cap 0 or more, for a whole period
     */
    record Cap(String name, BigDecimal cap, boolean prorated) implements Discount {

        public Cap {
            Objects.requireNonNull(name);
            Objects.requireNonNull(cap);
        }

        @Override
        public Kind kind() {
            return Kind.CAP;
        }

        @Override
        public BigDecimal amountOff(BigDecimal lines, BigDecimal left, Share share) {
            return left.subtract(most(share)).max(BigDecimal.ZERO);
        }

        @Override
        public String explanation(BigDecimal lines, BigDecimal left, Share share) {
            return "at most %s%s, the lines less other discounts come to %s: %s − %s".formatted(most(share).toPlainString(),
                    share.isWhole() ? "" : " (%s of %s)".formatted(share, Amounts.price(cap).toPlainString()),
                    left.toPlainString(), left.toPlainString(), most(share).toPlainString());
        }

        private BigDecimal most(Share share) {
            return Amounts.money(share.ofMoney(cap));
        }
    }

    /**
     * Reads a discount of a plan.
     *
     * @throws dev.billingreporter.item.InvalidItemException naming the plan and the attribute that cannot be used
     */
    static Discount read(Item item) {
        var name = item.text("name");
        var prorated = item.flag("prorate", true);
        var percent = item.optionalNonNegativeNumber("percent");
        var amount = item.optionalNonNegativeNumber("amount");
        var cap = item.optionalNonNegativeNumber("cap");
        if (Stream.of(percent, amount, cap).filter(Optional::isPresent).count() != 1) {
            throw item.invalid("percent", "or amount or cap must be there, and only one of them");
        }
        if (percent.isPresent() && percent.get().compareTo(BigDecimal.valueOf(100)) > 0) {
            throw item.invalid("percent", "must not be above 100, but is " + percent.get().toPlainString());
        }
        return percent.<Discount> map(number -> new Percent(name, number, prorated))
                .or(() -> amount.map(number -> new Amount(name, number, prorated)))
                .orElseGet(() -> new Cap(name, cap.orElseThrow(), prorated));
    }
}
