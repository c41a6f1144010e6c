package dev.billingreporter.decision;

import dev.billingreporter.checkpoint.StoredCheckpoint;
import dev.billingreporter.day.DaySelection;
import dev.billingreporter.day.DaySelection.Refused;
import dev.billingreporter.decision.DayDecision.Settled;
import dev.billingreporter.decision.DayDecision.Submit;
import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.item.InvalidItemException;
import dev.billingreporter.outcome.Change;
import dev.billingreporter.outcome.DayOutcome;
import dev.billingreporter.outcome.InstallationOutcome;
import dev.billingreporter.request.BillingRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run is to do for one installation. Pure: the same facts always make the same decision.
 *
 * @param installationId which
 * @param stored its checkpoint, if it can be used
 * @param days what to do about each day, in the order in which it is done
 * @param openFrom the earliest day that can still be corrected
 * @param missedDays days that closed since the last accepted submission without their final figures
 * @param unmappedCounters counters that no metric of its plans names
 */
public record Decision(String installationId, Optional<StoredCheckpoint> stored, List<DayDecision> days, LocalDate openFrom,
        int missedDays, int unmappedCounters) {

    public Decision {
        Objects.requireNonNull(installationId);
        Objects.requireNonNull(stored);
        days = List.copyOf(days);
        Objects.requireNonNull(openFrom);
    }

    /** Decides. */
    public static Decision of(InstallationFacts facts) {
        if (facts instanceof InstallationFacts.Complete complete) {
            try {
                return of(complete);
            } catch (InvalidItemException e) {
                var failure = Failure.of(FailureKind.INVALID_DATA, e.getMessage());
                return settled(facts, Optional.of(complete.stored()), DayOutcome.Failed.of(Optional.empty(), failure));
            }
        }
        if (facts instanceof InstallationFacts.Unusable unusable) {
            return settled(facts, unusable.stored(), DayOutcome.Failed.of(Optional.empty(), unusable.failure()));
        }
        var reason = ((InstallationFacts.Idle) facts).reason();
        return settled(facts, Optional.empty(), new DayOutcome.NotSent(Optional.empty(), reason, Optional.empty()));
    }

    private static Decision settled(InstallationFacts facts, Optional<StoredCheckpoint> stored, DayOutcome outcome) {
        return new Decision(facts.installationId(), stored, List.of(new Settled(outcome)), LocalDate.MIN, 0, 0);
    }

    private static Decision of(InstallationFacts.Complete facts) {
        var selection = facts.selection();
        var decisions = new ArrayList<DayDecision>();
        selection.refused().forEach(refused -> decisions.add(new Settled(refused(refused, facts))));
        // The last day's timestamp is that of the reading; each earlier day's is a millisecond older than the next one's,
        // so that timestamps ascend as the days do and none is later than the reading.
        var timestamp = facts.readAt().minusMillis(selection.days().size() - 1L);
        for (var day : selection.days()) {
            decisions.add(decide(day, timestamp, facts));
            timestamp = timestamp.plusMillis(1);
        }
        return new Decision(facts.installationId(), Optional.of(facts.stored()), decisions, selection.openFrom(),
                MissedDays.count(facts), unmappedCounters(facts));
    }

    /** What the run did for the installation, now that it is known what became of its days. */
    public InstallationOutcome outcome(List<DayOutcome> outcomes, int countedMissedDays) {
        return new InstallationOutcome(installationId, outcomes, countedMissedDays, unmappedCounters,
                stored.flatMap(known -> known.checkpoint().lastAcceptedAt()));
    }

    private static DayDecision decide(DaySelection.Day due, Instant timestamp, InstallationFacts.Complete facts) {
        var day = due.day();
        var statement = facts.statements().statement(day);
        var request = BillingRequest.of(statement);
        var change = Optional.ofNullable(facts.stored().checkpoint().days().get(day.date()))
                .map(known -> known.contentHash().equals(request.contentHash()) ? Change.UNCHANGED : Change.CHANGED)
                .orElse(Change.NEVER_SENT);
        return due.always() || change != Change.UNCHANGED
                ? new Submit(facts.installation(), day, timestamp, change, statement, request)
                : new Settled(new DayOutcome.Unchanged(day.date()));
    }

    private static DayOutcome refused(Refused refused, InstallationFacts.Complete facts) {
        var date = Optional.of(refused.date());
        return switch (refused.reason()) {
            case CLOSED -> DayOutcome.Failed.of(date, Failure.of(FailureKind.TOO_OLD,
                    "the day ended more than 24 hours ago; its usage is in the running totals of later days of its billing period"));
            case FUTURE -> DayOutcome.Failed.of(date, Failure.of(FailureKind.INVALID_REQUEST,
                    "the day has not begun in " + facts.installation().calendar().zone()));
            case NOT_SUBSCRIBED, UNINSTALLED -> new DayOutcome.NotSent(date, refused.reason().name(), Optional.empty());
        };
    }

    private static int unmappedCounters(InstallationFacts.Complete facts) {
        var days = facts.selection().days();
        return days.isEmpty() ? 0 : facts.statements().unmappedCounters(days.get(days.size() - 1).day());
    }
}
