package dev.billingreporter.pricing;

import java.time.LocalDate;

/**
 * A day's statement is larger than a request may be. It is refused before it is built, so that one installation's tables
 * cannot take the memory of all. The message gives its size.
 */
public final class StatementTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private StatementTooLargeException(String message) {
        super(message);
    }

    /** It has too many lines; {@code size} says how many. */
    static StatementTooLargeException ofLines(LocalDate day, int most, String size) {
        return new StatementTooLargeException(
                "the request for %s is too large: it may have %d lines (items, discounts and usage rows), but %s"
                        .formatted(day, most, size));
    }

    /** It has too many bytes. */
    public static StatementTooLargeException ofBytes(LocalDate day, int most, long size) {
        return new StatementTooLargeException(
                "the request for %s is too large: it may have %d bytes, but has %d".formatted(day, most, size));
    }
}
