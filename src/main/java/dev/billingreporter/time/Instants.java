package dev.billingreporter.time;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** How instants are written: ISO 8601 in UTC with exactly three decimals, so that texts sort as the instants do. */
public final class Instants {

    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
            .withZone(ZoneOffset.UTC);
    private static final long FIRST_SECOND = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    private static final byte[] FORM = "0000-00-00T00:00:00.000Z".getBytes(StandardCharsets.US_ASCII);
    private static final int NANOS_OF_A_MILLISECOND = 1_000_000;

    private Instants() {
    }

    /** {@code instant} to the millisecond, what is finer cut off. */
    public static String text(Instant instant) {
        var second = instant.getEpochSecond();
        if (second < FIRST_SECOND || second > LAST_SECOND) {
            return MILLISECONDS.format(instant); // a year that has not four digits
        }
        // a dozen of them an installation: the formatter would take a twentieth of a run's processor time
        var time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
        var text = FORM.clone();
        write(text, 3, time.getYear());
        write(text, 6, time.getMonthValue());
        write(text, 9, time.getDayOfMonth());
        write(text, 12, time.getHour());
        write(text, 15, time.getMinute());
        write(text, 18, time.getSecond());
        write(text, 22, instant.getNano() / NANOS_OF_A_MILLISECOND);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** The digits of {@code number} up to the one at {@code last}; zeros are there already. */
    private static void write(byte[] text, int last, int number) {
        var position = last;
        for (var left = number; left > 0; left /= 10) {
            text[position] = (byte) ('0' + left % 10);
            position--;
        }
    }
}
