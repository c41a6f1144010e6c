package dev.billingreporter.pricing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One item of a statement ("Submit Billing Data", {@code billing.items[]}).
 *
 * @param billingPlanId the plan it is charged under
 * @param resourceId the resource; empty for the whole installation
 * @param start its first instant, when it does not cover the whole period
 * @param end the first instant after it, when it does not cover the whole period
 * @param line what is charged
 */
public record LineItem(String billingPlanId, Optional<String> resourceId, Optional<Instant> start, Optional<Instant> end,
        ChargeLine line) {

    public LineItem {
        Objects.requireNonNull(billingPlanId);
        Objects.requireNonNull(resourceId);
        Objects.requireNonNull(start);
        Objects.requireNonNull(end);
        Objects.requireNonNull(line);
    }

    /** As the customer reads it. */
    public String name() {
        return line.name();
    }

    /** More about it. */
    public Optional<String> details() {
        return line.details();
    }

    /** For one of {@link #units()}: the plan's decimals, at least 2. */
    public BigDecimal price() {
        return line.price();
    }

    /** Up to 6 decimals. */
    public BigDecimal quantity() {
        return line.quantity();
    }

    /** What the quantity counts. */
    public String units() {
        return line.units();
    }

    /** Price × quantity as they are sent: 2 decimals, half up. */
    public BigDecimal total() {
        return line.total();
    }

    /** How quantity, price and total came about, in words that a customer can follow. */
    public String explanation() {
        return "%s; %s × %s per %s = %s, rounded half up: %s".formatted(line.calculation().get(),
                quantity().toPlainString(), price().toPlainString(), units(),
                price().multiply(quantity()).stripTrailingZeros().toPlainString(), total().toPlainString());
    }
}
