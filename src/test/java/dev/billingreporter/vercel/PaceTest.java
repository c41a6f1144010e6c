package dev.billingreporter.vercel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:05:00Z");
    private static final Optional<Instant> NOT_SAID = Optional.empty();

    private final Pace pace = new Pace(0, 10);

    @Test
    void nothingLimitsItAtFirst() {
        send(1000);
        assertThat(pace.next(NOW)).contains(NOW);
    }

    @Test
    void oneInstallationThatIsRefusedAgainAndAgainSlowsNobodyDown() {
        for (var time = 0; time < 50; time++) {
            pace.refuse(pace.send(NOW), "icfg_1", NOT_SAID, NOW);
        }
        assertThat(pace.next(NOW)).contains(NOW);
    }

    @Test
    void installationsThatAreToldToWaitForLongSlowNobodyDown() {
        for (var number = 0; number < 9; number++) {
            refuse(pace.send(NOW), number, Optional.of(NOW.plusSeconds(3600)));
        }
        assertThat(pace.next(NOW)).contains(NOW);
    }

    @Test
    void afterTwoInstallationsAreRefusedItIsWellBelowWhatWasLetThrough() {
        letThrough(20);
        refuse(pace.send(NOW), 1, NOT_SAID);
        refuse(pace.send(NOW), 2, NOT_SAID);
        // 70 % of 20 a second
        assertThat(pace.next(NOW)).contains(NOW.plusNanos(1_000_000_000 / 14));
    }

    @Test
    void requestsThatWereUnderWayWhenItFellDoNotLetItFallAgain() {
        letThrough(20);
        var first = send(10);
        for (var number = 0; number < 9; number++) {
            refuse(first + number, number, NOT_SAID);
        }
        pace.end();
        assertThat(pace.next(NOW)).contains(NOW.plusNanos(1_000_000_000 / 14));
    }

    @Test
    void itRisesWithWhatIsLetThroughFastUpToWhereItFellAndThenSlowly() {
        letThrough(100);
        refuse(pace.send(NOW), 1, NOT_SAID);
        refuse(pace.send(NOW), 2, NOT_SAID);
        assertThat(interval(NOW)).as("70 a second").isEqualTo(Duration.ofNanos(1_000_000_000 / 70));

        // two seconds later, with nothing let through: as slow as it gets
        var later = NOW.plusSeconds(2);
        pace.refuse(pace.send(later), "icfg_3", NOT_SAID, later);
        pace.refuse(pace.send(later), "icfg_4", NOT_SAID, later);
        assertThat(interval(later)).isEqualTo(Duration.ofSeconds(5));
        letThrough(10);
        assertThat(interval(later)).as("10.2 a second").isEqualTo(Duration.ofNanos((long) (1e9 / 10.2)));
        letThrough(60);
        assertThat(interval(later)).as("70.2 a second").isEqualTo(Duration.ofNanos((long) (1e9 / 70.2)));
        letThrough(100);
        assertThat(interval(later)).as("80 a second").isBetween(Duration.ofMillis(12), Duration.ofNanos(12_550_000));
    }

    @Test
    void aLimitIsNeverExceeded() {
        var limited = new Pace(4, 10);
        var now = NOW;
        for (var number = 0; number < 40; number++) {
            now = limited.next(now).orElseThrow();
            limited.send(now);
            limited.letThrough(now);
        }
        assertThat(now).isEqualTo(NOW.plusMillis(39 * 250));
    }

    @Test
    void afterARefusalTheNextAnswerIsWaitedFor() {
        var first = send(3);
        refuse(first, 1, NOT_SAID);
        assertThat(pace.next(NOW)).isEmpty();
        pace.letThrough(NOW);
        assertThat(pace.next(NOW)).contains(NOW);
    }

    @Test
    void whileTheAnswersOfARowAreNotAllThereItWaitsForThem() {
        var first = send(11);
        for (var number = 0; number < 10; number++) {
            refuse(first + number, number, Optional.of(NOW.plusSeconds(20)));
        }
        assertThat(pace.next(NOW)).as("one is still under way").isEmpty();
        assertThat(pace.stoppedUntil(NOW)).isEmpty();

        refuse(first + 10, 10, Optional.of(NOW.plusSeconds(20)));
        assertThat(pace.next(NOW)).contains(NOW.plusSeconds(20));
        assertThat(pace.stoppedUntil(NOW)).contains(NOW.plusSeconds(20));
    }

    @Test
    void oneThatGetsThroughEndsTheStop() {
        var first = send(11);
        for (var number = 0; number < 10; number++) {
            refuse(first + number, number, Optional.of(NOW.plusSeconds(3600)));
        }
        pace.letThrough(NOW);
        assertThat(pace.next(NOW)).contains(NOW);
    }

    @Test
    void afterAStopASingleRequestGoesFirst() {
        var then = stopFor(Duration.ofSeconds(20));
        var probe = pace.send(then);
        assertThat(pace.next(then)).as("its answer decides").isEmpty();

        pace.refuse(probe, "icfg_11", Optional.of(then.plusSeconds(5)), then);
        assertThat(pace.next(then)).contains(then.plusSeconds(5));

        pace.send(then.plusSeconds(5));
        pace.letThrough(then.plusSeconds(5));
        assertThat(pace.next(then.plusSeconds(5)).orElseThrow()).isBefore(then.plusSeconds(6));
    }

    @Test
    void theShortestInstructionHolds() {
        var first = send(10);
        for (var number = 0; number < 10; number++) {
            refuse(first + number, number, Optional.of(NOW.plusSeconds(number == 4 ? 20 : 3600)));
        }
        assertThat(pace.next(NOW)).contains(NOW.plusSeconds(20));
    }

    @Test
    void withoutAnInstructionItWaitsLongerEachTimeNobodyGetsThrough() {
        var first = send(10);
        for (var number = 0; number < 10; number++) {
            refuse(first + number, number, NOT_SAID);
        }
        var now = NOW;
        var waits = new ArrayList<Long>();
        for (var number = 0; number < 10; number++) {
            var next = pace.next(now).orElseThrow();
            waits.add(Duration.between(now, next).toMillis());
            now = next;
            pace.refuse(pace.send(now), "icfg_" + number, NOT_SAID, now);
        }
        assertThat(waits).as("never faster than one in five seconds, as nothing was let through").containsExactly(5000L, 5000L,
                5000L, 5000L,
                5000L, 5000L, 6400L, 12_800L, 20_000L, 20_000L);
    }

    @Test
    void fewInstallationsInARowDoNotStopIt() {
        var first = send(9);
        for (var number = 0; number < 9; number++) {
            refuse(first + number, number, Optional.of(NOW.plusSeconds(3600)));
        }
        assertThat(pace.next(NOW)).contains(NOW);
    }

    private Instant stopFor(Duration duration) {
        var first = send(10);
        for (var number = 0; number < 10; number++) {
            refuse(first + number, number, Optional.of(NOW.plus(duration)));
        }
        return NOW.plus(duration);
    }

    /** Gives the number of the first. */
    private long send(int requests) {
        var first = pace.send(NOW);
        for (var number = 1; number < requests; number++) {
            pace.send(NOW);
        }
        return first;
    }

    private void letThrough(int requests) {
        for (var number = 0; number < requests; number++) {
            pace.send(NOW);
            pace.letThrough(NOW);
        }
    }

    private void refuse(long request, int installation, Optional<Instant> instruction) {
        pace.refuse(request, "icfg_" + installation, instruction, NOW);
    }

    /** Between two requests, once the first of them may be sent. */
    private Duration interval(Instant now) {
        var first = pace.next(now.plusSeconds(3600)).orElseThrow();
        pace.send(first);
        pace.end();
        return Duration.between(first, pace.next(first).orElseThrow());
    }
}
