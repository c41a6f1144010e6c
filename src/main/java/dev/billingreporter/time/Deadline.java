package dev.billingreporter.time;

import java.time.Instant;

/**
 * The instant from which on nothing new is started: the end of the invocation less the margin in which what is under
 * way ends.
 *
 * @param instant the first instant that is too late
 */
public record Deadline(Instant instant) {

    /** Whether something that starts at {@code start} starts too late. */
    public boolean isTooLate(Instant start) {
        return !start.isBefore(instant);
    }
}
