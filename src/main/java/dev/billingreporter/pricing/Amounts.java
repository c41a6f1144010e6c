package dev.billingreporter.pricing;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How money is rounded ("Submit Billing Data"). */
final class Amounts {

    private static final int DECIMALS = 2;

    private Amounts() {
    }

    /** An amount of money: exactly 2 decimals, half up. */
    static BigDecimal money(BigDecimal amount) {
        return amount.setScale(DECIMALS, RoundingMode.HALF_UP);
    }

    /** {@code dividend / divisor} as an amount of money: divided and rounded in one step. */
    static BigDecimal money(BigDecimal dividend, BigDecimal divisor) {
        return dividend.divide(divisor, DECIMALS, RoundingMode.HALF_UP);
    }

    /** A price: the plan's decimals, at least 2. */
    static BigDecimal price(BigDecimal price) {
        var stripped = price.stripTrailingZeros();
        return stripped.setScale(Math.max(stripped.scale(), DECIMALS));
    }
}
