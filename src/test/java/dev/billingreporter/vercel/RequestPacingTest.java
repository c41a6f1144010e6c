package dev.billingreporter.vercel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.function.AdjustableClock;
import dev.billingreporter.time.Deadline;
import dev.billingreporter.time.Waiting;
import dev.billingreporter.vercel.RequestPacing.Effect;
import dev.billingreporter.vercel.RequestPacing.Turn;
import dev.billingreporter.vercel.RequestPacing.Wait;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
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
            assertThat(pacing.awaitTurn(true)).isPresent();
        }
        assertThat(clock.instant()).isEqualTo(NOW);
    }

    @Test
    void soManyRequestsASecondAndNoMore() throws InterruptedException {
        var pacing = pacing(4, NOW.plusSeconds(10));
        List<Long> millis = new ArrayList<>();
        for (var number = 0; number < 6; number++) {
            assertThat(pacing.awaitTurn(true)).isPresent();
            millis.add(clock.instant().toEpochMilli() - NOW.toEpochMilli());
        }
        assertThat(millis).containsExactly(0L, 250L, 500L, 750L, 1000L, 1250L);
    }

    @Test
    void whileNobodyGetsThroughEverybodyWaitsAsLongAsTheySay() throws InterruptedException {
        var pacing = pacing(0, NOW.plusSeconds(100));
        refuse(pacing, 10, NOW.plusSeconds(30));

        assertThat(pacing.allowsAnother()).isTrue();
        assertThat(pacing.awaitTurn(true)).isPresent();
        assertThat(clock.instant()).isEqualTo(NOW.plusSeconds(30));
    }

    @Test
    void aStopBeyondTheDeadlineEndsTheRun() throws InterruptedException {
        var pacing = pacing(0, NOW.plusSeconds(10));
        refuse(pacing, 10, NOW.plusSeconds(3600));

        assertThat(pacing.allowsAnother()).isFalse();
        assertThat(pacing.awaitTurn(true)).isEmpty();
        assertThat(clock.instant()).isEqualTo(NOW);
    }

    @Test
    void whoIsToldToWaitStopsNobodyElse() throws InterruptedException {
        var pacing = pacing(0, NOW.plusSeconds(100));
        refuse(pacing, 9, NOW.plusSeconds(3600));

        assertThat(pacing.awaitTurn(true)).isPresent();
        assertThat(clock.instant()).isEqualTo(NOW);
    }

    @Test
    void ofFourAtOnceTwoWhoAreToldToWaitDoNotStopTheThird() throws InterruptedException {
        var pacing = new RequestPacing(clock, clock, 4, 0, Deadline.at(NOW.plusSeconds(100)));
        refuse(pacing, 1, NOW.plusSeconds(30));
        assertThat(pacing.awaitTurn(true)).isPresent();
        assertThat(clock.instant()).as("one may mean itself").isEqualTo(NOW);
        pacing.endTurn(new Turn(1), Effect.rateLimited("icfg_1", Optional.of(NOW.plusSeconds(30))));
        assertThat(pacing.awaitTurn(true)).isPresent();
        assertThat(clock.instant()).as("two slow the run down").isBetween(NOW, NOW.plusSeconds(29));
        pacing.endTurn(new Turn(2), Effect.rateLimited("icfg_2", Optional.of(NOW.plusSeconds(30))));
        assertThat(pacing.awaitTurn(true)).isPresent();
        assertThat(clock.instant()).as("three stop it").isEqualTo(NOW.plusSeconds(30));
    }

    @Test
    void oneThatIsLetThroughEndsTheRowOfThoseWhoAreToldToWait() throws InterruptedException {
        var pacing = pacing(0, NOW.plusSeconds(100));
        refuse(pacing, 9, NOW.plusSeconds(3600));
        pacing.endTurn(pacing.awaitTurn(true).orElseThrow(), Effect.letThrough());
        refuse(pacing, 9, NOW.plusSeconds(3600));

        assertThat(pacing.allowsAnother()).isTrue();
        assertThat(pacing.awaitTurn(true)).isPresent();
        assertThat(clock.instant()).isEqualTo(NOW);
    }

    @Test
    void oneThatEndsWithoutAWordDoesNotEndTheRowAndIsNotWaitedFor() throws InterruptedException {
        var pacing = pacing(0, NOW.plusSeconds(100));
        refuse(pacing, 9, NOW.plusSeconds(3600));
        assertThat(Effect.none()).isEqualTo(new Effect.None());
        pacing.endTurn(pacing.awaitTurn(true).orElseThrow(), Effect.none());
        var tenth = pacing.awaitTurn(true).orElseThrow();
        pacing.endTurn(tenth, Effect.rateLimited("icfg_tenth", Optional.of(NOW.plusSeconds(3600))));

        assertThat(pacing.allowsAnother()).isFalse();
    }

    @Test
    @Timeout(60)
    void afterARefusalTheNextRequestWaitsForTheAnswerToTheOneUnderWay() throws Exception {
        var pacing = pacing(0, NOW.plusSeconds(10));
        var refused = pacing.awaitTurn(true).orElseThrow();
        var underWay = pacing.awaitTurn(true).orElseThrow();
        pacing.endTurn(refused, Effect.rateLimited("icfg_1", Optional.of(NOW.plusSeconds(1))));
        var next = new FutureTask<>(() -> pacing.awaitTurn(true));
        startUntilItWaits(next);

        pacing.endTurn(underWay, Effect.letThrough());
        assertThat(next.get(60, TimeUnit.SECONDS)).isPresent();
        assertThat(clock.instant()).isEqualTo(NOW);
    }

    @Test
    void whoIsNextWaitsForItsMomentAndAllOthersQueueBehind() throws Exception {
        var waiters = new Waiters();
        var pacing = new RequestPacing(clock, waiters, 1000, 4, Deadline.at(NOW.plusSeconds(10)));
        assertThat(pacing.awaitTurn(true)).isPresent();
        waiters.start(() -> pacing.awaitTurn(true).isPresent() ? Wait.WAITED : Wait.TOO_LATE);
        var third = new FutureTask<>(() -> pacing.awaitTurn(true));
        startUntilItWaits(third);

        assertThat(waiters.arrived.availablePermits()).as("waiting for a moment beside the one who is next").isZero();
        clock.set(NOW.plusSeconds(1));
        waiters.release();
        clock.set(NOW.plusSeconds(2));
        assertThat(third.get(60, TimeUnit.SECONDS)).isPresent();
    }

    @Test
    void anInstantAfterTheDeadlineIsNotWaitedFor() throws InterruptedException {
        var pacing = pacing(0, NOW.plusSeconds(10));
        assertThat(pacing.await(NOW.plusSeconds(10))).isEqualTo(Wait.TOO_LATE);
        assertThat(clock.instant()).isEqualTo(NOW);
        assertThat(pacing.await(NOW.plusSeconds(9))).isEqualTo(Wait.WAITED);
        assertThat(clock.instant()).isEqualTo(NOW.plusSeconds(9));
    }

    @Test
    void longWaitsHoldAtMostHalfOfThoseWhoMaySendAtOnce() throws Exception {
        var waiters = new Waiters();
        var pacing = new RequestPacing(clock, waiters, 4, 0, Deadline.at(NOW.plusSeconds(800)));
        waiters.start(() -> pacing.await(NOW.plusSeconds(60)));
        waiters.start(() -> pacing.await(NOW.plusSeconds(60)));

        assertThat(pacing.await(NOW.plusSeconds(60))).isEqualTo(Wait.TOO_MANY_WAIT);
        waiters.release();
        assertThat(pacing.await(NOW.plusSeconds(5))).as("a short one").isEqualTo(Wait.WAITED);
        assertThat(pacing.await(NOW.plusSeconds(60))).as("the others have ended").isEqualTo(Wait.WAITED);
    }

    @Test
    void aLongWaitWhileTheWholeRunHasStoppedHoldsNobodyUp() throws Exception {
        var waiters = new Waiters();
        var pacing = new RequestPacing(clock, waiters, 4, 0, Deadline.at(NOW.plusSeconds(800)));
        refuse(pacing, 3, NOW.plusSeconds(20));
        for (var number = 0; number < 4; number++) {
            waiters.start(() -> pacing.await(NOW.plusSeconds(20)));
        }
        waiters.release();
    }

    /** Threads that wait until they are released. */
    private static final class Waiters implements Waiting {

        private final CountDownLatch released = new CountDownLatch(1);
        private final Semaphore arrived = new Semaphore(0);
        private final List<FutureTask<Wait>> tasks = new ArrayList<>();

        /** Returns when the thread waits. */
        void start(Callable<Wait> wait) throws InterruptedException {
            var task = new FutureTask<>(wait);
            tasks.add(task);
            new Thread(task).start();
            assertThat(arrived.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
        }

        void release() throws Exception {
            released.countDown();
            for (var task : tasks) {
                assertThat(task.get(60, TimeUnit.SECONDS)).isEqualTo(Wait.WAITED);
            }
        }

        @Override
        public void until(Instant instant) throws InterruptedException {
            arrived.release();
            released.await();
        }
    }

    @Test
    void whatIsUnderWaySendsItsFirstRequestAfterTheDeadlineButTriesNothingAgain() throws InterruptedException {
        var pacing = new RequestPacing(clock, clock, 1000, 0, new Deadline(NOW, NOW.plusSeconds(5)));
        assertThat(pacing.allowsAnother()).isFalse();
        assertThat(pacing.awaitTurn(true)).isPresent();
        assertThat(pacing.awaitTurn(false)).isEmpty();
        clock.set(NOW.plusSeconds(5));
        assertThat(pacing.awaitTurn(true)).isEmpty();
    }

    @Test
    void soManyRequestsAtOnceAndNoMore() throws Exception {
        var pacing = new RequestPacing(clock, clock, 2, 0, Deadline.at(NOW.plusSeconds(10)));
        assertThat(pacing.awaitTurn(true)).isPresent();
        assertThat(pacing.awaitTurn(true)).isPresent();
        var third = new FutureTask<>(() -> pacing.awaitTurn(true));
        startUntilItWaits(third);
        pacing.endTurn(new Turn(0), Effect.none());
        assertThat(third.get(60, TimeUnit.SECONDS)).isPresent();
    }

    @Test
    @Timeout(60)
    void whatIsNotSentTakesNoPlace() throws InterruptedException {
        var pacing = new RequestPacing(clock, clock, 1, 0, new Deadline(NOW, NOW.plusSeconds(5)));
        assertThat(pacing.awaitTurn(false)).isEmpty();
        assertThat(pacing.awaitTurn(false)).isEmpty();
        assertThat(pacing.awaitTurn(true)).isPresent();
        pacing.endTurn(new Turn(0), Effect.none());
        assertThat(pacing.awaitTurn(true)).isPresent();
    }

    private static void startUntilItWaits(FutureTask<?> task) {
        var thread = new Thread(task);
        thread.start();
        while (thread.getState() != Thread.State.WAITING) {
            assertThat(task).isNotDone();
            Thread.onSpinWait();
        }
    }

    /** So many different installations are told to come back then. */
    private static void refuse(RequestPacing pacing, int installations, Instant instruction) throws InterruptedException {
        List<Turn> turns = new ArrayList<>();
        for (var number = 0; number < installations; number++) {
            turns.add(pacing.awaitTurn(true).orElseThrow());
        }
        for (var turn : turns) {
            pacing.endTurn(turn, Effect.rateLimited("icfg_" + turn.number(), Optional.of(instruction)));
        }
    }

    private RequestPacing pacing(int maxRequestsPerSecond, Instant deadline) {
        return new RequestPacing(clock, clock, 1000, maxRequestsPerSecond, Deadline.at(deadline));
    }
}
