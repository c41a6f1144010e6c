package dev.billingreporter.run;

import dev.billingreporter.dynamodb.TableException;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.report.Failure;
import dev.billingreporter.report.InstallationReport;
import dev.billingreporter.report.RunTally;
import dev.billingreporter.run.PageReader.Work;
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

    private final InstallationRunner runner;
    private final RunContext context;
    private final RunTally tally;
    private final int concurrency;
    private final Semaphore places;
    private final ExecutorService threads;

    private boolean anyReadable;
    private Optional<TableException> unreadable = Optional.empty();

    InstallationWork(InstallationRunner runner, RunContext context, RunTally tally, int concurrency) {
        this.runner = runner;
        this.context = context;
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
    void start(Work work) {
        threads.execute(() -> {
            try {
                add(runner.run(work, context));
            } catch (TableException e) {
                addUnreadable(work, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                addFailure(work, FailureKind.OUT_OF_TIME, "interrupted");
            } catch (RuntimeException e) {
                LOG.errorf(e, "run %s: installation %s", context.runId(), work.installationId());
                addFailure(work, FailureKind.INVALID_DATA,
                        "it could not be processed, the log says more: " + e.getClass().getName());
            } finally {
                places.release();
            }
        });
    }

    /** Adds a failure of something that was not started. */
    void addNotStarted(Failure failure) {
        tally.add(InstallationReport.failed(failure, Optional.empty()));
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

    /** The reason why nothing at all could be done: a table that could not be read for any installation. */
    synchronized Optional<TableException> unreadableForAll() {
        return anyReadable ? Optional.empty() : unreadable;
    }

    private void add(InstallationReport report) {
        synchronized (this) {
            anyReadable = true;
        }
        tally.add(report);
    }

    private void addUnreadable(Work work, TableException exception) {
        synchronized (this) {
            unreadable = unreadable.or(() -> Optional.of(exception));
        }
        addFailure(work, FailureKind.UNREACHABLE, exception.getMessage());
    }

    private void addFailure(Work work, FailureKind kind, String message) {
        tally.add(InstallationReport.failed(Failure.of(work.installationId(), kind, message), Optional.empty()));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
