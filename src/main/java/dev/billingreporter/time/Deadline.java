package dev.billingreporter.time;

import java.time.Duration;
import java.time.Instant;

/**
 * When an invocation has to come to its end.
 *
 * @param instant from which on nothing new is started, and nothing is tried again
 * @param lastStart from which on not even what is under way sends its first request: it would not be answered in time
 * @param answerBy when what is still under way is not waited for any more, and the answer given
 * @param end when the invocation is ended by force
 */
public record Deadline(Instant instant, Instant lastStart, Instant answerBy, Instant end) {

    private static final Duration FOR_THE_ANSWER = Duration.ofMinutes(1);

    public Deadline {
        if (lastStart.isBefore(instant) || answerBy.isBefore(lastStart) || end.isBefore(answerBy)) {
            throw new IllegalArgumentException(
                    "first nothing new is started, then nothing sent, then the answer given, and then comes the end");
        }
    }

    /** A deadline that leaves a minute for the answer. */
    public Deadline(Instant instant, Instant lastStart) {
        this(instant, lastStart, lastStart.plus(FOR_THE_ANSWER), lastStart.plus(FOR_THE_ANSWER));
    }

    /** A deadline that gives what is under way no more time to send, and all it needs to end. */
    public static Deadline at(Instant instant) {
        return new Deadline(instant, instant);
    }

    /** Until when what belongs to a run as a whole may still be written: then the other half of the time is the answer's. */
    public Instant writtenBy() {
        return answerBy.plus(Duration.between(answerBy, end).dividedBy(2));
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
