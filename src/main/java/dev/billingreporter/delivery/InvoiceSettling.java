package dev.billingreporter.delivery;

import dev.billingreporter.checkpoint.InvoicingProgress;
import dev.billingreporter.checkpoint.InvoicingProgress.Look;
import dev.billingreporter.decision.InvoiceDecision;
import dev.billingreporter.decision.LateUsage;
import dev.billingreporter.decision.NewInvoice;
import dev.billingreporter.dynamodb.InvoiceTable;
import dev.billingreporter.dynamodb.InvoiceTable.Written;
import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.installation.Installation;
import dev.billingreporter.invoice.Invoice;
import dev.billingreporter.invoice.InvoiceFailure;
import dev.billingreporter.invoice.InvoiceSchedule;
import dev.billingreporter.invoice.Settlement;
import dev.billingreporter.invoice.StoredInvoice;
import dev.billingreporter.item.ItemException;
import dev.billingreporter.outcome.InvoiceOutcome;
import dev.billingreporter.outcome.InvoicesOutcome;
import dev.billingreporter.outcome.Sending;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The invoices of one installation in one run: freezes what is due, sends what is frozen, finalizes, and asks Vercel what
 * became of those that it has. Each step leaves behind what the next run goes on from, should this one end here.
 */
final class InvoiceSettling {

    private final Installation installation;
    private final InvoiceDecision decision;
    private final InvoiceDelivery delivery;
    private final InvoiceTable table;
    private final Clock clock;
    private final NavigableMap<Instant, StoredInvoice> stored;
    private final List<InvoiceOutcome> outcomes = new ArrayList<>();
    private final Map<Instant, Optional<Sending>> newlyRejected = new HashMap<>();
    private Settlement settlement;
    private int disagreeing;
    private boolean isFinalized;

    InvoiceSettling(InvoiceDecision decision, InvoiceDelivery delivery, InvoiceTable table, Clock clock) {
        this.installation = decision.installation();
        this.decision = decision;
        this.delivery = delivery;
        this.table = table;
        this.clock = clock;
        this.stored = new TreeMap<>(decision.stored());
        this.settlement = decision.settlement();
    }

    InvoicesOutcome settle() throws InterruptedException {
        decision.toFreeze().forEach(this::freeze);
        decision.late().ifPresent(this::tellLateUsage);
        for (var next = settlement.nextToSend(); next.isPresent(); next = settlement.nextToSend()) {
            if (!send(next.get())) {
                break;
            }
        }
        var last = settlement.toFinalize();
        if (last.isPresent()) {
            finalizeInstallation(last.get());
        }
        for (var invoice : settlement.toCheck(decision.readAt())) {
            check(invoice);
        }
        settlement.invoices().values().stream().filter(Invoice::isRejected).forEach(this::tellRejected);
        return new InvoicesOutcome(outcomes, settlement.pending(), settlement.isFinalDue(), isFinalized, disagreeing,
                decision.isRead() ? Optional.of(look()) : Optional.empty());
    }

    private Look look() {
        return new Look(Optional.of(decision.readAt()),
                new InvoicingProgress(settlement.settledThrough(), settlement.nextLookAt(decision.readAt())));
    }

    private void freeze(NewInvoice invoice) {
        if (invoice instanceof NewInvoice.NotMade notMade) {
            outcomes.add(InvoiceOutcome.failed(notMade.firstDay(), notMade.failure()));
            return;
        }
        var made = ((NewInvoice.Made) invoice).invoice();
        try {
            var written = table.freeze(made);
            keep(written.now());
            if (!written.now().invoice().isFrozen()) {
                add(written, Optional.empty());
            }
        } catch (ItemException e) {
            outcomes.add(InvoiceOutcome.failed(made.frozen().firstDay(), e.failure()));
        }
    }

    /** Whether it is settled, so that the next one may be sent. */
    private boolean send(Invoice invoice) throws InterruptedException {
        try {
            var sent = delivery.send(installation, stored.get(invoice.frozen().periodStart()));
            var now = sent.written().now();
            keep(now);
            add(sent.written(), Optional.of(sent.sending()));
            return !now.invoice().isFrozen();
        } catch (ItemException e) {
            outcomes.add(InvoiceOutcome.failed(invoice.frozen().firstDay(), e.failure()));
            return false;
        }
    }

    private void finalizeInstallation(Invoice last) throws InterruptedException {
        try {
            var written = delivery.finalizeInstallation(installation, stored.get(last.frozen().periodStart()));
            keep(written.now());
            var now = written.now().invoice();
            isFinalized = now.finalizedAt().isPresent();
            if (!isFinalized) {
                now.lastFailure().map(InvoiceFailure::failure).map(this::inWindow)
                        .ifPresent(failure -> outcomes.add(InvoiceOutcome.failed(last.frozen().firstDay(), failure)));
            }
        } catch (ItemException e) {
            outcomes.add(InvoiceOutcome.failed(last.frozen().firstDay(), e.failure()));
        }
    }

    private void check(Invoice invoice) throws InterruptedException {
        var invoiceId = ToldInvoices.invoiceId(invoice).orElseThrow();
        try {
            var checked = delivery.check(installation, stored.get(invoice.frozen().periodStart()), invoiceId);
            keep(checked.now());
            if (checked.disagreement().isPresent()) {
                disagreeing++;
                outcomes.add(InvoiceOutcome.failed(invoice.frozen().firstDay(),
                        Failure.of(FailureKind.INVALID_DATA, checked.disagreement().get())));
            }
        } catch (ItemException e) {
            outcomes.add(InvoiceOutcome.failed(invoice.frozen().firstDay(), e.failure()));
        }
    }

    private void tellLateUsage(LateUsage late) {
        try {
            var invoice = Optional.ofNullable(stored.get(late.periodStart())).or(() -> table.read(
                    installation.installationId(), late.periodStart()).stream()
                    .filter(found -> found.invoice().frozen().periodStart().equals(late.periodStart())).findFirst());
            if (invoice.isPresent()) {
                var now = table.update(invoice.get(), found -> found.withLateTotal(late.total(), decision.readAt())).now();
                if (decision.isRead()) {
                    keep(now);
                }
            }
        } catch (ItemException e) {
            var firstDay = installation.calendar().dayOf(late.periodStart()).date();
            outcomes.add(InvoiceOutcome.failed(firstDay, e.failure()));
        }
    }

    private void keep(StoredInvoice invoice) {
        stored.put(invoice.invoice().frozen().periodStart(), invoice);
        settlement = settlement.with(invoice.invoice());
    }

    /** What became of one in this run; those that are rejected are told at its end, with those that were before. */
    private void add(Written written, Optional<Sending> sending) {
        var invoice = written.now().invoice();
        if (invoice.isRejected()) {
            if (written.isNewState()) {
                newlyRejected.put(invoice.frozen().periodStart(), sending);
            }
            return;
        }
        var failure = invoice.isFrozen() ? invoice.lastFailure().map(InvoiceFailure::failure).map(this::inWindow)
                : Optional.<Failure> empty();
        outcomes.add(new InvoiceOutcome(invoice.frozen().firstDay(),
                failure.map(found -> found.kind().name()).orElse(invoice.state().name()), written.isNewState(),
                Optional.of(invoice.frozen().total()), ToldInvoices.invoiceId(invoice), failure, Optional.empty(), sending));
    }

    private void tellRejected(Invoice invoice) {
        var start = invoice.frozen().periodStart();
        outcomes.add(new InvoiceOutcome(invoice.frozen().firstDay(), invoice.state().name(), newlyRejected.containsKey(start),
                Optional.of(invoice.frozen().total()), Optional.empty(),
                invoice.lastFailure().map(InvoiceFailure::failure), Optional.empty(),
                newlyRejected.getOrDefault(start, Optional.empty())));
    }

    /** A final invoice that comes too late may be lost for good, which a person should know. */
    private Failure inWindow(Failure failure) {
        var closedAt = installation.uninstalledAt().map(at -> at.plus(InvoiceSchedule.FINAL_WINDOW));
        return closedAt.filter(at -> !at.isAfter(clock.instant())).isEmpty() ? failure
                : new Failure(failure.kind(), failure.httpStatus(), failure.message()
                        + "; the 24 hours for which Vercel waits after an uninstall are over");
    }
}
