package dev.billingreporter.delivery;

import dev.billingreporter.decision.InvoiceDecision;
import dev.billingreporter.decision.InvoiceFacts;
import dev.billingreporter.decision.NewInvoice;
import dev.billingreporter.invoice.Invoice;
import dev.billingreporter.invoice.InvoiceState.Accepted;
import dev.billingreporter.outcome.InvoiceOutcome;
import dev.billingreporter.outcome.InvoiceOutcome.Told;
import dev.billingreporter.outcome.InvoicesOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells what a dry run would do about invoices. */
final class ToldInvoices {

    private static final String WOULD_SUBMIT = "WOULD_SUBMIT";

    private ToldInvoices() {
    }

    static InvoicesOutcome of(InvoiceDecision decision) {
        var outcomes = new ArrayList<InvoiceOutcome>();
        decision.settlement().invoices().values().stream().filter(Invoice::isFrozen)
                .forEach(invoice -> outcomes.add(stored(invoice)));
        decision.toFreeze().forEach(invoice -> outcomes.add(made(invoice)));
        return new InvoicesOutcome(outcomes, decision.settlement().pending(), decision.settlement().isFinalDue(), false, 0,
                Optional.empty());
    }

    /** That of one period, as it is or as it would be. */
    static InvoicesOutcome show(InvoiceFacts.Read facts) {
        var shown = facts.stored().values().stream().findFirst().map(found -> stored(found.invoice())).orElseGet(
                () -> made(NewInvoice.of(facts.installation(), facts.due().get(0), facts.figures(), facts.readAt())));
        return new InvoicesOutcome(List.of(shown), 0, false, false, 0, Optional.empty());
    }

    /** One that its period has already: those bytes and no others are sent. */
    private static InvoiceOutcome stored(Invoice invoice) {
        var frozen = invoice.frozen();
        return new InvoiceOutcome(frozen.firstDay(), invoice.isFrozen() ? WOULD_SUBMIT : invoice.state().name(), false,
                Optional.of(frozen.total()), invoiceId(invoice), Optional.empty(),
                frozen.request().map(request -> new Told(request, List.of())), Optional.empty());
    }

    /** One that would be frozen. */
    static InvoiceOutcome made(NewInvoice invoice) {
        if (invoice instanceof NewInvoice.NotMade notMade) {
            return InvoiceOutcome.failed(notMade.firstDay(), notMade.failure());
        }
        var made = (NewInvoice.Made) invoice;
        var frozen = made.invoice().frozen();
        return new InvoiceOutcome(made.firstDay(), made.invoice().isFrozen() ? WOULD_SUBMIT : made.invoice().state().name(),
                false, Optional.of(frozen.total()), Optional.empty(),
                made.invoice().lastFailure().map(last -> last.failure()),
                Optional.of(new Told(made.request().body(), made.explanation())), Optional.empty());
    }

    static Optional<String> invoiceId(Invoice invoice) {
        return invoice.state() instanceof Accepted accepted ? Optional.of(accepted.invoiceId()) : Optional.empty();
    }
}
