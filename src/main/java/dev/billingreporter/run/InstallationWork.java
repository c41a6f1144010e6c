package dev.billingreporter.run;

import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.outcome.InstallationOutcome;
import dev.billingreporter.reading.InstallationEntry;
import dev.billingreporter.report.RunTally;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Works on installations, so many at once and no more: whoever hands one in waits for a place. Nothing that happens to
 * one of them touches another.
 */
final class InstallationWork implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(InstallationWork.class);

    private final InstallationTask task;
    private final RunTally tally;
    private final int concurrency;
    private final Semaphore places;
    private final ExecutorService threads;
    /** What is worked on right now, in the order in which it was started. */
    private final Map<Long, Started> underWay = new ConcurrentSkipListMap<>();

    private long nextNumber;
    private Optional<String> firstStarted = Optional.empty();
    private Optional<String> lastStarted = Optional.empty();
    private Optional<Started> firstOutOfTime = Optional.empty();
    private boolean anyReachable;
    private Optional<Failure> unreachable = Optional.empty();

    InstallationWork(InstallationTask task, RunTally tally, int concurrency) {
        this.task = task;
        this.tally = tally;
        this.concurrency = concurrency;
        this.places = new Semaphore(concurrency);
        this.threads = Executors.newFixedThreadPool(concurrency);
    }

    /**
     * An installation that was started.
     *
     * @param number how many were started before it
     * @param predecessor the one before it; empty for the first one
     */
    private record Started(long number, String installationId, Optional<String> predecessor) {
    }

    /**
     * Waits until one more can be started.
     *
     * @return whether there is a place; not when none becomes free for so long
     */
    boolean awaitPlace(Duration longest) throws InterruptedException {
        return places.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Gives back the place that was waited for. */
    void leavePlace() {
        places.release();
    }

    /** Starts one, at the place that was waited for. */
    void start(InstallationEntry entry) {
        var started = new Started(nextNumber, entry.installationId(), lastStarted);
        nextNumber++;
        lastStarted = Optional.of(entry.installationId());
        firstStarted = firstStarted.or(() -> lastStarted);
        underWay.put(started.number(), started);
        threads.execute(() -> {
            try {
                end(started, outcome(entry));
            } finally {
                places.release();
            }
        });
    }

    /** Whatever is thrown, errors of the virtual machine included, is this installation's failure and counted. */
    private InstallationOutcome outcome(InstallationEntry entry) {
        try {
            return task.run(entry);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(entry, FailureKind.OUT_OF_TIME, "interrupted");
        } catch (RuntimeException | Error e) {
            return faulty(entry, e);
        }
    }

    private InstallationOutcome faulty(InstallationEntry entry, Throwable fault) {
        var failure = Failure.of(FailureKind.INTERNAL,
                "it could not be processed, the log says more: " + fault.getClass().getName());
        try {
            LOG.errorf(fault, "installation %s", entry.installationId());
            return task.failed(entry, failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return InstallationOutcome.failed(entry.installationId(), failure);
        } catch (RuntimeException | Error e) {
            // a full heap, say, in which nothing more can be done: the failure is counted all the same
            return InstallationOutcome.failed(entry.installationId(), failure);
        }
    }

    private static InstallationOutcome failed(InstallationEntry entry, FailureKind kind, String message) {
        return InstallationOutcome.failed(entry.installationId(), Failure.of(kind, message));
    }

    /** Adds one that was not started. */
    void addNotStarted(String installationId, Failure failure) {
        tally.add(InstallationOutcome.failed(installationId, failure));
    }

    /** Adds a failure that is no single installation's. */
    void addFailure(Failure failure) {
        tally.add(failure);
    }

    /** Waits for all that were started, but no longer than so long: what is still under way then is out of time. */
    void awaitAll(Duration longest) throws InterruptedException {
        if (places.tryAcquire(concurrency, longest.toMillis(), TimeUnit.MILLISECONDS)) {
            places.release(concurrency);
            return;
        }
        for (var started : underWay.values()) {
            end(started, InstallationOutcome.failed(started.installationId(), Failure.of(FailureKind.OUT_OF_TIME,
                    "it was still under way when the answer had to be given")));
        }
    }

    /**
     * Where to go on, if the time ran out for one that was started: after the one before it. The very first one is not
     * tried again, so that every run gets further than the one before.
     */
    synchronized Optional<String> resumeAfter() {
        return firstOutOfTime.map(started -> started.predecessor().orElse(started.installationId()));
    }

    /** The installation that was started first. */
    Optional<String> firstStarted() {
        return firstStarted;
    }

    /** The installation that was started last: all before it in the scan were started too. */
    Optional<String> lastStarted() {
        return lastStarted;
    }

    /** The reason why nothing at all could be done: a table that could not be reached for any installation. */
    synchronized Optional<Failure> unreachableForAll() {
        return anyReachable ? Optional.empty() : unreachable;
    }

    /** Each ends once: with what became of it, or as out of time when the answer has to be given before that. */
    private synchronized void end(Started started, InstallationOutcome outcome) {
        if (underWay.remove(started.number()) == null) {
            return;
        }
        var table = outcome.unreachableTable();
        anyReachable |= table.isEmpty();
        unreachable = unreachable.or(() -> table);
        if (outcome.ranOutOfTime() && firstOutOfTime.filter(first -> first.number() < started.number()).isEmpty()) {
            firstOutOfTime = Optional.of(started);
        }
        tally.add(outcome);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
