package dev.billingreporter.vercel;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * How many requests a second a run may send, as its answers teach it. It knows no clock and no threads: it is told what
 * happens, and when.
 *
 * <p>
 * Nothing limits it until different installations are told that there are too many requests. Then it falls well below
 * what was just let through, and rises again with all that is: fast up to where it last had to fall, slowly beyond.
 *
 * <p>
 * No more are under way than may be sent in a second: a network that holds them back, and then lets all go at once, would
 * undo the pace. After a refusal nothing is sent before the next answer has come, if there is one to come. When many
 * installations are
 * refused in a row with nobody let through between, nothing is sent for as long as the answers say. Then one request goes
 * first.
 */
final class Pace {

    /** The slowest, in requests a second. */
    static final double SLOWEST = 0.2;
    private static final double FASTEST = 100_000;
    /** What is left of what was just let through. */
    private static final double FALL = 0.7;
    /** Requests a second that one more request that was let through adds: doubles in a second... */
    private static final double FAST_RISE = 1;
    /** ...or adds a tenth. */
    private static final double SLOW_RISE = 0.1;
    /** What is let through is counted over so long. */
    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final int MOST_COUNTED = 1000;
    /** Two installations that are told so further apart do not say that all of the run is too fast. */
    private static final Duration LINK = Duration.ofSeconds(10);
    /** Who is told to wait for longer is told about itself: no limit per second needs so long. */
    private static final Duration LONGEST_OF_A_RATE = Duration.ofMinutes(1);
    /** So many installations in a row are told to wait for longer before the run believes it to be about all. */
    private static final int ROW_FOR_LONG = 10;
    /** A sender that is woken this much too late keeps its place, so that the pace is kept on average. */
    private static final Duration LATENESS = Duration.ofMillis(5);

    private final double limit;
    private final int rowForShort;

    private double rate = FASTEST;
    private double ceiling = FASTEST;
    private Instant lastSlot = Instant.EPOCH;
    private long sent;
    private int underWay;
    private final Deque<Instant> letThrough = new ArrayDeque<>();

    /** Requests before this one were sent at a pace that has been left already. */
    private long firstAtThisRate;
    private Optional<Limited> lastLimited = Optional.empty();

    /** Installations that were answered 429 since somebody last got through, as many as need be known. */
    private final Set<String> row = new LinkedHashSet<>();
    private Instant resumeAt = Instant.MIN;
    private int refusedProbes;

    private record Limited(String installationId, Instant at) {
    }

    /**
     * @param maxRequestsPerSecond a limit it never exceeds; 0 for none
     * @param rowForShort how many different installations have to be refused in a row before the run stops for a short
     *        while
     */
    Pace(int maxRequestsPerSecond, int rowForShort) {
        this.limit = maxRequestsPerSecond == 0 ? FASTEST : maxRequestsPerSecond;
        this.rowForShort = Math.min(rowForShort, ROW_FOR_LONG);
    }

    /**
     * When the next request may be sent: {@code now}, or later.
     *
     * @return empty while that depends on an answer that has not come yet
     */
    Optional<Instant> next(Instant now) {
        if (underWay > 0 && (!row.isEmpty() || underWay >= rate)) {
            return Optional.empty();
        }
        var slot = later(slot(), now);
        return Optional.of(isStopped(now) ? later(slot, resumeAt) : slot);
    }

    /** A request is sent; gives its number. */
    long send(Instant now) {
        var slot = slot();
        lastSlot = slot.plus(LATENESS).isBefore(now) ? now : slot;
        underWay++;
        return sent++;
    }

    /** A request has ended without telling anything about the pace. */
    void end() {
        underWay--;
    }

    /** A request was let through. */
    void letThrough(Instant now) {
        underWay--;
        row.clear();
        refusedProbes = 0;
        letThrough.addLast(now);
        forget(now);
        if (rate < FASTEST) {
            rate = Math.min(FASTEST, rate + (rate < ceiling ? FAST_RISE : SLOW_RISE));
        }
    }

    /**
     * A request was refused, as there were too many.
     *
     * @param number the request's
     * @param instruction when its installation may come back, if that was said
     */
    void refuse(long number, String installationId, Optional<Instant> instruction, Instant now) {
        var wasStopped = isStopped(now);
        underWay--;
        stop(installationId, instruction, wasStopped, now);
        if (instruction.isPresent() && instruction.get().isAfter(now.plus(LONGEST_OF_A_RATE))) {
            return;
        }
        var isAboutTheRun = lastLimited.filter(other -> !other.installationId().equals(installationId))
                .filter(other -> !other.at().plus(LINK).isBefore(now)).isPresent();
        if (!isAboutTheRun) {
            lastLimited = Optional.of(new Limited(installationId, now));
        } else if (number >= firstAtThisRate) {
            fall(now);
        }
    }

    /** Until when nobody sends; empty while an answer that is to come may end the stop, and without one. */
    Optional<Instant> stoppedUntil(Instant now) {
        return isStopped(now) && underWay == 0 ? Optional.of(resumeAt) : Optional.empty();
    }

    /** Until when nobody will send, if what is still under way is answered as all before it; {@code now} for no stop. */
    Instant probablyStoppedUntil(Instant now) {
        return isStopped(now) && resumeAt.isAfter(now) ? resumeAt : now;
    }

    private void stop(String installationId, Optional<Instant> instruction, boolean wasStopped, Instant now) {
        if (row.size() < ROW_FOR_LONG) {
            row.add(installationId);
        }
        // The shortest of what was said: a longer one may be about its own installation.
        var until = instruction.orElseGet(() -> now.plus(RetryRule.bound(refusedProbes + 1)));
        resumeAt = resumeAt.isAfter(now) && until.isAfter(resumeAt) ? resumeAt : until;
        if (wasStopped && underWay == 0) {
            refusedProbes++;
        }
    }

    private boolean isStopped(Instant now) {
        var isLong = resumeAt.isAfter(now.plus(LONGEST_OF_A_RATE));
        return row.size() >= (isLong ? ROW_FOR_LONG : rowForShort);
    }

    private void fall(Instant now) {
        forget(now);
        rate = Math.max(SLOWEST, Math.min(rate, letThrough.size()) * FALL);
        if (!letThrough.isEmpty()) {
            ceiling = rate;
        }
        firstAtThisRate = sent;
        lastLimited = Optional.empty();
        lastSlot = now;
    }

    private void forget(Instant now) {
        while (letThrough.size() > MOST_COUNTED
                || (!letThrough.isEmpty() && letThrough.getFirst().isBefore(now.minus(WINDOW)))) {
            letThrough.removeFirst();
        }
    }

    private Instant slot() {
        return lastSlot.plus(interval());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private Duration interval() {
        var slower = Math.min(rate, limit);
        return slower >= FASTEST ? Duration.ZERO : Duration.ofNanos((long) (1e9 / slower));
    }
}
