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
import dev.billingreporter.time.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Hands out the installations page by page, in the order of the scan, while the next page is read. So at most two pages
 * are in memory, however many there are.
 */
final class PageLoop {

    private final PageReader pages;
    private final Submit event;
    private final Delivery delivery;
    private final InstallationWork work;
    private final Deadline deadline;
    private final Clock clock;

    PageLoop(PageReader pages, Submit event, Delivery delivery, InstallationWork work, Deadline deadline, Clock clock) {
        this.pages = pages;
        this.event = event;
        this.delivery = delivery;
        this.work = work;
        this.deadline = deadline;
        this.clock = clock;
    }

    /**
     * Runs until all is done or the time is up, and waits for what was started as long as there is time.
     *
     * @param beginAfter the installation after which a scan begins; it comes round to it
     * @return the installation after which to go on; empty when all is done
     * @throws TableException if a table could not be read, and so nothing done
     * @throws NothingStartedException if the time was up before anything was started
     */
    Optional<String> run(Optional<String> beginAfter) throws InterruptedException {
        var reader = Executors.newSingleThreadExecutor();
        try (work) {
            var resumeAfter = event.namesInstallations() ? named() : round(reader, beginAfter);
            work.awaitAll(until(deadline.answerBy()));
            var unreachable = work.unreachableForAll();
            if (unreachable.isPresent()) {
                throw new TableException(unreachable.get().message());
            }
            return event.namesInstallations() ? Optional.empty() : work.resumeAfter().or(() -> resumeAfter);
        } finally {
            reader.shutdownNow();
        }
    }

    private Optional<String> round(ExecutorService reader, Optional<String> beginAfter) throws InterruptedException {
        var resumeAfter = scan(reader, event.resumeAfter().or(() -> beginAfter), Optional.empty());
        return beginAfter.isEmpty() || resumeAfter.isPresent() ? resumeAfter : scan(reader, Optional.empty(), beginAfter);
    }

    /** From the installation after {@code after} to {@code last}, or to the end of the scan. */
    private Optional<String> scan(ExecutorService reader, Optional<String> after, Optional<String> last)
            throws InterruptedException {
        var next = reader.submit(() -> pages.first(event.segment(), after));
        for (;;) {
            final Page page;
            try {
                page = await(next);
            } catch (TableException e) {
                if (work.lastStarted().isEmpty()) {
                    throw e;
                }
                // what was done is done, and the answer says where to go on
                work.addFailure(Failure.of(FailureKind.UNREACHABLE, e.getMessage()));
                return work.lastStarted();
            }
            if (page.next().isPresent()) {
                next = reader.submit(() -> pages.next(event.segment(), page));
            }
            for (var installation : page.entries()) {
                if (!started(installation)) {
                    return work.lastStarted();
                }
                if (last.filter(installation.installationId()::equals).isPresent()) {
                    return Optional.empty();
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
        var hasPlace = work.awaitPlace(until(deadline.instant()));
        if (hasPlace && delivery.allowsAnother()) {
            work.start(installation);
            return true;
        }
        if (hasPlace) {
            work.leavePlace();
        }
        if (work.lastStarted().isEmpty()) {
            throw new NothingStartedException();
        }
        return false;
    }

    private Page await(Future<Page> page) throws InterruptedException {
        try {
            return page.get(until(deadline.answerBy()).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new TableException("the next page of installations was not read before the answer had to be given");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private Duration until(Instant instant) {
        var left = Duration.between(clock.instant(), instant);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
