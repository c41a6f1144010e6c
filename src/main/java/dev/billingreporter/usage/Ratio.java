package dev.billingreporter.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An exact fraction: a counter's value, not yet divided by the metric's divisor. So a figure is rounded once, whatever it
 * was made of.
 *
 * @param numerator in counter units
 * @param denominator counter units in one of the metric's units, above 0
 */
public record Ratio(BigDecimal numerator, BigDecimal denominator) {

    /** Decimals of a quantity ("up to 6 decimals, half up"). */
    private static final int DECIMALS = 6;

    static final Ratio ZERO = new Ratio(BigDecimal.ZERO, BigDecimal.ONE);

    Ratio plus(Ratio other) {
        if (numerator.signum() == 0) {
            return other;
        }
        if (other.numerator.signum() == 0) {
            return this;
        }
        if (denominator.compareTo(other.denominator) == 0) {
            return new Ratio(numerator.add(other.numerator), denominator);
        }
        return new Ratio(numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    Ratio max(Ratio other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator)) >= 0 ? this : other;
    }

    /** With up to six decimals, half up, never in exponent form. */
    public BigDecimal rounded() {
        var quotient = denominator.compareTo(BigDecimal.ONE) == 0
                ? numerator.scale() <= DECIMALS ? numerator : numerator.setScale(DECIMALS, RoundingMode.HALF_UP)
                : numerator.divide(denominator, DECIMALS, RoundingMode.HALF_UP);
        var stripped = quotient.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
