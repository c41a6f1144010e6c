package dev.billingreporter.vercel;

import dev.billingreporter.time.Deadline;
import dev.billingreporter.time.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * When the requests of one run are sent, whoever sends them: first come, first served, at most so many at once, at the
 * {@link Pace} that their answers teach, and none after the deadline.
 *
 * <p>
 * An installation that has been told to wait does so by itself, without a place among those at once. Its thread is held
 * meanwhile, so at most half as many as may send at once wait for longer than 5 seconds beyond any stop of the whole run.
 * The next one is left to the next run, and so is at once whoever is told to wait beyond the deadline.
 */
public final class RequestPacing {

    /** Waiting no longer than this keeps nobody from work for long. */
    static final Duration SHORT_WAIT = Duration.ofSeconds(5);

    private final Clock clock;
    private final Waiting waiting;
    private final Deadline deadline;
    /** Who holds it is next: all others queue behind it in their order. */
    private final Semaphore gate = new Semaphore(1, true);
    private final Semaphore places;
    private final Semaphore longWaits;
    /** Guarded by this. */
    private final Pace pace;

    /**
     * @param maxRequestsAtOnce requests that are not answered yet
     * @param maxRequestsPerSecond 0 for no limit
     * @param deadline of the run
     */
    public RequestPacing(Clock clock, Waiting waiting, int maxRequestsAtOnce, int maxRequestsPerSecond, Deadline deadline) {
        this.clock = clock;
        this.waiting = waiting;
        this.deadline = deadline;
        this.places = new Semaphore(maxRequestsAtOnce);
        var mostLongWaits = Math.max(1, maxRequestsAtOnce / 2);
        this.longWaits = new Semaphore(mostLongWaits);
        // Before one that is told the same as all others finds no room to wait, the run has stopped.
        this.pace = new Pace(maxRequestsPerSecond, mostLongWaits + 1);
    }

    /** A request that may be sent now. */
    record Turn(long number) {
    }

    /** What the answer to a request teaches about the pace. */
    sealed interface Effect {

        record None() implements Effect {
        }

        record LetThrough() implements Effect {
        }

        record RateLimited(String installationId, Optional<Instant> instruction) implements Effect {
        }

        /** Nothing. */
        static Effect none() {
            return new None();
        }

        /** There was room for it. */
        static Effect letThrough() {
            return new LetThrough();
        }

        /** There were too many; {@code instruction} is when its installation may come back, if that was said. */
        static Effect rateLimited(String installationId, Optional<Instant> instruction) {
            return new RateLimited(installationId, instruction);
        }
    }

    /** How a wait ended. */
    enum Wait {
        /** The instant has come. */
        WAITED,
        /** The instant is after the deadline. No time was spent waiting for it. */
        TOO_LATE,
        /** Too many wait already. No time was spent waiting. */
        TOO_MANY_WAIT
    }

    /**
     * Waits until the next request may be sent. Whoever may send says when it is answered, see {@link #endTurn}.
     *
     * @param isFirst whether it is the first one of its call
     * @return empty if that would be after the deadline: nothing may be sent, and no time was spent waiting for it, other
     *         than for requests to be answered that were sent before
     */
    Optional<Turn> awaitTurn(boolean isFirst) throws InterruptedException {
        gate.acquire();
        try {
            places.acquire();
            Optional<Turn> turn = Optional.empty();
            try {
                turn = awaitMoment(isFirst);
                return turn;
            } finally {
                if (turn.isEmpty()) {
                    places.release();
                }
            }
        } finally {
            gate.release();
        }
    }

    /** The request for which a turn was granted is answered, or never will be. */
    void endTurn(Turn turn, Effect effect) {
        synchronized (this) {
            if (effect instanceof Effect.RateLimited limited) {
                pace.refuse(turn.number(), limited.installationId(), limited.instruction(), clock.instant());
            } else if (effect instanceof Effect.LetThrough) {
                pace.letThrough(clock.instant());
            } else {
                pace.end();
            }
            notifyAll();
        }
        places.release();
    }

    private Optional<Turn> awaitMoment(boolean isFirst) throws InterruptedException {
        for (;;) {
            Instant moment;
            synchronized (this) {
                moment = moment();
                var now = clock.instant();
                if (isFirst ? deadline.isTooLateForFirst(later(moment, now)) : deadline.isTooLate(later(moment, now))) {
                    return Optional.empty();
                }
                if (!moment.isAfter(now)) {
                    return Optional.of(new Turn(pace.send(now)));
                }
            }
            waiting.until(moment);
        }
    }

    /** When the next request may be sent; waits for answers as long as that depends on them. */
    private synchronized Instant moment() throws InterruptedException {
        for (;;) {
            var next = pace.next(clock.instant());
            if (next.isPresent()) {
                return next.get();
            }
            wait();
        }
    }

    /** Waits until {@code instant}, unless that is too late, or holds a thread that others need. */
    Wait await(Instant instant) throws InterruptedException {
        if (deadline.isTooLate(instant)) {
            return Wait.TOO_LATE;
        }
        if (!isLong(instant)) {
            waiting.until(instant);
            return Wait.WAITED;
        }
        if (!longWaits.tryAcquire()) {
            return Wait.TOO_MANY_WAIT;
        }
        try {
            waiting.until(instant);
            return Wait.WAITED;
        } finally {
            longWaits.release();
        }
    }

    private synchronized boolean isLong(Instant instant) {
        return instant.isAfter(pace.probablyStoppedUntil(clock.instant()).plus(SHORT_WAIT));
    }

    /** Whether something may still be sent in this run: neither is its time over nor does a stop last longer. */
    public synchronized boolean allowsAnother() {
        var now = clock.instant();
        return !deadline.isTooLate(now) && pace.stoppedUntil(now).filter(deadline::isTooLate).isEmpty();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
