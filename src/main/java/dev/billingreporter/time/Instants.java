package dev.billingreporter.time;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** How instants are written: ISO 8601 in UTC with exactly three decimals, so that texts sort as the instants do. */
public final class Instants {

    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
            .withZone(ZoneOffset.UTC);

    private Instants() {
    }

    /** {@code instant} to the millisecond, what is finer cut off. */
    public static String text(Instant instant) {
        return MILLISECONDS.format(instant);
    }
}
