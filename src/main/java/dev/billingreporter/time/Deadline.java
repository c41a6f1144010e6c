package dev.billingreporter.time;

import java.time.Instant;

/**
 * When an invocation has to come to its end.
 *
 * @param instant from which on nothing new is started, and nothing is tried again
 * @param lastStart from which on not even what is under way sends its first request: it would not be answered in time
 */
public record Deadline(Instant instant, Instant lastStart) {

    public Deadline {
        if (lastStart.isBefore(instant)) {
            throw new IllegalArgumentException("what is under way does not end before nothing new is started");
        }
    }

    /** A deadline that gives what is under way no more time. */
    public static Deadline at(Instant instant) {
        return new Deadline(instant, instant);
    }

    /** Whether something new, or another try, that starts at {@code start} starts too late. */
    public boolean isTooLate(Instant start) {
        return !start.isBefore(instant);
    }

    /** Whether the first request of what is under way, sent at {@code start}, would be sent too late. */
    public boolean isTooLateForFirst(Instant start) {
        return !start.isBefore(lastStart);
    }
}
