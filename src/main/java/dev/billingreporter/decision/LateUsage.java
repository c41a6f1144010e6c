package dev.billingreporter.decision;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;

/**
 * What a period that is invoiced would come to now: more, where usage came late.
 *
 * @param periodStart the first instant of the period
 * @param total of its last day's statement: 2 decimals
 */
public record LateUsage(Instant periodStart, BigDecimal total) {

    public LateUsage {
        Objects.requireNonNull(periodStart);
        Objects.requireNonNull(total);
    }
}
