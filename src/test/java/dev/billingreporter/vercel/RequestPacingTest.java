package dev.billingreporter.vercel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.function.AdjustableClock;
import dev.billingreporter.time.Deadline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RequestPacingTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:05:00Z");

    private final AdjustableClock clock = new AdjustableClock(NOW);

    @Test
    void withoutALimitNobodyWaits() throws InterruptedException {
        var pacing = pacing(0, NOW.plusSeconds(10));
        for (var number = 0; number < 1000; number++) {
            assertThat(pacing.awaitTurn(true)).isTrue();
        }
        assertThat(clock.instant()).isEqualTo(NOW);
    }

    @Test
    void soManyRequestsASecondAndNoMore() throws InterruptedException {
        var pacing = pacing(4, NOW.plusSeconds(10));
        List<Long> millis = new ArrayList<>();
        for (var number = 0; number < 6; number++) {
            assertThat(pacing.awaitTurn(true)).isTrue();
            millis.add(clock.instant().toEpochMilli() - NOW.toEpochMilli());
        }
        assertThat(millis).containsExactly(0L, 250L, 500L, 750L, 1000L, 1250L);
    }

    @Test
    void aPauseHoldsForEverybody() throws InterruptedException {
        var pacing = pacing(0, NOW.plusSeconds(100));
        pacing.pauseUntil(NOW.plusSeconds(30));
        pacing.pauseUntil(NOW.plusSeconds(20));
        assertThat(pacing.awaitTurn(true)).isTrue();
        assertThat(clock.instant()).isEqualTo(NOW.plusSeconds(30));
    }

    @Test
    void aTurnAfterTheDeadlineIsNotWaitedFor() throws InterruptedException {
        var pacing = pacing(0, NOW.plusSeconds(10));
        pacing.pauseUntil(NOW.plusSeconds(10));
        assertThat(pacing.awaitTurn(true)).isFalse();
        assertThat(pacing.awaitInstant(NOW.plusSeconds(10))).isFalse();
        assertThat(pacing.allowsAnother()).isFalse();
        assertThat(clock.instant()).isEqualTo(NOW);
    }

    @Test
    void whatIsUnderWaySendsItsFirstRequestAfterTheDeadlineButTriesNothingAgain() throws InterruptedException {
        var pacing = new RequestPacing(clock, clock, 1000, 0, new Deadline(NOW, NOW.plusSeconds(5)));
        assertThat(pacing.allowsAnother()).isFalse();
        assertThat(pacing.awaitTurn(true)).isTrue();
        assertThat(pacing.awaitTurn(false)).isFalse();
        clock.set(NOW.plusSeconds(5));
        assertThat(pacing.awaitTurn(true)).isFalse();
    }

    @Test
    void soManyRequestsAtOnceAndNoMore() throws Exception {
        var pacing = new RequestPacing(clock, clock, 2, 0, Deadline.at(NOW.plusSeconds(10)));
        assertThat(pacing.awaitTurn(true)).isTrue();
        assertThat(pacing.awaitTurn(true)).isTrue();
        var third = new FutureTask<>(() -> pacing.awaitTurn(true));
        var thread = new Thread(third);
        thread.start();
        while (thread.getState() != Thread.State.WAITING) {
            assertThat(third).isNotDone();
            Thread.onSpinWait();
        }
        pacing.endTurn();
        assertThat(third.get(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @Timeout(60)
    void whatIsNotSentTakesNoPlace() throws InterruptedException {
        var pacing = new RequestPacing(clock, clock, 1, 0, new Deadline(NOW, NOW.plusSeconds(5)));
        assertThat(pacing.awaitTurn(false)).isFalse();
        assertThat(pacing.awaitTurn(false)).isFalse();
        assertThat(pacing.awaitTurn(true)).isTrue();
        pacing.endTurn();
        assertThat(pacing.awaitTurn(true)).isTrue();
    }

    private RequestPacing pacing(int maxRequestsPerSecond, Instant deadline) {
        return new RequestPacing(clock, clock, 1000, maxRequestsPerSecond, Deadline.at(deadline));
    }
}
