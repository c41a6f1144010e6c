package dev.billingreporter.time;

import java.time.Duration;
import java.time.Instant;

/**
 * When an invocation has to come to its end.
 *
 * @param instant from which on nothing new is started, and nothing is tried again
 * @param lastStart from which on not even what is under way sends its first request: it would not be answered in time
 * @param answerBy when the answer is given, whatever is still under way
 */
public record Deadline(Instant instant, Instant lastStart, Instant answerBy) {

    public Deadline {
        if (lastStart.isBefore(instant) || answerBy.isBefore(lastStart)) {
            throw new IllegalArgumentException("first nothing new is started, then nothing sent, then the answer given");
        }
    }

    /** A deadline that leaves a minute for the answer. */
    public Deadline(Instant instant, Instant lastStart) {
        this(instant, lastStart, lastStart.plus(Duration.ofMinutes(1)));
    }

    /** A deadline that gives what is under way no more time to send, and all it needs to end. */
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
