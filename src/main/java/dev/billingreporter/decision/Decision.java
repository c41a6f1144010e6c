package dev.billingreporter.decision;

import dev.billingreporter.checkpoint.Checkpoint;
import dev.billingreporter.checkpoint.Checkpoint.LastSubmission;
import dev.billingreporter.checkpoint.StoredCheckpoint;
import dev.billingreporter.day.ClosedDayUsage;
import dev.billingreporter.day.DaySelection;
import dev.billingreporter.day.DaySelection.Refused;
import dev.billingreporter.day.SubmissionTimestamps;
import dev.billingreporter.day.UsageDay;
import dev.billingreporter.decision.DayDecision.Settled;
import dev.billingreporter.decision.DayDecision.Submit;
import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.invoice.DueInvoice;
import dev.billingreporter.item.InvalidItemException;
import dev.billingreporter.outcome.Change;
import dev.billingreporter.outcome.DayOutcome;
import dev.billingreporter.outcome.Findings;
import dev.billingreporter.outcome.InstallationOutcome;
import dev.billingreporter.outcome.InvoicesOutcome;
import dev.billingreporter.pricing.StatementTooLargeException;
import dev.billingreporter.request.BillingRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * What a run is to do for one installation. Pure: the same facts always make the same decision.
 *
 * @param installationId which
 * @param stored its checkpoint, if it can be used
 * @param days what to do about each day, in the order in which it is done
 * @param openFrom the earliest day that can still be corrected; empty where that could not be told
 * @param counts whether a day closed that no run has counted yet
 * @param missed what of a checkpoint's days closed without their final figures and was not counted yet, should the
 *        checkpoint be another by the time it is written
 * @param findings what was found out about its figures
 * @param invoices what to do about its invoices; empty where there is nothing to do
 */
public record Decision(String installationId, Optional<StoredCheckpoint> stored, List<DayDecision> days,
        Optional<LocalDate> openFrom, boolean counts, ToIntFunction<Checkpoint> missed, Findings findings,
        Optional<InvoiceDecision> invoices) {

    public Decision {
        Objects.requireNonNull(installationId);
        Objects.requireNonNull(stored);
        days = List.copyOf(days);
        Objects.requireNonNull(openFrom);
        Objects.requireNonNull(missed);
        Objects.requireNonNull(findings);
        Objects.requireNonNull(invoices);
    }

    /** Decides. */
    public static Decision of(InstallationFacts facts) {
        if (facts instanceof InstallationFacts.Complete complete) {
            try {
                return of(complete);
            } catch (InvalidItemException | StatementTooLargeException e) {
                return failed(complete.unusable(e.getMessage()));
            }
        }
        if (facts instanceof InstallationFacts.Unusable unusable) {
            return failed(unusable);
        }
        var idle = (InstallationFacts.Idle) facts;
        return settled(facts, Optional.of(idle.stored()), Optional.empty(), DayOutcome.NotSent.ofAllDays(idle.reason()));
    }

    private static Decision failed(InstallationFacts.Unusable facts) {
        return settled(facts, facts.stored(), facts.openFrom(), DayOutcome.Failed.of(Optional.empty(), facts.failure()));
    }

    private static Decision settled(InstallationFacts facts, Optional<StoredCheckpoint> stored, Optional<LocalDate> openFrom,
            DayOutcome outcome) {
        return new Decision(facts.installationId(), stored,
                Stream.concat(Stream.<DayDecision> of(new Settled(outcome)), unreadableInvoices(facts)).toList(),
                openFrom, false, checkpoint -> 0, Findings.NONE, invoices(facts, Optional.empty()));
    }

    private static Stream<DayDecision> unreadableInvoices(InstallationFacts facts) {
        return facts.invoices().stream().filter(InvoiceFacts.Unreadable.class::isInstance)
                .map(InvoiceFacts.Unreadable.class::cast)
                .map(unreadable -> new Settled(DayOutcome.Failed.of(Optional.empty(), unreadable.failure())));
    }

    private static Optional<InvoiceDecision> invoices(InstallationFacts facts, Optional<LateUsage> late) {
        return facts.invoices().filter(InvoiceFacts.Read.class::isInstance)
                .map(read -> InvoiceDecision.of((InvoiceFacts.Read) read, late));
    }

    private static Decision of(InstallationFacts.Complete facts) {
        var selection = facts.selection();
        var decisions = new ArrayList<DayDecision>();
        selection.refused().forEach(refused -> decisions.add(new Settled(refused(refused, facts))));
        var last = facts.stored().checkpoint().lastSubmission().map(LastSubmission::timestamp);
        var timestamps = SubmissionTimestamps.of(facts.readAt(), last, selection.days().size()).iterator();
        selection.invoiced().forEach(day -> decisions.add(new Settled(
                new DayOutcome.NotSent(Optional.of(day.date()), Unsent.INVOICED,
                        Optional.of("its billing period is invoiced, so it is not submitted any more")))));
        for (var due : selection.days()) {
            decisions.add(decideOrFail(due, timestamps.next(), facts));
        }
        if (decisions.isEmpty()) {
            decisions.add(new Settled(DayOutcome.NotSent.ofAllDays(reasonForNothing(facts))));
        }
        var findings = findings(decisions, facts);
        unreadableInvoices(facts).forEach(decisions::add);
        var late = lateUsage(facts);
        return new Decision(facts.installationId(), Optional.of(facts.stored()), decisions, Optional.of(selection.openFrom()),
                !facts.uncounted().isEmpty(), checkpoint -> facts.statements().missedDays(checkpoint, selection.openFrom()),
                findings, invoices(facts, late).or(() -> late
                        .map(usage -> InvoiceDecision.ofLateUsage(facts.installation(), usage, facts.readAt()))));
    }

    /** Why a day is not sent, beside the reasons for which a named one is refused. */
    enum Unsent {
        /** Its billing period is invoiced, so nothing of it is submitted any more. */
        INVOICED
    }

    /** What the latest invoiced period comes to by now. */
    private static Optional<LateUsage> lateUsage(InstallationFacts.Complete facts) {
        var invoiced = facts.selection().invoiced();
        if (invoiced.isEmpty() || !facts.invoicesAreSent()) {
            return Optional.empty();
        }
        var day = invoiced.get(invoiced.size() - 1);
        return facts.statements()
                .unsent(day, statement -> new LateUsage(DueInvoice.key(statement.period().start()), statement.total()));
    }

    private static DaySelection.Reason reasonForNothing(InstallationFacts.Complete facts) {
        return facts.installation().isUninstalled() ? DaySelection.Reason.UNINSTALLED : DaySelection.Reason.NOT_SUBSCRIBED;
    }

    /** What the run did for the installation, now that it is known what became of its days and invoices. */
    public InstallationOutcome outcome(List<DayOutcome> outcomes, InvoicesOutcome settled, int missedDays) {
        return new InstallationOutcome(installationId, outcomes, missedDays, findings,
                stored.map(StoredCheckpoint::checkpoint), settled);
    }

    /** What is wrong with an earlier day, of a period that has ended, say, does not stop the last one. */
    private static DayDecision decideOrFail(DaySelection.DueDay due, Instant timestamp, InstallationFacts.Complete facts) {
        try {
            return decide(due, timestamp, facts);
        } catch (InvalidItemException | StatementTooLargeException e) {
            var days = facts.selection().days();
            if (due.equals(days.get(days.size() - 1))) {
                throw e;
            }
            return new Settled(DayOutcome.Failed.of(Optional.of(due.day().date()),
                    Failure.of(FailureKind.INVALID_DATA, e.getMessage())));
        }
    }

    private static DayDecision decide(DaySelection.DueDay due, Instant timestamp, InstallationFacts.Complete facts) {
        var day = due.day();
        var statement = facts.statements().statement(day);
        var request = BillingRequest.of(statement);
        var change = Optional.ofNullable(facts.stored().checkpoint().days().get(day.date()))
                .map(known -> known.contentHash().equals(request.contentHash()) ? Change.UNCHANGED : Change.CHANGED)
                .orElse(Change.NEVER_SENT);
        return due.always() || change != Change.UNCHANGED
                ? new Submit(facts.installation(), day, timestamp, change, statement, request,
                        isCurrent(day, facts) ? Optional.of(facts.statements().currentPeriod(day)) : Optional.empty())
                : new Settled(new DayOutcome.Unchanged(day.date()));
    }

    private static boolean isCurrent(UsageDay day, InstallationFacts.Complete facts) {
        return !facts.readAt().isBefore(day.start()) && facts.readAt().isBefore(day.end());
    }

    private static DayOutcome refused(Refused refused, InstallationFacts.Complete facts) {
        var date = Optional.of(refused.date());
        return switch (refused.reason()) {
            case CLOSED -> DayOutcome.Failed.of(date, Failure.of(FailureKind.TOO_OLD, closed(refused.date(), facts).tooOld()));
            case PERIOD_UNKNOWN -> DayOutcome.Failed.of(date, Failure.of(FailureKind.INVALID_DATA,
                    "periodStart: the day lies before the explicit billing period, and nobody knows the one it belongs to"));
            case FUTURE -> DayOutcome.Failed.of(date, Failure.of(FailureKind.INVALID_REQUEST,
                    "the day has not begun in " + facts.installation().calendar().zone()));
            case NOT_SUBSCRIBED, UNINSTALLED -> new DayOutcome.NotSent(date, refused.reason(), Optional.empty());
        };
    }

    private static ClosedDayUsage closed(LocalDate date, InstallationFacts.Complete facts) {
        var calendar = facts.installation().calendar();
        if (!calendar.hasDay(date)) {
            return ClosedDayUsage.UNKNOWN;
        }
        var day = calendar.day(date);
        return ClosedDayUsage.of(day, facts.statements().periods().of(day), calendar,
                facts.installation().lifetime().orElseThrow());
    }

    private static Findings findings(List<DayDecision> decisions, InstallationFacts.Complete facts) {
        var submits = decisions.stream().filter(Submit.class::isInstance).map(Submit.class::cast).toList();
        var isChanged = submits.stream().anyMatch(submit -> submit.change() == Change.CHANGED);
        var accepted = facts.stored().checkpoint().period();
        return submits.stream().flatMap(submit -> submit.current().stream()).findFirst()
                .map(current -> new Findings(current.uncharged().unmappedCounters(), current.uncharged().unbilledCounters(),
                        current.isRepricedSince(accepted), current.isDecreasedSince(accepted), isChanged))
                .orElse(new Findings(0, 0, false, false, isChanged));
    }
}
