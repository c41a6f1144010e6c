package dev.billingreporter.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How quantities are rounded ("Submit Billing Data"): up to 6 decimals, half up (away from zero), never in exponent form. */
public final class Quantity {

    private static final int DECIMALS = 6;

    private Quantity() {
    }

    /** {@code value} as a quantity. */
    public static BigDecimal rounded(BigDecimal value) {
        return plain(value.setScale(Math.min(value.scale(), DECIMALS), RoundingMode.HALF_UP));
    }

    /** {@code dividend / divisor} as a quantity: divided and rounded in one step. */
    public static BigDecimal quotient(BigDecimal dividend, BigDecimal divisor) {
        return divisor.compareTo(BigDecimal.ONE) == 0
                ? rounded(dividend)
                : plain(dividend.divide(divisor, DECIMALS, RoundingMode.HALF_UP));
    }

    private static BigDecimal plain(BigDecimal rounded) {
        var stripped = rounded.stripTrailingZeros();
        return stripped.setScale(Math.max(stripped.scale(), 0));
    }
}
