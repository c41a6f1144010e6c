package dev.billingreporter.run;

import dev.billingreporter.checkpoint.RunPlace;
import dev.billingreporter.delivery.Delivery;
import dev.billingreporter.dynamodb.RunPlaceTable;
import dev.billingreporter.event.RunEvent.Work;
import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.failure.NothingStartedException;
import dev.billingreporter.item.TableException;
import dev.billingreporter.reading.InstallationEntry;
import dev.billingreporter.reading.Page;
import dev.billingreporter.reading.PageReader;
import dev.billingreporter.time.Deadline;
import dev.billingreporter.time.TimedWork;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;

/**
 * Hands out the installations page by page, in the order of the scan, while the next page is read. So at most two pages
 * are in memory, however many there are.
 */
final class PageLoop {

    private static final Logger LOG = Logger.getLogger(PageLoop.class);

    private final PageReader pages;
    private final RunPlaceTable places;
    private final Work event;
    private final Delivery delivery;
    private final InstallationWork work;
    private final Deadline deadline;
    private final Clock clock;

    PageLoop(PageReader pages, RunPlaceTable places, Work event, Delivery delivery, InstallationWork work,
            Deadline deadline, Clock clock) {
        this.pages = pages;
        this.places = places;
        this.event = event;
        this.delivery = delivery;
        this.work = work;
        this.deadline = deadline;
        this.clock = clock;
    }

    /**
     * Runs until all is done or the time is up, and waits for what was started as long as there is time. A scheduled run
     * begins at the place that the last one left, and leaves its own.
     *
     * @return the installation after which to go on; empty when all is done
     * @throws TableException if a table could not be read, and so nothing done
     * @throws NothingStartedException if the time was up before anything was started
     */
    Optional<String> run() throws InterruptedException {
        try (work; var reading = new TimedWork(clock)) {
            if (event.namesInstallations()) {
                named(reading);
                awaitAll();
                return Optional.empty();
            }
            Optional<String> place = event.isScheduled()
                    ? await(reading, reading.start(places::read), "the place of the last run").map(RunPlace::resumeAfter)
                    : Optional.empty();
            var notStarted = round(reading, place);
            awaitAll();
            var resumeAfter = work.resumeAfter().or(() -> notStarted);
            if (event.isScheduled() && !resumeAfter.equals(place)) {
                leave(reading, resumeAfter);
            }
            return resumeAfter;
        }
    }

    private void awaitAll() throws InterruptedException {
        work.awaitAll(until(deadline.answerBy()));
        work.unreachableForAll().ifPresent(unreachable -> {
            throw new TableException(unreachable.message());
        });
    }

    /** Without it the next run begins where this one began: that costs time, and nothing else. */
    private void leave(TimedWork writing, Optional<String> resumeAfter) throws InterruptedException {
        var place = resumeAfter.map(installationId -> new RunPlace(installationId, clock.instant()));
        try {
            var left = writing.start(() -> {
                places.write(place);
                return true;
            });
            if (writing.await(left, deadline.writtenBy()).isEmpty()) {
                throw new TableException("it was not written before the answer had to be given");
            }
        } catch (TableException e) {
            work.addFailure(Failure.of(FailureKind.UNREACHABLE, "the run's place was not left: " + e.getMessage()));
        }
    }

    private Optional<String> round(TimedWork reading, Optional<String> beginAfter) throws InterruptedException {
        var resumeAfter = scan(reading, event.resumeAfter().or(() -> beginAfter), Optional.empty());
        // round to the first one that was started: the one that it began after may have been deleted since
        return beginAfter.isEmpty() || resumeAfter.isPresent()
                ? resumeAfter
                : scan(reading, Optional.empty(), work.firstStarted());
    }

    /** From the installation after {@code after} to the one before {@code end}, or to the end of the scan. */
    private Optional<String> scan(TimedWork reading, Optional<String> after, Optional<String> end)
            throws InterruptedException {
        var next = reading.start(() -> pages.first(event.segment(), after));
        for (;;) {
            final Page page;
            try {
                page = await(reading, next, "the next page of installations");
            } catch (TableException e) {
                if (work.lastStarted().isEmpty()) {
                    throw e;
                }
                // what was done is done, and the answer says where to go on
                work.addFailure(Failure.of(FailureKind.UNREACHABLE, e.getMessage()));
                return work.lastStarted();
            } catch (RuntimeException | Error e) {
                if (work.lastStarted().isEmpty()) {
                    throw e;
                }
                LOG.error("the next page of installations", e);
                work.addFailure(Failure.of(FailureKind.INTERNAL,
                        "the next page of installations could not be processed, the log says more: " + e.getClass().getName()));
                return work.lastStarted();
            }
            if (page.next().isPresent()) {
                next = reading.start(() -> pages.next(event.segment(), page));
            }
            for (var installation : page.entries()) {
                if (end.filter(installation.installationId()::equals).isPresent()) {
                    return Optional.empty();
                }
                if (!started(installation)) {
                    return work.lastStarted();
                }
            }
            if (page.next().isEmpty()) {
                return Optional.empty();
            }
        }
    }

    /** Named installations have no place to go on after, so those that could not be started are failures. */
    private void named(TimedWork reading) throws InterruptedException {
        var page = await(reading, reading.start(() -> pages.named(event.installationIds())), "the installations");
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

    private <T> T await(TimedWork reading, Future<T> started, String what) throws InterruptedException {
        return reading.await(started, deadline.answerBy())
                .orElseThrow(() -> new TableException(what + " could not be read before the answer had to be given"));
    }

    private Duration until(Instant instant) {
        var left = Duration.between(clock.instant(), instant);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
