package dev.billingreporter.pricing;

import dev.billingreporter.usage.MeteredUsage;
import dev.billingreporter.usage.Metric;
import dev.billingreporter.usage.Quantity;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;

/**
 * Usage as a charge sees it.
 *
 * @param metered what was metered
 * @param share which days of the period the charge has of what is granted for the whole period
 */
public record ChargedUsage(MeteredUsage metered, Share share) {

    public ChargedUsage {
        Objects.requireNonNull(metered);
        Objects.requireNonNull(share);
    }

    /** What was metered. */
    public Metric metric() {
        return metered.metric();
    }

    /**
     * What is charged for: up to 6 decimals, half up; a negative value counts as 0. A value that stands for the whole
     * period, such as the last one, is charged for its days.
     */
    public BigDecimal quantity() {
        var value = metered.value().max(BigDecimal.ZERO);
        return metric().aggregation().isAdditive() ? value : share.ofQuantity(value);
    }

    /** What is charged for beyond what the plan includes, never below 0. */
    public BigDecimal beyond(BigDecimal included) {
        return Quantity.rounded(quantity().subtract(share.ofQuantity(included)).max(BigDecimal.ZERO));
    }

    /** What is included, for the line. */
    public Optional<String> details(BigDecimal included) {
        return included.signum() == 0
                ? Optional.empty()
                : Optional.of("%s %s included".formatted(Quantity.rounded(share.ofQuantity(included)).toPlainString(),
                        metric().units()));
    }

    /** How the quantity came about, in words for a customer. */
    public String explanation() {
        var value = metered.value();
        var text = new StringBuilder(metered.explanation());
        if (value.signum() < 0) {
            text.append(", charged as 0");
        } else if (!metric().aggregation().isAdditive() && !share.isWhole()) {
            text.append("; for %s: %s".formatted(share, quantity().toPlainString()));
        }
        return text.toString();
    }

    /** How the quantity beyond what is included came about, in words for a customer. */
    public String explanation(BigDecimal included) {
        if (included.signum() == 0) {
            return explanation();
        }
        var granted = share.isWhole()
                ? "%s included".formatted(included.toPlainString())
                : "%s included (%s, of %s for the period)".formatted(share.ofQuantity(included).toPlainString(), share,
                        included.toPlainString());
        return "%s; less %s = %s".formatted(explanation(), granted, beyond(included).toPlainString());
    }
}
