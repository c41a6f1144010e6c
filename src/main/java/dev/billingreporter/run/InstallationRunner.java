package dev.billingreporter.run;

import dev.billingreporter.checkpoint.Checkpoint;
import dev.billingreporter.checkpoint.LastFailure;
import dev.billingreporter.checkpoint.Progress;
import dev.billingreporter.day.DaySelection;
import dev.billingreporter.day.DaySelection.Lifetime;
import dev.billingreporter.dynamodb.CheckpointTable;
import dev.billingreporter.dynamodb.InstallationTable.Entry;
import dev.billingreporter.dynamodb.TableException;
import dev.billingreporter.dynamodb.UsageCounterTable;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.installation.Installation;
import dev.billingreporter.installation.InstallationStatus;
import dev.billingreporter.item.InvalidItemException;
import dev.billingreporter.pricing.StatementTooLargeException;
import dev.billingreporter.report.Failure;
import dev.billingreporter.report.InstallationReport;
import dev.billingreporter.run.PageReader.Work;
import dev.billingreporter.vercel.BillingEndpoint;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** One installation's part of a run: which days, their figures, their submission, the checkpoint. */
@ApplicationScoped
class InstallationRunner {

    private final UsageCounterTable counters;
    private final CheckpointTable checkpoints;
    private final BillingEndpoint endpoint;
    private final Clock clock;

    InstallationRunner(UsageCounterTable counters, CheckpointTable checkpoints, BillingEndpoint endpoint, Clock clock) {
        this.counters = counters;
        this.checkpoints = checkpoints;
        this.endpoint = endpoint;
        this.clock = clock;
    }

    /**
     * Does what the run asks for, for one installation.
     *
     * @throws TableException if its counters cannot be read; nothing was sent
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    InstallationReport run(Work work, RunContext context) throws InterruptedException {
        if (work.checkpoint() instanceof CheckpointTable.Entry.Unusable unusable) {
            return failed(work.installationId(), unusable.message(), Optional.empty());
        }
        var checkpoint = ((CheckpointTable.Entry.Usable) work.checkpoint()).checkpoint();
        if (work.entry() instanceof Entry.Unusable unusable) {
            return invalid(work.installationId(), unusable.message(), checkpoint, context);
        }
        var installation = ((Entry.Usable) work.entry()).installation();
        if (checkpoint.goneAt().isPresent() && !context.event().namesInstallations()) {
            return InstallationReport.skipped(installation.installationId(), FailureKind.GONE.name());
        }
        try {
            return run(installation, checkpoint, work, context);
        } catch (InvalidItemException | UnusablePlanException | StatementTooLargeException e) {
            return invalid(installation.installationId(), e.getMessage(), checkpoint, context);
        }
    }

    private InstallationReport run(Installation installation, Checkpoint checkpoint, Work work, RunContext context)
            throws InterruptedException {
        var firstDay = installation.firstSubscribedDay();
        if (firstDay.isEmpty()) {
            return InstallationReport.skipped(installation.installationId(), DaySelection.Reason.NOT_SUBSCRIBED.name());
        }
        // Taken before the counters are read, so that all that was counted before it is in them: whichever of two
        // overlapping runs Vercel keeps, it keeps the one that holds every usage up to the later timestamp.
        var readAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var lifetime = new Lifetime(firstDay.get(), installation.lastDay().map(day -> day.date()));
        var selection = select(installation, readAt, lifetime, context);
        if (selection.days().isEmpty() && selection.refused().isEmpty()) {
            return InstallationReport.skipped(installation.installationId(), reasonForNothing(installation).name());
        }
        var statements = new Statements(installation, work.plans(), selection, checkpoint, counters);
        var submissions = new DaySubmissions(installation, checkpoint, statements, context, endpoint, clock);
        submissions.refuse(selection.refused());
        submissions.submit(selection.days(), readAt);
        var missedDays = missedDays(installation, checkpoint, selection.openFrom(), lifetime, statements);
        return submissions.finish(checkpoints, selection.openFrom(), missedDays);
    }

    private static DaySelection select(Installation installation, Instant now, Lifetime lifetime, RunContext context) {
        var calendar = installation.calendar();
        return context.event().days()
                .map(range -> DaySelection.named(calendar, now, lifetime, range.from(), range.to()))
                .orElseGet(() -> DaySelection.open(calendar, now, lifetime));
    }

    private static DaySelection.Reason reasonForNothing(Installation installation) {
        return installation.status() instanceof InstallationStatus.Uninstalled
                ? DaySelection.Reason.UNINSTALLED
                : DaySelection.Reason.NOT_SUBSCRIBED;
    }

    /**
     * Days that closed since the last accepted submission without their final figures: those that were never sent, and
     * those for which what was last accepted is not what the counters say. Their usage is in the running totals of later
     * days. They are counted until the checkpoint moves on, which drops closed days.
     */
    private static int missedDays(Installation installation, Checkpoint checkpoint, LocalDate openFrom, Lifetime lifetime,
            Statements statements) {
        if (checkpoint.lastSubmission().isEmpty()) {
            return 0; // nothing was ever sent: there is no day from which on a day could be missed
        }
        var calendar = installation.calendar();
        var missed = checkpoint.days().headMap(openFrom).entrySet().stream()
                .filter(day -> calendar.hasDay(day.getKey()) && lifetime.includes(day.getKey()))
                .filter(day -> !statements.request(calendar.day(day.getKey())).contentHash()
                        .equals(day.getValue().contentHash()))
                .count();
        var lastSent = calendar.dayOf(checkpoint.lastSubmission().get().endOfDay()).date();
        var firstUnsent = later(lastSent.plusDays(1), lifetime.firstDay());
        var firstNotMissed = lifetime.lastDay().map(last -> earlier(last.plusDays(1), openFrom)).orElse(openFrom);
        return (int) (missed + Math.max(0, ChronoUnit.DAYS.between(firstUnsent, firstNotMissed)));
    }

    private InstallationReport invalid(String installationId, String message, Checkpoint checkpoint, RunContext context) {
        if (!context.dryRun()) {
            var failure = new LastFailure(clock.instant(), Optional.empty(), FailureKind.INVALID_DATA.name(), Optional.empty(),
                    message);
            var openFrom = checkpoint.days().isEmpty() ? LocalDate.MIN : checkpoint.days().firstKey();
            try {
                checkpoints.add(installationId, checkpoint,
                        new Progress(List.of(), openFrom, Optional.of(failure), false, false));
            } catch (TableException e) {
                return failed(installationId, message + "; and the " + e.getMessage(), checkpoint.lastAcceptedAt());
            }
        }
        return failed(installationId, message, checkpoint.lastAcceptedAt());
    }

    private static InstallationReport failed(String installationId, String message, Optional<Instant> lastAcceptedAt) {
        return InstallationReport.failed(Failure.of(installationId, FailureKind.INVALID_DATA, message), lastAcceptedAt);
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }
}
