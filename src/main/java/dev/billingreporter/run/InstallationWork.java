package dev.billingreporter.run;

import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.outcome.InstallationOutcome;
import dev.billingreporter.reading.InstallationEntry;
import dev.billingreporter.report.RunTally;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * Works on installations, so many at once and no more: whoever hands one in waits for a place. Nothing that happens to
 * one of them touches another.
 */
final class InstallationWork implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(InstallationWork.class);

    private final InstallationRun installationRun;
    private final RunTally tally;
    private final int concurrency;
    private final Semaphore places;
    private final ExecutorService threads;

    private boolean anyReachable;
    private Optional<Failure> unreachable = Optional.empty();

    InstallationWork(InstallationRun installationRun, RunTally tally, int concurrency) {
        this.installationRun = installationRun;
        this.tally = tally;
        this.concurrency = concurrency;
        this.places = new Semaphore(concurrency);
        this.threads = Executors.newFixedThreadPool(concurrency);
    }

    /** Waits until one more can be started. */
    void awaitPlace() throws InterruptedException {
        places.acquire();
    }

    /** Gives back the place that was waited for. */
    void leavePlace() {
        places.release();
    }

    /** Starts one, at the place that was waited for. */
    void start(InstallationEntry entry) {
        threads.execute(() -> {
            try {
                add(outcome(entry));
            } finally {
                places.release();
            }
        });
    }

    /** Whatever is thrown, errors of the virtual machine included, is this installation's failure and counted. */
    private InstallationOutcome outcome(InstallationEntry entry) {
        try {
            return installationRun.run(entry);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(entry, FailureKind.OUT_OF_TIME, "interrupted");
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "installation %s", entry.installationId());
            return failed(entry, FailureKind.INTERNAL,
                    "it could not be processed, the log says more: " + e.getClass().getName());
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

    /** Waits for all that were started. */
    void awaitAll() throws InterruptedException {
        places.acquire(concurrency);
        places.release(concurrency);
    }

    /** The reason why nothing at all could be done: a table that could not be reached for any installation. */
    synchronized Optional<Failure> unreachableForAll() {
        return anyReachable ? Optional.empty() : unreachable;
    }

    private void add(InstallationOutcome outcome) {
        var table = outcome.unreachableTable();
        synchronized (this) {
            anyReachable |= table.isEmpty();
            unreachable = unreachable.or(() -> table);
        }
        tally.add(outcome);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
