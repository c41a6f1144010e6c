package dev.billingreporter.reading;

import dev.billingreporter.checkpoint.Checkpoint;
import dev.billingreporter.checkpoint.StoredCheckpoint;
import dev.billingreporter.day.BillingCycle.Explicit;
import dev.billingreporter.day.BillingPeriods;
import dev.billingreporter.day.DaySelection;
import dev.billingreporter.day.MissedDays;
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
import dev.billingreporter.item.InvalidItemException;
import dev.billingreporter.item.Parsed;
import dev.billingreporter.item.TableException;
import dev.billingreporter.pricing.BillingPlans;
import dev.billingreporter.usage.UsageCounters;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Reads what is needed to decide what is sent for one installation, its counters last. */
@ApplicationScoped
public class FactsReader {

    /** How long an installation that Vercel called gone, and the table does not, is left alone. */
    private static final Duration GONE_FOR = Duration.ofHours(24);

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
        // Taken before the counters are read, so that all that was counted before it is in them: whichever of two
        // overlapping runs Vercel keeps, it keeps the one that holds every usage up to the later timestamp.
        var readAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var reason = reasonForNothing(installation, stored.checkpoint(), readAt, event.namesInstallations());
        return reason.isPresent()
                ? new Idle(entry.installationId(), stored, reason.get())
                : read(installation, stored, readAt, entry.plans(), event);
    }

    private static Optional<Enum<?>> reasonForNothing(Installation installation, Checkpoint checkpoint, Instant now,
            boolean named) {
        if (installation.lifetime().isEmpty()) {
            return Optional.of(DaySelection.Reason.NOT_SUBSCRIBED);
        }
        var goneAt = checkpoint.goneAt().filter(at -> !named);
        if (installation.isUninstalled()) {
            return goneAt.map(at -> DaySelection.Reason.UNINSTALLED);
        }
        // Vercel may have been asked at the wrong place, or for an installation that was not there yet
        return goneAt.filter(at -> now.isBefore(at.plus(GONE_FOR))).map(at -> FailureKind.GONE);
    }

    private InstallationFacts read(Installation installation, StoredCheckpoint stored, Instant readAt, BillingPlans plans,
            Submit event) {
        var installationId = installation.installationId();
        var checkpoint = stored.checkpoint();
        var calendar = installation.calendar();
        var lifetime = installation.lifetime().orElseThrow();
        var periods = new BillingPeriods(calendar, checkpoint.periods(),
                checkpoint.period().map(period -> new Explicit(period.start(), period.end())),
                calendar.dayOf(readAt));
        var selection = event.days()
                .map(range -> DaySelection.named(calendar, readAt, lifetime, range.from(), range.to()))
                .orElseGet(() -> DaySelection.open(calendar, readAt, lifetime))
                .withKnownPeriods(periods);
        var uncounted = MissedDays.uncounted(checkpoint.known(calendar), calendar, selection.openFrom(), lifetime);
        try {
            var counted = Statements.needed(checkpoint, selection, uncounted, periods)
                    .map(days -> counters.read(installationId, days.first(), days.strictFrom(), days.last()))
                    .orElseGet(UsageCounters::none);
            return new Complete(installation, stored, selection, uncounted, readAt,
                    new Statements(installation, plans, periods, counted));
        } catch (InvalidItemException e) {
            return unusable(installationId, Optional.of(stored), FailureKind.INVALID_DATA, e.getMessage());
        } catch (TableException e) {
            return unusable(installationId, Optional.of(stored), FailureKind.UNREACHABLE, e.getMessage());
        }
    }

    private static InstallationFacts unusable(String installationId, Optional<StoredCheckpoint> stored, FailureKind kind,
            String message) {
        return new Unusable(installationId, stored, Failure.of(kind, message));
    }
}
