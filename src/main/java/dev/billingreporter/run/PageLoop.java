package dev.billingreporter.run;

import dev.billingreporter.delivery.Delivery;
import dev.billingreporter.event.RunEvent.Submit;
import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.failure.NothingStartedException;
import dev.billingreporter.item.TableException;
import dev.billingreporter.reading.InstallationEntry;
import dev.billingreporter.reading.Page;
import dev.billingreporter.reading.PageReader;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Hands out the installations page by page, in the order of the scan, while the next page is read. So at most two pages
 * are in memory, however many there are.
 */
final class PageLoop {

    private final PageReader pages;
    private final Submit event;
    private final Delivery delivery;
    private final InstallationWork work;

    /** The last installation that was started: all before it in the scan were started too. */
    private Optional<String> lastStarted;
    private boolean anyStarted;

    PageLoop(PageReader pages, Submit event, Delivery delivery, InstallationWork work) {
        this.pages = pages;
        this.event = event;
        this.delivery = delivery;
        this.work = work;
        this.lastStarted = event.resumeAfter();
    }

    /**
     * Runs until all is done or the time is up, and waits for what was started.
     *
     * @return the installation after which to go on; empty when all is done
     * @throws TableException if a table could not be read, and so nothing done
     * @throws NothingStartedException if the time was up before anything was started
     */
    Optional<String> run() throws InterruptedException {
        var reader = Executors.newSingleThreadExecutor();
        try (work) {
            var resumeAfter = event.namesInstallations() ? named() : scan(reader);
            work.awaitAll();
            var unreachable = work.unreachableForAll();
            if (unreachable.isPresent()) {
                throw new TableException(unreachable.get().message());
            }
            return resumeAfter;
        } finally {
            reader.shutdownNow();
        }
    }

    private Optional<String> scan(ExecutorService reader) throws InterruptedException {
        var next = reader.submit(() -> pages.first(event.segment(), event.resumeAfter()));
        for (;;) {
            final Page page;
            try {
                page = await(next);
            } catch (TableException e) {
                if (!anyStarted) {
                    throw e;
                }
                // what was done is done, and the answer says where to go on
                work.addFailure(Failure.of(FailureKind.UNREACHABLE, e.getMessage()));
                return lastStarted;
            }
            if (page.next().isPresent()) {
                next = reader.submit(() -> pages.next(event.segment(), page));
            }
            for (var installation : page.entries()) {
                if (!started(installation)) {
                    return lastStarted;
                }
            }
            if (page.next().isEmpty()) {
                return Optional.empty();
            }
        }
    }

    /** Named installations have no place to go on after, so those that could not be started are failures. */
    private Optional<String> named() throws InterruptedException {
        var page = pages.named(event.installationIds());
        for (var installationId : page.missing()) {
            work.addNotStarted(installationId,
                    Failure.of(FailureKind.INVALID_REQUEST, "installationIds: there is no such installation"));
        }
        for (var installation : page.entries()) {
            if (!started(installation)) {
                work.addNotStarted(installation.installationId(), Failure.of(FailureKind.OUT_OF_TIME,
                        "the invocation's time ran out before it was started"));
            }
        }
        return Optional.empty();
    }

    /** Whether it could be started; it is an error if not even the first one could. */
    private boolean started(InstallationEntry installation) throws InterruptedException {
        work.awaitPlace();
        if (!delivery.allowsAnother()) {
            work.leavePlace();
            if (!anyStarted) {
                throw new NothingStartedException();
            }
            return false;
        }
        work.start(installation);
        anyStarted = true;
        lastStarted = Optional.of(installation.installationId());
        return true;
    }

    private static Page await(Future<Page> page) throws InterruptedException {
        try {
            return page.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
