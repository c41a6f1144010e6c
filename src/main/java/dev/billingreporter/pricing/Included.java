package dev.billingreporter.pricing;

import dev.billingreporter.usage.MeteredUsage;
import dev.billingreporter.usage.Metric;
import java.math.BigDecimal;
import java.util.Optional;

/** Usage that a plan includes at no cost. */
final class Included {

    private Included() {
    }

    /** The usage beyond what is included, never below 0. */
    static BigDecimal beyond(MeteredUsage usage, BigDecimal included) {
        return Amounts.quantity(usage.charged().subtract(included).max(BigDecimal.ZERO));
    }

    static Optional<String> details(BigDecimal included, Metric metric) {
        return included.signum() == 0
                ? Optional.empty()
                : Optional.of("%s %s included".formatted(Amounts.quantity(included).toPlainString(), metric.units()));
    }

    static String explanation(MeteredUsage usage, BigDecimal included, BigDecimal billable) {
        return included.signum() == 0
                ? usage.explanation()
                : "%s; less %s included = %s".formatted(usage.explanation(), included.toPlainString(),
                        billable.toPlainString());
    }
}
