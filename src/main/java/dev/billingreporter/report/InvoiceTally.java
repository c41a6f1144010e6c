package dev.billingreporter.report;

import dev.billingreporter.invoice.InvoiceState;
import dev.billingreporter.metrics.RunMetric;
import dev.billingreporter.outcome.InvoiceOutcome;
import dev.billingreporter.outcome.InvoicesOutcome;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Adds up what a run did for invoices. */
final class InvoiceTally {

    /** How many invoices this run brought into each state. */
    private final Map<String, Long> byState = new HashMap<>();
    private long pending;
    private long finalized;
    private long finalDue;
    private long disagreeing;

    void add(InvoicesOutcome outcome) {
        outcome.invoices().stream().filter(InvoiceOutcome::isNew)
                .forEach(invoice -> byState.merge(invoice.name(), 1L, Long::sum));
        pending += outcome.pending();
        finalized += outcome.isFinalized() ? 1 : 0;
        finalDue += outcome.isFinalDue() ? 1 : 0;
        disagreeing += outcome.disagreeing();
    }

    InvoicesReport report() {
        return new InvoicesReport(count(InvoiceState.Accepted.NAME), pending, count(InvoiceState.Unconfirmed.NAME),
                count(InvoiceState.Rejected.NAME), count(InvoiceState.Nothing.NAME), count(InvoiceState.BelowMinimum.NAME),
                finalized, finalDue);
    }

    /**
     * For the metrics.
     *
     * @param coversAll whether the run was to look at all installations: otherwise it cannot say how many are still to come
     */
    Map<RunMetric, Long> figures(boolean coversAll) {
        var figures = new EnumMap<RunMetric, Long>(RunMetric.class);
        figures.put(RunMetric.INVOICES_ACCEPTED, count(InvoiceState.Accepted.NAME));
        figures.put(RunMetric.INVOICES_UNCONFIRMED, count(InvoiceState.Unconfirmed.NAME));
        figures.put(RunMetric.INVOICES_REJECTED, count(InvoiceState.Rejected.NAME));
        figures.put(RunMetric.INVOICES_DISAGREEING, disagreeing);
        if (coversAll) {
            figures.put(RunMetric.INVOICES_PENDING, pending);
            figures.put(RunMetric.FINAL_INVOICES_DUE, finalDue);
        }
        return figures;
    }

    private long count(String state) {
        return byState.getOrDefault(state, 0L);
    }
}
