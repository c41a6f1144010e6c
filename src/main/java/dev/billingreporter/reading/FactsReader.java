package dev.billingreporter.reading;

import dev.billingreporter.checkpoint.StoredCheckpoint;
import dev.billingreporter.day.DaySelection;
import dev.billingreporter.decision.InstallationFacts;
import dev.billingreporter.decision.InstallationFacts.Complete;
import dev.billingreporter.decision.InstallationFacts.Idle;
import dev.billingreporter.decision.InstallationFacts.Unusable;
import dev.billingreporter.decision.Statements;
import dev.billingreporter.dynamodb.UsageCounterTable;
import dev.billingreporter.event.RunEvent.Submit;
import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.installation.Installation;
import dev.billingreporter.installation.InstallationStatus;
import dev.billingreporter.item.InvalidItemException;
import dev.billingreporter.item.Parsed;
import dev.billingreporter.item.TableException;
import dev.billingreporter.pricing.BillingPlans;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Reads what is needed to decide what is sent for one installation, its counters last. */
@ApplicationScoped
public class FactsReader {

    private final UsageCounterTable counters;
    private final Clock clock;

    FactsReader(UsageCounterTable counters, Clock clock) {
        this.counters = counters;
        this.clock = clock;
    }

    /** The facts for what the event asks for. */
    public InstallationFacts read(InstallationEntry entry, Submit event) {
        if (entry.checkpoint() instanceof Parsed.Unusable<StoredCheckpoint> unusable) {
            return unusable(entry.installationId(), Optional.empty(), FailureKind.INVALID_DATA, unusable.message());
        }
        var stored = entry.checkpoint().orElseThrow();
        if (entry.installation() instanceof Parsed.Unusable<Installation> unusable) {
            return unusable(entry.installationId(), Optional.of(stored), FailureKind.INVALID_DATA, unusable.message());
        }
        var installation = entry.installation().orElseThrow();
        if (stored.checkpoint().goneAt().isPresent() && !event.namesInstallations()) {
            return new Idle(entry.installationId(), FailureKind.GONE.name());
        }
        return read(installation, stored, entry.plans(), event);
    }

    private InstallationFacts read(Installation installation, StoredCheckpoint stored, BillingPlans plans, Submit event) {
        var lifetime = installation.lifetime();
        if (lifetime.isEmpty()) {
            return new Idle(installation.installationId(), DaySelection.Reason.NOT_SUBSCRIBED.name());
        }
        // Taken before the counters are read, so that all that was counted before it is in them: whichever of two
        // overlapping runs Vercel keeps, it keeps the one that holds every usage up to the later timestamp.
        var readAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var calendar = installation.calendar();
        var selection = event.days()
                .map(range -> DaySelection.named(calendar, readAt, lifetime.get(), range.from(), range.to()))
                .orElseGet(() -> DaySelection.open(calendar, readAt, lifetime.get()));
        if (selection.days().isEmpty() && selection.refused().isEmpty()) {
            return new Idle(installation.installationId(), reasonForNothing(installation).name());
        }
        try {
            var statements = Statements.needed(calendar, stored.checkpoint(), selection)
                    .map(days -> Statements.of(installation, plans, days,
                            counters.read(installation.installationId(), days.first(), days.last())))
                    .orElseGet(() -> Statements.none(calendar));
            return new Complete(installation, stored, selection, readAt, statements);
        } catch (InvalidItemException e) {
            return unusable(installation.installationId(), Optional.of(stored), FailureKind.INVALID_DATA, e.getMessage());
        } catch (TableException e) {
            return unusable(installation.installationId(), Optional.of(stored), FailureKind.UNREACHABLE, e.getMessage());
        }
    }

    private static DaySelection.Reason reasonForNothing(Installation installation) {
        return installation.status() instanceof InstallationStatus.Uninstalled
                ? DaySelection.Reason.UNINSTALLED
                : DaySelection.Reason.NOT_SUBSCRIBED;
    }

    private static InstallationFacts unusable(String installationId, Optional<StoredCheckpoint> stored, FailureKind kind,
            String message) {
        return new Unusable(installationId, stored, Failure.of(kind, message));
    }
}
