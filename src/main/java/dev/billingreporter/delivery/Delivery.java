package dev.billingreporter.delivery;

import dev.billingreporter.checkpoint.StoredCheckpoint;
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
import java.time.LocalDate;
import java.util.List;

/** All that a run does to the world outside: really, or only telling what it would do. It is chosen once, at its start. */
public interface Delivery {

    /** Whether there is time for one more installation. */
    boolean allowsAnother();

    /** An installation is begun. */
    void begin();

    /** An installation that was begun is done with. */
    void end();

    /**
     * Submits one day.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    DayOutcome submit(Submit submit) throws InterruptedException;

    /**
     * Does what is to be done about an installation's invoices.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    InvoicesOutcome settle(InvoiceDecision decision) throws InterruptedException;

    /**
     * Does what a person asks to be done about one invoice.
     *
     * @param facts of its period alone
     * @param firstDay the period's
     * @param checkpoint the installation's
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    InvoicesOutcome act(InvoiceAction action, InvoiceFacts.Read facts, LocalDate firstDay, StoredCheckpoint checkpoint)
            throws InterruptedException;

    /**
     * Records what became of an installation's days and invoices, and gives all that the run did for it.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    InstallationOutcome record(Decision decision, List<DayOutcome> days, InvoicesOutcome invoices)
            throws InterruptedException;

    /** Publishes the figures of the run, and the failures of its answer. */
    void publish(RunFigures figures, RunReport report);
}
