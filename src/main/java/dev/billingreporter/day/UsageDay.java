package dev.billingreporter.day;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A usage day: from local midnight to the next one in the installation's zone, so 23 or 25 hours long where the clocks
 * change.
 *
 * @param date the calendar day in the installation's zone
 * @param start its first instant
 * @param end the first instant of the next day
 */
public record UsageDay(LocalDate date, Instant start, Instant end) {

    private static final Duration MILLISECOND = Duration.ofMillis(1);

    public UsageDay {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException(
                    "the day %s must not end at %s before it starts at %s".formatted(date, end, start));
        }
    }

    /**
     * The end of day that Vercel is told: one millisecond before the next day starts, so that it lies within the
     * billing period whether Vercel reads the period's end as inclusive or exclusive.
     */
    public Instant endOfDay() {
        return end.minus(MILLISECOND);
    }
}
