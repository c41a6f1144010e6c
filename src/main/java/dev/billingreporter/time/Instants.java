package dev.billingreporter.time;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * How instants are written: ISO 8601 in UTC with exactly three decimals, so that texts sort as the instants do. And how they
 * are read: with any offset, and as many decimals as there are.
 */
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

    /**
     * Reads an instant such as {@code 2026-11-22T10:05:00.000Z} or {@code 2026-11-22T11:05+01:00}, as
     * {@link DateTimeFormatter#ISO_OFFSET_DATE_TIME} reads it.
     *
     * @throws java.time.DateTimeException if it is none
     */
    public static Instant parse(String text) {
        // a dozen of them an installation, nearly all as text() writes them
        return text.length() == FORM.length && isMilliseconds(text) ? milliseconds(text)
                : DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
    }

    private static boolean isMilliseconds(String text) {
        return text.charAt(10) == 'T' && text.charAt(13) == ':' && text.charAt(16) == ':' && text.charAt(19) == '.'
                && text.charAt(23) == 'Z' && Dates.isDate(text)
                && isBelow(24, Dates.number(text, 11, 13)) && isBelow(60, Dates.number(text, 14, 16))
                && isBelow(60, Dates.number(text, 17, 19)) && isBelow(1000, Dates.number(text, 20, 23));
    }

    private static boolean isBelow(int limit, int number) {
        return number >= 0 && number < limit;
    }

    private static Instant milliseconds(String text) {
        return LocalDateTime.of(Dates.number(text, 0, 4), Dates.number(text, 5, 7), Dates.number(text, 8, 10),
                Dates.number(text, 11, 13), Dates.number(text, 14, 16), Dates.number(text, 17, 19),
                Dates.number(text, 20, 23) * NANOS_OF_A_MILLISECOND).toInstant(ZoneOffset.UTC);
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
