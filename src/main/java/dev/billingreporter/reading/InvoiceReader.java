package dev.billingreporter.reading;

import dev.billingreporter.checkpoint.Checkpoint;
import dev.billingreporter.day.BillingPeriod;
import dev.billingreporter.day.BillingPeriods;
import dev.billingreporter.day.DaySelection.Lifetime;
import dev.billingreporter.decision.InvoiceFacts;
import dev.billingreporter.dynamodb.InvoiceTable;
import dev.billingreporter.installation.Installation;
import dev.billingreporter.invoice.DueInvoice;
import dev.billingreporter.invoice.InvoiceSchedule;
import dev.billingreporter.invoice.InvoicedInstallation;
import dev.billingreporter.invoice.StoredInvoice;
import dev.billingreporter.item.ItemException;
import dev.billingreporter.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Reads an installation's invoices where there is something to do about them. Otherwise it asks for nothing. */
@ApplicationScoped
class InvoiceReader {

    private final InvoiceTable invoices;
    private final Optional<InvoiceSchedule> schedule;

    InvoiceReader(InvoiceTable invoices, Settings settings) {
        this.invoices = invoices;
        this.schedule = settings.invoicing().map(invoicing -> new InvoiceSchedule(invoicing.since(), invoicing.delay()));
    }

    /** Whether invoices are sent at all. */
    boolean areSent() {
        return schedule.isPresent();
    }

    /** What is due of its invoices; empty where nothing is, or no invoices are sent at all. */
    Optional<InvoiceFacts> due(Installation installation, Checkpoint checkpoint, BillingPeriods periods, Instant readAt) {
        if (schedule.isEmpty()) {
            return Optional.empty();
        }
        var lifetime = lifetime(installation, checkpoint);
        if (lifetime.isEmpty()) {
            return Optional.empty();
        }
        var since = schedule.get().since();
        var invoicing = checkpoint.invoicing();
        var due = schedule.get().due(new InvoicedInstallation(installation.calendar(), periods.since(since, lifetime.get()),
                installation.subscriptions(), installation.uninstalledAt(),
                invoicing.settledThrough()), readAt);
        if (due.isEmpty() && invoicing.nextLookAt().filter(at -> !at.isAfter(readAt)).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(read(installation, due, since, readAt));
    }

    /**
     * One period, due or not, with its invoice if there is one; empty where the installation has neither.
     *
     * @param firstDay the period's
     */
    Optional<InvoiceFacts> one(Installation installation, Checkpoint checkpoint, BillingPeriods periods, LocalDate firstDay,
            Instant readAt) {
        var period = lifetime(installation, checkpoint)
                .flatMap(lifetime -> periods.since(firstDay, lifetime).stream().findFirst())
                .filter(found -> found.firstDay().equals(firstDay));
        var facts = read(installation, period.map(found -> List.of(dueNow(found, installation, readAt))).orElse(List.of()),
                firstDay, readAt);
        if (facts instanceof InvoiceFacts.Read read) {
            var stored = new TreeMap<>(read.stored());
            stored.values().removeIf(invoice -> !invoice.invoice().frozen().firstDay().equals(firstDay));
            return Optional.of(new InvoiceFacts.Read(installation, read.due(), stored, read.figures(), readAt))
                    .filter(found -> !found.due().isEmpty() || !found.stored().isEmpty()).map(InvoiceFacts.class::cast);
        }
        return Optional.of(facts);
    }

    private static DueInvoice dueNow(BillingPeriod period, Installation installation, Instant readAt) {
        return InvoiceSchedule.asOf(period, new InvoicedInstallation(installation.calendar(), List.of(period),
                installation.subscriptions(), installation.uninstalledAt(),
                Optional.empty()), readAt);
    }

    private InvoiceFacts read(Installation installation, List<DueInvoice> due, LocalDate since, Instant readAt) {
        try {
            var stored = new TreeMap<Instant, StoredInvoice>();
            invoices.read(installation.installationId(), installation.calendar().startOf(since.minusDays(1)))
                    .forEach(invoice -> stored.put(invoice.invoice().frozen().periodStart(), invoice));
            return new InvoiceFacts.Read(installation, due, stored, InvoiceFacts.Figures.NONE, readAt);
        } catch (ItemException e) {
            return new InvoiceFacts.Unreadable(due, e.failure());
        }
    }

    /** That of its subscriptions; where they were all taken away, of what was reported for it. */
    private static Optional<Lifetime> lifetime(Installation installation, Checkpoint checkpoint) {
        return installation.lifetime().or(() -> checkpoint.trackedFrom().map(first -> new Lifetime(first,
                installation.lastDay().map(day -> day.date()))));
    }
}
