package dev.billingreporter.delivery;

import dev.billingreporter.checkpoint.StoredCheckpoint;
import dev.billingreporter.decision.CurrentPeriod;
import dev.billingreporter.decision.DayDecision.Submit;
import dev.billingreporter.decision.Decision;
import dev.billingreporter.decision.InvoiceDecision;
import dev.billingreporter.decision.InvoiceFacts;
import dev.billingreporter.event.RunEvent.InvoiceAction;
import dev.billingreporter.metrics.RunFigures;
import dev.billingreporter.outcome.DayOutcome;
import dev.billingreporter.outcome.InstallationOutcome;
import dev.billingreporter.outcome.InvoicesOutcome;
import dev.billingreporter.report.RunReport;
import dev.billingreporter.vercel.RequestPacing;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;

/** Sends and writes nothing, and tells what would be sent. */
final class DryRun implements Delivery {

    private final RequestPacing pacing;

    DryRun(RequestPacing pacing) {
        this.pacing = pacing;
    }

    @Override
    public void begin() {
        // nothing is recorded
    }

    @Override
    public void end() {
        // nothing is recorded
    }

    @Override
    public boolean allowsAnother() {
        return pacing.allowsAnother();
    }

    @Override
    public DayOutcome submit(Submit submit) {
        return new DayOutcome.WouldSubmit(submit.day().date(), submit.timestamp(), submit.change(),
                new String(submit.body(), StandardCharsets.UTF_8), submit.statement().explanation(),
                submit.current().map(CurrentPeriod::uncharged));
    }

    @Override
    public InvoicesOutcome settle(InvoiceDecision decision) {
        return ToldInvoices.of(decision);
    }

    @Override
    public InvoicesOutcome act(InvoiceAction action, InvoiceFacts.Read facts, LocalDate firstDay, StoredCheckpoint checkpoint) {
        return ToldInvoices.show(facts);
    }

    @Override
    public InstallationOutcome record(Decision decision, List<DayOutcome> days, InvoicesOutcome invoices) {
        return decision.outcome(days, invoices,
                decision.stored().map(seen -> decision.missed().applyAsInt(seen.checkpoint())).orElse(0));
    }

    @Override
    public void publish(RunFigures figures, RunReport report) {
        // it did nothing
    }
}
