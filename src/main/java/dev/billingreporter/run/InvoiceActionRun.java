package dev.billingreporter.run;

import dev.billingreporter.decision.InvoiceFacts;
import dev.billingreporter.delivery.Delivery;
import dev.billingreporter.event.RunEvent;
import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.item.ItemException;
import dev.billingreporter.outcome.InstallationOutcome;
import dev.billingreporter.outcome.InvoiceOutcome;
import dev.billingreporter.outcome.InvoicesOutcome;
import dev.billingreporter.reading.FactsReader;
import dev.billingreporter.reading.InstallationEntry;
import java.util.List;
import java.util.Optional;

/** One installation's part of a run that was asked to do something about an invoice. */
final class InvoiceActionRun implements InstallationTask {

    private final RunEvent.Invoice event;
    private final FactsReader reader;
    private final Delivery delivery;

    InvoiceActionRun(RunEvent.Invoice event, FactsReader reader, Delivery delivery) {
        this.event = event;
        this.reader = reader;
        this.delivery = delivery;
    }

    @Override
    public InstallationOutcome run(InstallationEntry entry) throws InterruptedException {
        Optional<InvoiceFacts> found;
        try {
            found = reader.readInvoice(entry, event.period());
        } catch (ItemException e) {
            return InstallationOutcome.failed(entry.installationId(), e.failure());
        }
        if (found.isEmpty()) {
            return ofNoPeriod(entry.installationId());
        }
        if (found.get() instanceof InvoiceFacts.Unreadable unreadable) {
            return InstallationOutcome.failed(entry.installationId(), unreadable.failure());
        }
        var read = (InvoiceFacts.Read) found.get();
        return InstallationOutcome.ofInvoices(entry.installationId(),
                delivery.act(event.action(), read, event.period(), entry.checkpoint().orElseThrow()));
    }

    /** Where all are asked for, some have other periods. */
    private InstallationOutcome ofNoPeriod(String installationId) {
        return InstallationOutcome.ofInvoices(installationId, event.namesInstallations()
                ? new InvoicesOutcome(List.of(InvoiceOutcome.failed(event.period(),
                        Failure.of(FailureKind.INVALID_REQUEST,
                                "invoice.period: the installation has no billing period that starts on this day"))),
                        0, false, false, 0, Optional.empty())
                : InvoicesOutcome.NONE);
    }
}
