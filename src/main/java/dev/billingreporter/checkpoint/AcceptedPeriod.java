package dev.billingreporter.checkpoint;

import dev.billingreporter.day.BillingCycle.Explicit;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The current billing period as it was last accepted.
 *
 * @param bounds its first instant, and the first instant after it
 * @param plans which billing plans priced it: a hash of the version that was in force, by the plan's id
 * @param counted the sum of the raw {@code dayValue} of its interval counters, each once
 */
public record AcceptedPeriod(Explicit bounds, Map<String, String> plans, BigDecimal counted) {

    public AcceptedPeriod {
        Objects.requireNonNull(bounds);
        plans = Collections.unmodifiableMap(new TreeMap<>(plans));
        Objects.requireNonNull(counted);
    }
}
