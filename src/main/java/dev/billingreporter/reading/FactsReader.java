package dev.billingreporter.reading;

import dev.billingreporter.checkpoint.Checkpoint;
import dev.billingreporter.checkpoint.StoredCheckpoint;
import dev.billingreporter.day.BillingPeriods;
import dev.billingreporter.day.DaySelection;
import dev.billingreporter.day.MissedDays;
import dev.billingreporter.day.UsageDay;
import dev.billingreporter.decision.InstallationFacts;
import dev.billingreporter.decision.InstallationFacts.Complete;
import dev.billingreporter.decision.InstallationFacts.Idle;
import dev.billingreporter.decision.InstallationFacts.Unusable;
import dev.billingreporter.decision.InvoiceFacts;
import dev.billingreporter.decision.Statements;
import dev.billingreporter.decision.Statements.CountedDays;
import dev.billingreporter.dynamodb.UsageCounterTable;
import dev.billingreporter.event.RunEvent.Submit;
import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.installation.Installation;
import dev.billingreporter.invoice.DueInvoice;
import dev.billingreporter.item.ItemException;
import dev.billingreporter.item.Parsed;
import dev.billingreporter.pricing.BillingPlans;
import dev.billingreporter.usage.UsageCounters;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Reads what is needed to decide what is sent for one installation, its counters last. */
@ApplicationScoped
public class FactsReader {

    /** How long an installation that Vercel called gone, and the table does not, is left alone. */
    private static final Duration GONE_FOR = Duration.ofHours(24);

    private final UsageCounterTable counters;
    private final InvoiceReader invoices;
    private final Clock clock;

    FactsReader(UsageCounterTable counters, InvoiceReader invoices, Clock clock) {
        this.counters = counters;
        this.invoices = invoices;
        this.clock = clock;
    }

    /** The facts for what the event asks for. */
    public InstallationFacts read(InstallationEntry entry, Submit event) {
        var unusable = unusable(entry);
        if (unusable.isPresent()) {
            return unusable.get();
        }
        var installation = entry.installation().orElseThrow();
        var stored = entry.checkpoint().orElseThrow();
        var readAt = readAt();
        var periods = periods(installation, stored.checkpoint(), readAt);
        // whoever names an installation wants it tried; without a subscription there is nothing to try
        var reason = whyLeftAlone(installation, stored.checkpoint(), readAt)
                .filter(why -> !event.namesInstallations() || why == DaySelection.Reason.NOT_SUBSCRIBED);
        // one that Vercel calls gone, and the table does not, is left alone
        var due = reason.filter(FailureKind.GONE::equals).isPresent() ? Optional.<InvoiceFacts> empty()
                : invoices.due(installation, stored.checkpoint(), periods, readAt);
        // of one that has ended nothing is sent, and its days are still counted
        var hasEnded = reason.filter(DaySelection.Reason.UNINSTALLED::equals).isPresent();
        return reason.isPresent() && !hasEnded
                ? new Idle(entry.installationId(), stored, reason.get(),
                        withFigures(due, installation, entry.plans(), periods))
                : read(installation, stored, readAt, entry.plans(), periods, event, hasEnded, due);
    }

    /**
     * What an ad hoc event about one invoice needs; empty where the installation has neither the period nor an invoice of
     * it.
     *
     * @param firstDay the period's
     * @throws dev.billingreporter.item.InvalidItemException if the installation or its checkpoint cannot be used
     */
    public Optional<InvoiceFacts> readInvoice(InstallationEntry entry, LocalDate firstDay) {
        var installation = entry.installation().orElseThrow();
        var checkpoint = entry.checkpoint().orElseThrow().checkpoint();
        var readAt = readAt();
        var periods = periods(installation, checkpoint, readAt);
        var found = invoices.one(installation, checkpoint, periods, firstDay, readAt);
        if (found.isPresent() && found.get() instanceof InvoiceFacts.Read read) {
            return Optional.of(read.with(figures(installation, entry.plans(), periods, read.due())));
        }
        return found;
    }

    private static Optional<InstallationFacts> unusable(InstallationEntry entry) {
        if (entry.checkpoint() instanceof Parsed.Unusable<StoredCheckpoint> unusable) {
            return Optional.of(unusable(entry.installationId(), Optional.empty(), unusable.message()));
        }
        return entry.installation() instanceof Parsed.Unusable<Installation> unusable
                ? Optional.of(unusable(entry.installationId(), Optional.of(entry.checkpoint().orElseThrow()),
                        unusable.message()))
                : Optional.empty();
    }

    /**
     * Taken before the counters are read, so that all that was counted before it is in them: whichever of two overlapping
     * runs Vercel keeps, it keeps the one that holds every usage up to the later timestamp.
     */
    private Instant readAt() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static BillingPeriods periods(Installation installation, Checkpoint checkpoint, Instant readAt) {
        var calendar = installation.calendar();
        return new BillingPeriods(calendar, checkpoint.periods(), checkpoint.currentPeriod(), checkpoint.invoicing().ended(),
                calendar.dayOf(readAt));
    }

    /** Why a scheduled run leaves an installation alone; empty where it does not, or where its items do not tell. */
    public static Optional<Enum<?>> whyLeftAlone(InstallationEntry entry, Instant now) {
        return entry.installation().usable().flatMap(installation -> entry.checkpoint().usable()
                .flatMap(stored -> whyLeftAlone(installation, stored.checkpoint(), now)));
    }

    private static Optional<Enum<?>> whyLeftAlone(Installation installation, Checkpoint checkpoint, Instant now) {
        if (installation.lifetime().isEmpty()) {
            return Optional.of(DaySelection.Reason.NOT_SUBSCRIBED);
        }
        if (installation.isUninstalled(now)) {
            return checkpoint.goneAt().map(at -> DaySelection.Reason.UNINSTALLED);
        }
        // Vercel may have been asked at the wrong place, or for an installation that was not there yet
        return checkpoint.goneAt().filter(at -> now.isBefore(at.plus(GONE_FOR))).map(at -> FailureKind.GONE);
    }

    private InstallationFacts read(Installation installation, StoredCheckpoint stored, Instant readAt, BillingPlans plans,
            BillingPeriods periods, Submit event, boolean hasEnded, Optional<InvoiceFacts> due) {
        var installationId = installation.installationId();
        var checkpoint = stored.checkpoint();
        var calendar = installation.calendar();
        var lifetime = installation.lifetime().orElseThrow();
        var asked = event.days()
                .map(range -> DaySelection.named(calendar, readAt, lifetime, range.from(), range.to()))
                .orElseGet(() -> DaySelection.open(calendar, readAt, lifetime))
                .withKnownPeriods(periods)
                .withoutInvoiced(day -> isInvoiced(day, periods, checkpoint, due));
        var selection = hasEnded ? asked.withoutDays() : asked;
        var uncounted = MissedDays.uncounted(checkpoint.known(calendar), calendar, selection.openFrom(), lifetime);
        try {
            var needed = CountedDays.of(Statements.needed(checkpoint, selection, uncounted, periods), toFreeze(due));
            var statements = new Statements(installation, plans, periods, read(installationId, needed));
            return new Complete(installation, stored, selection, uncounted, readAt, statements, invoices.areSent(),
                    withFigures(due, InvoiceFacts.Figures.of(statements)));
        } catch (ItemException e) {
            return Unusable.of(installationId, stored, selection, uncounted, e.failure(),
                    withFigures(due, InvoiceFacts.Figures.unread(e.failure())));
        }
    }

    private UsageCounters read(String installationId, Optional<CountedDays> needed) {
        return needed.map(days -> counters.read(installationId, days.first(), days.strictFrom(), days.last()))
                .orElseGet(UsageCounters::none);
    }

    /** What is settled, and what is frozen, is not submitted any more. */
    private static boolean isInvoiced(UsageDay day, BillingPeriods periods, Checkpoint checkpoint,
            Optional<InvoiceFacts> due) {
        if (checkpoint.invoicing().settledThrough().filter(end -> day.endOfDay().isBefore(end)).isPresent()) {
            return true;
        }
        return due.isPresent()
                && periods.of(day).filter(period -> due.get().mayBeFrozen(DueInvoice.key(period.start()))).isPresent();
    }

    private static List<DueInvoice> toFreeze(Optional<InvoiceFacts> due) {
        return due.isPresent() && due.get() instanceof InvoiceFacts.Read read ? read.settlement().toFreeze() : List.of();
    }

    /** Nothing is submitted, so only what is to be invoiced is read. */
    private Optional<InvoiceFacts> withFigures(Optional<InvoiceFacts> due, Installation installation, BillingPlans plans,
            BillingPeriods periods) {
        var toFreeze = toFreeze(due);
        return toFreeze.isEmpty() ? due : withFigures(due, figures(installation, plans, periods, toFreeze));
    }

    private InvoiceFacts.Figures figures(Installation installation, BillingPlans plans, BillingPeriods periods,
            List<DueInvoice> due) {
        try {
            var counted = read(installation.installationId(), CountedDays.of(Optional.empty(), due));
            return InvoiceFacts.Figures.of(new Statements(installation, plans, periods, counted));
        } catch (ItemException e) {
            return InvoiceFacts.Figures.unread(e.failure());
        }
    }

    private static Optional<InvoiceFacts> withFigures(Optional<InvoiceFacts> due, InvoiceFacts.Figures figures) {
        return due.map(facts -> facts instanceof InvoiceFacts.Read read ? read.with(figures) : facts);
    }

    private static InstallationFacts unusable(String installationId, Optional<StoredCheckpoint> stored, String message) {
        return new Unusable(installationId, stored, Optional.empty(), Failure.of(FailureKind.INVALID_DATA, message),
                Optional.empty());
    }
}
