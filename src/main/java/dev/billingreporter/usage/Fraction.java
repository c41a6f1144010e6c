package dev.billingreporter.usage;

import java.math.BigDecimal;

/**
 * A figure that is not yet divided, so that it is rounded once, whatever it was made of.
 *
 * @param dividend in counter units
 * @param divisor counter units in one of the metric's units, above 0
 */
record Fraction(BigDecimal dividend, BigDecimal divisor) {

    BigDecimal rounded() {
        return Quantity.quotient(dividend, divisor);
    }
}
