package dev.billingreporter.vercel;

import dev.billingreporter.time.Deadline;
import dev.billingreporter.time.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The pace at which one run sends requests, shared by all that it works on: at most so many in a second, and none while
 * Vercel has asked for a pause.
 */
public final class RequestPacing {

    private final Clock clock;
    private final Waiting waiting;
    private final Duration interval;
    private final Deadline deadline;

    private Instant pausedUntil = Instant.MIN;
    private Instant nextSlot = Instant.MIN;

    /**
     * @param maxRequestsPerSecond 0 for no limit
     * @param deadline             of the run
     */
    public RequestPacing(Clock clock, Waiting waiting, int maxRequestsPerSecond, Deadline deadline) {
        this.clock = clock;
        this.waiting = waiting;
        this.interval = maxRequestsPerSecond == 0 ? Duration.ZERO : Duration.ofSeconds(1).dividedBy(maxRequestsPerSecond);
        this.deadline = deadline;
    }

    /**
     * Waits until the next request may be sent.
     *
     * @param isFirst whether it is the first one of its submission
     * @return false if that would be after the deadline: nothing may be sent, and no time was spent waiting for it
     */
    boolean awaitTurn(boolean isFirst) throws InterruptedException {
        for (;;) {
            var now = clock.instant();
            var turn = takeTurn(now);
            if (isFirst ? deadline.isTooLateForFirst(turn) : deadline.isTooLate(turn)) {
                return false;
            }
            if (!turn.isAfter(now)) {
                return true;
            }
            waiting.until(turn);
            if (!isPaused(clock.instant())) {
                return true;
            }
        }
    }

    /**
     * Waits until {@code instant}.
     *
     * @return false if that is after the deadline; no time was spent waiting for it
     */
    boolean awaitInstant(Instant instant) throws InterruptedException {
        if (deadline.isTooLate(instant)) {
            return false;
        }
        waiting.until(instant);
        return true;
    }

    /** Nobody sends before {@code instant}. */
    synchronized void pauseUntil(Instant instant) {
        if (instant.isAfter(pausedUntil)) {
            pausedUntil = instant;
        }
    }

    /** Whether something may still be sent in this run: neither is its time over nor does the pause last longer. */
    public synchronized boolean allowsAnother() {
        return !deadline.isTooLate(clock.instant()) && !deadline.isTooLate(pausedUntil);
    }

    private synchronized boolean isPaused(Instant now) {
        return pausedUntil.isAfter(now);
    }

    private synchronized Instant takeTurn(Instant now) {
        var earliest = pausedUntil.isAfter(now) ? pausedUntil : now;
        if (interval.isZero()) {
            return earliest;
        }
        var turn = nextSlot.isAfter(earliest) ? nextSlot : earliest;
        nextSlot = turn.plus(interval);
        return turn;
    }
}
