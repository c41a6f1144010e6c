package dev.billingreporter.vercel;

import dev.billingreporter.time.Deadline;
import dev.billingreporter.time.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;

/**
 * The pace at which one run sends requests, shared by all that it works on: at most so many at once and in a second, and
 * none while Vercel has asked for a pause.
 */
public final class RequestPacing {

    private final Clock clock;
    private final Waiting waiting;
    private final Duration interval;
    private final Deadline deadline;
    /** First come, first served: no submission waits while later ones pass it. */
    private final Semaphore places;

    private Instant pausedUntil = Instant.MIN;
    private Instant nextSlot = Instant.MIN;

    /**
     * @param maxRequestsAtOnce requests that are not answered yet
     * @param maxRequestsPerSecond 0 for no limit
     * @param deadline of the run
     */
    public RequestPacing(Clock clock, Waiting waiting, int maxRequestsAtOnce, int maxRequestsPerSecond, Deadline deadline) {
        this.clock = clock;
        this.waiting = waiting;
        this.interval = maxRequestsPerSecond == 0 ? Duration.ZERO : Duration.ofSeconds(1).dividedBy(maxRequestsPerSecond);
        this.deadline = deadline;
        this.places = new Semaphore(maxRequestsAtOnce, true);
    }

    /**
     * Waits until the next request may be sent. Whoever may send says when it is answered, see {@link #endTurn}.
     *
     * @param isFirst whether it is the first one of its submission
     * @return false if that would be after the deadline: nothing may be sent, and no time was spent waiting for it, other
     *         than for requests to be answered that were sent before
     */
    boolean awaitTurn(boolean isFirst) throws InterruptedException {
        places.acquire();
        var granted = false;
        try {
            granted = awaitMoment(isFirst);
            return granted;
        } finally {
            if (!granted) {
                places.release();
            }
        }
    }

    /** The request for which a turn was granted is answered, or never will be. */
    void endTurn() {
        places.release();
    }

    private boolean awaitMoment(boolean isFirst) throws InterruptedException {
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
