package dev.billingreporter.day;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The {@code timestamp}s of the submissions that come from one reading of the counters. Vercel keeps the data with the
 * latest one, so they ascend as the days do, and all are later than what was submitted from an earlier reading, even
 * where that was dated by a machine whose clock is ahead.
 */
public final class SubmissionTimestamps {

    /** Clocks do not differ by more, unless one of them is wrong. */
    public static final Duration MOST_AHEAD = Duration.ofMinutes(10);

    private SubmissionTimestamps() {
    }

    /**
     * The timestamps of a run's days, a millisecond apart; the last one is the current day's.
     *
     * @param now when the counters were read, on the own clock
     * @param lastSuccessful the latest timestamp that was accepted before. Where it is so far ahead that a timestamp would
     *        be more than 10 minutes ahead of the own clock, it is taken for an error, and the own clock decides alone
     * @param days how many days, at least 0
     */
    public static List<Instant> of(Instant now, Optional<Instant> lastSuccessful, int days) {
        var read = now.truncatedTo(ChronoUnit.MILLIS);
        var mostAhead = read.plus(MOST_AHEAD);
        var last = lastSuccessful.filter(mostAhead::isAfter)
                .map(instant -> instant.truncatedTo(ChronoUnit.MILLIS).plusMillis(days))
                .filter(after -> after.isAfter(read) && !after.isAfter(mostAhead)).orElse(read);
        return IntStream.range(0, days).mapToObj(position -> last.minusMillis(days - 1L - position)).toList();
    }
}
