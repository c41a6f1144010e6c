package dev.billingreporter.day;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SubmissionTimestampsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:05:00.250Z");

    @Test
    void theCurrentDaysIsTheReadingAndEarlierDaysAreAMillisecondOlderEach() {
        assertThat(SubmissionTimestamps.of(NOW, Optional.empty(), 3)).map(Instant::toString).containsExactly(
                "2026-11-22T10:05:00.248Z", "2026-11-22T10:05:00.249Z", "2026-11-22T10:05:00.250Z");
        assertThat(SubmissionTimestamps.of(NOW, Optional.of(NOW.minusSeconds(3600)), 1)).containsExactly(NOW);
        assertThat(SubmissionTimestamps.of(NOW, Optional.empty(), 0)).isEmpty();
    }

    @Test
    void onAClockThatIsBehindTheyFollowTheLastAcceptedOne() {
        var last = NOW.plus(Duration.ofMinutes(5));

        assertThat(SubmissionTimestamps.of(NOW, Optional.of(last), 1)).containsExactly(last.plusMillis(1));
        assertThat(SubmissionTimestamps.of(NOW, Optional.of(last), 2)).containsExactly(last.plusMillis(1), last.plusMillis(2));
        assertThat(SubmissionTimestamps.of(NOW, Optional.of(NOW), 1)).containsExactly(NOW.plusMillis(1));
        assertThat(SubmissionTimestamps.of(NOW, Optional.of(NOW.minusMillis(1)), 2))
                .as("the earlier day's too is later than the last accepted one").containsExactly(NOW, NOW.plusMillis(1));
        assertThat(SubmissionTimestamps.of(NOW, Optional.of(NOW.minusMillis(2)), 2)).containsExactly(NOW.minusMillis(1), NOW);
    }

    @Test
    void theyAreAtMostTenMinutesAheadOfTheOwnClock() {
        var limit = NOW.plus(Duration.ofMinutes(10));

        assertThat(SubmissionTimestamps.of(NOW, Optional.of(limit.minusMillis(1)), 1)).containsExactly(limit);
        assertThat(SubmissionTimestamps.of(NOW, Optional.of(limit.minusMillis(1)), 2)).as("no room for both")
                .containsExactly(NOW.minusMillis(1), NOW);
        assertThat(SubmissionTimestamps.of(NOW, Optional.of(limit), 1)).containsExactly(NOW);
        assertThat(SubmissionTimestamps.of(NOW, Optional.of(Instant.parse("2030-01-01T00:00:00Z")), 1)).containsExactly(NOW);
        assertThat(SubmissionTimestamps.of(NOW, Optional.of(Instant.MAX), 1)).containsExactly(NOW);
    }

    @Test
    void whateverTheClocksTheyAscendByMillisecondsAndFollowTheLastOneWhereTheLimitAllows() {
        var random = new Random(20261122);
        for (var repetition = 0; repetition < 20_000; repetition++) {
            var now = NOW.plusNanos(random.nextInt(1_000_000_000));
            var last = random.nextInt(10) == 0
                    ? Optional.<Instant> empty()
                    : Optional.of(now.plusNanos((long) (random.nextGaussian() * 600e9) >> random.nextInt(40)));
            var days = 1 + random.nextInt(5);

            var timestamps = SubmissionTimestamps.of(now, last, days);

            assertThat(timestamps).hasSize(days).allMatch(instant -> instant.equals(instant.truncatedTo(ChronoUnit.MILLIS)));
            for (var position = 1; position < days; position++) {
                assertThat(timestamps.get(position)).isEqualTo(timestamps.get(position - 1).plusMillis(1));
            }
            var current = timestamps.get(days - 1);
            assertThat(current).isBetween(now.truncatedTo(ChronoUnit.MILLIS), now.plus(Duration.ofMinutes(10)));
            if (last.isPresent() && last.get().isBefore(now.plus(Duration.ofMinutes(10)).minusMillis(days + 1L))) {
                assertThat(timestamps.get(0)).as("%s after %s", timestamps, last).isAfter(last.get());
            }
        }
    }
}
