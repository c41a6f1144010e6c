package dev.billingreporter.vercel;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A run of many installations in simulated time, one submission each. The pace and the retry rule are the real ones; places
 * and waits are those of {@link RequestPacing} without its threads. Events are handled one after the other, so a run of
 * minutes takes milliseconds and is the same each time.
 */
final class SimulatedRun {

    static final Instant START = Instant.parse("2026-11-22T10:05:00Z");
    private static final Instant DEADLINE = START.plus(Duration.ofMinutes(14));

    /** What the endpoint says to a request. */
    interface Endpoint {

        /** The refusal, or nothing if it takes the request. */
        Optional<Answer.Http> refusal(String installationId, Instant at);
    }

    private record Event(Instant at, long number, Runnable action) {
    }

    private static final class Submission {

        private final String installationId;
        private Tries tries = Tries.NONE;

        Submission(String installationId) {
            this.installationId = installationId;
        }
    }

    private final Endpoint endpoint;
    private final Duration latency;
    private final RetryRule retryRule;
    private final Pace pace;
    private final Random random;

    private final PriorityQueue<Event> events = new PriorityQueue<>(
            Comparator.comparing(Event::at).thenComparing(Event::number));
    private final Deque<Submission> notStarted = new ArrayDeque<>();
    private final Deque<Submission> gate = new ArrayDeque<>();
    private final Map<String, Integer> requests = new HashMap<>();
    private final List<Instant> accepted = new ArrayList<>();
    private int handedBack;
    private int places;
    private int longWaits;
    private Instant firstSleepsUntil = START;
    private Instant now = START;
    private long eventCount;

    SimulatedRun(int installations, int atOnce, Duration latency, long seed, Endpoint endpoint) {
        this.endpoint = endpoint;
        this.latency = latency;
        this.random = new Random(seed);
        this.retryRule = new RetryRule(5, random::nextLong);
        this.places = atOnce;
        this.longWaits = Math.max(1, atOnce / 2);
        this.pace = new Pace(0, longWaits + 1);
        for (var number = 0; number < installations; number++) {
            notStarted.add(new Submission("icfg_" + number));
        }
        for (var thread = 0; thread < atOnce + atOnce / 4; thread++) {
            startNext();
        }
        sendAll();
        while (!events.isEmpty()) {
            var event = events.remove();
            now = event.at();
            event.action().run();
            sendAll();
        }
    }

    int accepted() {
        return accepted.size();
    }

    long acceptedWithin(Duration duration) {
        return accepted.stream().filter(at -> !at.isAfter(START.plus(duration))).count();
    }

    int handedBack() {
        return handedBack;
    }

    int requests() {
        return requests.values().stream().mapToInt(Integer::intValue).sum();
    }

    int requests(String installationId) {
        return requests.getOrDefault(installationId, 0);
    }

    Duration lasted() {
        return Duration.between(START, now);
    }

    private void at(Instant instant, Runnable action) {
        events.add(new Event(instant, eventCount++, action));
    }

    private void startNext() {
        if (!notStarted.isEmpty() && pace.stoppedUntil(now).filter(until -> !until.isBefore(DEADLINE)).isEmpty()) {
            gate.add(notStarted.remove());
        }
    }

    /** The first at the gate sends, or sleeps, and the others queue behind it. */
    private void sendAll() {
        while (!gate.isEmpty() && places > 0 && !firstSleepsUntil.isAfter(now)) {
            var next = pace.next(now);
            if (next.isEmpty()) {
                return;
            }
            if (!next.get().isBefore(DEADLINE)) {
                gate.remove();
                giveUp();
            } else if (next.get().isAfter(now)) {
                firstSleepsUntil = next.get();
                at(next.get(), () -> {
                });
            } else {
                send(gate.remove());
            }
        }
    }

    private void send(Submission submission) {
        places--;
        var number = pace.send(now);
        requests.merge(submission.installationId, 1, Integer::sum);
        // no two take exactly as long
        var there = now.plus(latency.dividedBy(2)).plusNanos(random.nextInt(1_000_000));
        at(there, () -> {
            var refusal = endpoint.refusal(submission.installationId, now);
            at(there.plus(latency.dividedBy(2)), () -> answered(submission, number, refusal));
        });
    }

    private void answered(Submission submission, long number, Optional<Answer.Http> refusal) {
        places++;
        if (refusal.isEmpty()) {
            pace.letThrough(now);
            accepted.add(now);
            startNext();
            return;
        }
        submission.tries = submission.tries.plus(refusal.get());
        pace.refuse(number, submission.installationId, retryRule.instruction(refusal.get(), now), now);
        var again = retryRule.nextAttempt(refusal.get(), submission.tries, now);
        var isLong = again.isAfter(pace.probablyStoppedUntil(now).plus(RequestPacing.SHORT_WAIT));
        if (!again.isBefore(DEADLINE) || (isLong && longWaits == 0)) {
            giveUp();
            return;
        }
        longWaits -= isLong ? 1 : 0;
        at(again, () -> {
            longWaits += isLong ? 1 : 0;
            gate.add(submission);
        });
    }

    private void giveUp() {
        handedBack++;
        startNext();
    }
}
