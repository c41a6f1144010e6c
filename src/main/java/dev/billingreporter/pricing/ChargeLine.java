package dev.billingreporter.pricing;

import dev.billingreporter.usage.Quantity;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One priced line of a charge.
 *
 * @param name as the customer reads it
 * @param details more about it
 * @param price for one of {@code units}, at least 2 decimals
 * @param quantity up to 6 decimals
 * @param units what the quantity counts
 * @param calculation how quantity and price came about, in words; made when it is asked for
 */
public record ChargeLine(String name, Optional<String> details, BigDecimal price, BigDecimal quantity, String units,
        Supplier<String> calculation) {

    /** Rounds price and quantity as they are sent. */
    public ChargeLine {
        Objects.requireNonNull(name);
        Objects.requireNonNull(details);
        price = Amounts.price(price);
        quantity = Quantity.rounded(quantity);
        if (price.signum() < 0 || quantity.signum() < 0) {
            throw new IllegalArgumentException("a line is never negative: %s × %s".formatted(price, quantity));
        }
        Objects.requireNonNull(units);
        Objects.requireNonNull(calculation);
    }

    /** Price × quantity as they are sent, to 2 decimals, half up. */
    public BigDecimal total() {
        return Amounts.money(price.multiply(quantity));
    }
}
