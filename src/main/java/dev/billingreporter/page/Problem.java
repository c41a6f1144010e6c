package dev.billingreporter.page;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that somebody has to fix.
 *
 * @param at when it came up; empty when it does right now
 * @param kind the failure's kind, as in answers
 * @param httpStatus Vercel's answer, if there was one
 * @param message what is wrong, in words
 */
public record Problem(Optional<Instant> at, String kind, Optional<Integer> httpStatus, String message) {

    public Problem {
        Objects.requireNonNull(at);
        kind = Text.line(kind);
        Objects.requireNonNull(httpStatus);
        message = Text.paragraph(message);
    }

    /** Whether this is its message. */
    boolean says(String text) {
        return message.equals(Text.paragraph(text));
    }
}
