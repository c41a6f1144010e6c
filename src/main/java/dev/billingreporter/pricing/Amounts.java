package dev.billingreporter.pricing;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How amounts are rounded ("Submit Billing Data"); nothing is rounded anywhere else. */
final class Amounts {

    private static final int MONEY_DECIMALS = 2;
    private static final int QUANTITY_DECIMALS = 6;

    private Amounts() {
    }

    /** An amount of money: exactly 2 decimals, half up. */
    static BigDecimal money(BigDecimal amount) {
        return amount.setScale(MONEY_DECIMALS, RoundingMode.HALF_UP);
    }

    /** A price: the plan's decimals, at least 2. */
    static BigDecimal price(BigDecimal price) {
        var stripped = price.stripTrailingZeros();
        return stripped.scale() < MONEY_DECIMALS ? stripped.setScale(MONEY_DECIMALS) : stripped;
    }

    /** A quantity: up to 6 decimals, half up. */
    static BigDecimal quantity(BigDecimal quantity) {
        var rounded = quantity.scale() > QUANTITY_DECIMALS ? quantity.setScale(QUANTITY_DECIMALS, RoundingMode.HALF_UP)
                : quantity;
        var stripped = rounded.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** A quotient as a quantity. */
    static BigDecimal quantity(BigDecimal dividend, BigDecimal divisor) {
        return quantity(dividend.divide(divisor, QUANTITY_DECIMALS, RoundingMode.HALF_UP));
    }
}
