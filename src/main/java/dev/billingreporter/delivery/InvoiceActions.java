package dev.billingreporter.delivery;

import dev.billingreporter.checkpoint.InvoicingProgress;
import dev.billingreporter.checkpoint.InvoicingProgress.Look;
import dev.billingreporter.checkpoint.Progress;
import dev.billingreporter.checkpoint.StoredCheckpoint;
import dev.billingreporter.decision.InvoiceFacts;
import dev.billingreporter.decision.NewInvoice;
import dev.billingreporter.dynamodb.CheckpointMove;
import dev.billingreporter.dynamodb.CheckpointTable;
import dev.billingreporter.dynamodb.InvoiceTable;
import dev.billingreporter.event.RunEvent.InvoiceAction;
import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.invoice.Invoice;
import dev.billingreporter.invoice.InvoiceFailure;
import dev.billingreporter.invoice.InvoiceState.Frozen;
import dev.billingreporter.invoice.StoredInvoice;
import dev.billingreporter.invoice.TestResult;
import dev.billingreporter.item.ItemException;
import dev.billingreporter.outcome.InvoiceOutcome;
import dev.billingreporter.outcome.InvoiceOutcome.Told;
import dev.billingreporter.outcome.InvoicesOutcome;
import dev.billingreporter.outcome.Sending;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Does what a person asks to be done about one invoice, other than to show it. */
final class InvoiceActions {

    private final InvoiceDelivery delivery;
    private final InvoiceTable table;
    private final CheckpointTable checkpoints;
    private final Clock clock;

    InvoiceActions(InvoiceDelivery delivery, InvoiceTable table, CheckpointTable checkpoints, Clock clock) {
        this.delivery = delivery;
        this.table = table;
        this.checkpoints = checkpoints;
        this.clock = clock;
    }

    /**
     * Does it.
     *
     * @param facts of that one period
     * @param firstDay the period's
     * @param checkpoint the installation's
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    InvoicesOutcome act(InvoiceAction action, InvoiceFacts.Read facts, LocalDate firstDay, StoredCheckpoint checkpoint)
            throws InterruptedException {
        try {
            return outcome(action, facts, firstDay, checkpoint);
        } catch (ItemException e) {
            return told(InvoiceOutcome.failed(firstDay, e.failure()));
        }
    }

    private InvoicesOutcome outcome(InvoiceAction action, InvoiceFacts.Read facts, LocalDate firstDay,
            StoredCheckpoint checkpoint) throws InterruptedException {
        var stored = facts.stored().values().stream().findFirst();
        if (action instanceof InvoiceAction.Identify identify) {
            return stored.filter(found -> found.invoice().canBeIdentified()).isPresent()
                    ? identify(facts, stored.get(), identify.invoiceId(), checkpoint)
                    : refused(firstDay, "only an UNCONFIRMED invoice is given an id", stored);
        }
        if (action instanceof InvoiceAction.Rebuild && stored.filter(found -> found.invoice().canBeRebuilt()).isEmpty()) {
            return refused(firstDay, "only a REJECTED invoice is rebuilt", stored);
        }
        if (facts.due().isEmpty()) {
            return refused(firstDay, "the installation's settings define no such billing period any more", stored);
        }
        var invoice = NewInvoice.of(facts.installation(), facts.due().get(0), facts.figures(), facts.readAt());
        if (invoice instanceof NewInvoice.NotMade) {
            return told(ToldInvoices.made(invoice));
        }
        return action instanceof InvoiceAction.Test test
                ? test(facts, (NewInvoice.Made) invoice, test.result())
                : rebuild(facts, stored.orElseThrow(), ((NewInvoice.Made) invoice).invoice(), checkpoint);
    }

    private InvoicesOutcome test(InvoiceFacts.Read facts, NewInvoice.Made made, TestResult result)
            throws InterruptedException {
        if (!made.request().hasItems()) {
            return told(ToldInvoices.made(made));
        }
        var body = made.request().testBody(result);
        var tested = delivery.test(facts.installation(), body);
        return told(new InvoiceOutcome(made.firstDay(), tested.failure().map(failure -> failure.kind().name()).orElse("TESTED"),
                false, Optional.of(made.request().total()), Optional.empty(), tested.failure(),
                Optional.of(new Told(body, made.explanation())), Optional.of(tested.sending())));
    }

    private InvoicesOutcome rebuild(InvoiceFacts.Read facts, StoredInvoice stored, Invoice anew, StoredCheckpoint checkpoint)
            throws InterruptedException {
        var rebuilt = update(facts, stored, checkpoint,
                invoice -> invoice.canBeRebuilt() ? invoice.rebuilt(anew) : invoice);
        return rebuilt.now().invoice().isFrozen() ? sent(facts, rebuilt.now()) : told(outcome(rebuilt, Optional.empty()));
    }

    private InvoicesOutcome sent(InvoiceFacts.Read facts, StoredInvoice frozen) throws InterruptedException {
        var sent = delivery.send(facts.installation(), frozen);
        return told(outcome(sent.written(), Optional.of(sent.sending())));
    }

    private InvoicesOutcome identify(InvoiceFacts.Read facts, StoredInvoice stored, String invoiceId,
            StoredCheckpoint checkpoint) {
        var at = clock.instant();
        return told(outcome(update(facts, stored, checkpoint,
                invoice -> invoice.canBeIdentified() ? invoice.identified(invoiceId, at) : invoice), Optional.empty()));
    }

    /** First of all the next run is asked to look at the invoices: should this one end here, it goes on. */
    private InvoiceTable.Written update(InvoiceFacts.Read facts, StoredInvoice stored, StoredCheckpoint checkpoint,
            UnaryOperator<Invoice> change) {
        var look = new Look(Optional.empty(), new InvoicingProgress(Optional.empty(), Optional.of(facts.readAt())));
        checkpoints.add(new CheckpointMove(facts.installation().installationId(), checkpoint, Progress.of(look)));
        return table.update(stored, change);
    }

    private static InvoiceOutcome outcome(InvoiceTable.Written written, Optional<Sending> sending) {
        var invoice = written.now().invoice();
        var isOpen = invoice.isFrozen() || invoice.isRejected();
        return new InvoiceOutcome(invoice.frozen().firstDay(), invoice.state().name(), written.isNewState(),
                Optional.of(invoice.frozen().total()), ToldInvoices.invoiceId(invoice),
                invoice.lastFailure().filter(failure -> isOpen).map(InvoiceFailure::failure), Optional.empty(), sending);
    }

    private static InvoicesOutcome refused(LocalDate firstDay, String rule, Optional<StoredInvoice> stored) {
        var found = stored.map(invoice -> "this one is " + invoice.invoice().state().name())
                .orElse("there is no invoice of this period yet");
        return told(InvoiceOutcome.failed(firstDay,
                Failure.of(FailureKind.INVALID_REQUEST, "invoice: %s, and %s".formatted(rule, found))));
    }

    private static InvoicesOutcome told(InvoiceOutcome outcome) {
        var isPending = outcome.name().equals(Frozen.NAME);
        return new InvoicesOutcome(List.of(outcome), isPending ? 1 : 0, false, false, 0, Optional.empty());
    }
}
