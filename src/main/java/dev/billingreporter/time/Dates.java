package dev.billingreporter.time;

import java.time.LocalDate;
import java.time.YearMonth;

/** How dates are read: as {@link LocalDate#parse(CharSequence)} reads them. */
public final class Dates {

    static final int LENGTH = "2026-11-22".length();

    private Dates() {
    }

    /**
     * Reads a date such as {@code 2026-11-22}.
     *
     * @throws java.time.format.DateTimeParseException if it is none
     */
    public static LocalDate parse(String text) {
        // thirty of them an installation: the formatter would take a twentieth of a run's processor time
        return text.length() == LENGTH && isDate(text)
                ? LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, LENGTH))
                : LocalDate.parse(text);
    }

    /** Whether the text begins with a date of the years 0 to 9999 that exists. */
    static boolean isDate(String text) {
        if (text.charAt(4) != '-' || text.charAt(7) != '-') {
            return false;
        }
        var year = number(text, 0, 4);
        var month = number(text, 5, 7);
        var day = number(text, 8, LENGTH);
        return year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= YearMonth.of(year, month).lengthOfMonth();
    }

    /** The number that these digits make; -1 if one is no digit. */
    static int number(String text, int from, int to) {
        var number = 0;
        for (var position = from; position < to; position++) {
            var digit = text.charAt(position) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
