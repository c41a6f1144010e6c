package dev.billingreporter.pricing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One discount of a statement ("Submit Billing Data", {@code billing.discounts[]}).
 *
 * @param billingPlanId the plan that gives it
 * @param resourceId the resource; empty for the whole installation
 * @param start its first instant, when it does not cover the whole period
 * @param end the first instant after it, when it does not cover the whole period
 * @param name as the customer reads it
 * @param amount what is taken off: 2 decimals
 * @param calculation how the amount came about, in words; made when it is asked for
 */
public record DiscountLine(String billingPlanId, Optional<String> resourceId, Optional<Instant> start,
        Optional<Instant> end, String name, BigDecimal amount, Supplier<String> calculation) {

    public DiscountLine {
        Objects.requireNonNull(billingPlanId);
        Objects.requireNonNull(resourceId);
        Objects.requireNonNull(start);
        Objects.requireNonNull(end);
        Objects.requireNonNull(name);
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("a discount is never negative: " + amount);
        }
        Objects.requireNonNull(calculation);
    }

    /** How the amount came about, in words that a customer can follow. */
    public String explanation() {
        return calculation.get();
    }
}
