package dev.billingreporter.outcome;

import dev.billingreporter.checkpoint.InvoicingProgress.Look;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What one run did for the invoices of one installation.
 *
 * @param invoices what became of each that something was done about, or that waits for a person
 * @param pending how many are still to be frozen or sent
 * @param isFinalDue whether a final invoice, or what follows it, is still to come
 * @param isFinalized whether it was this run that told Vercel that no more invoices come
 * @param disagreeing how many are not the same at Vercel
 * @param progress how far the invoices have come; empty where they were not looked at
 */
public record InvoicesOutcome(List<InvoiceOutcome> invoices, int pending, boolean isFinalDue, boolean isFinalized,
        int disagreeing, Optional<Look> progress) {

    /** There was nothing to do. */
    public static final InvoicesOutcome NONE = new InvoicesOutcome(List.of(), 0, false, false, 0, Optional.empty());

    public InvoicesOutcome {
        invoices = List.copyOf(invoices);
        Objects.requireNonNull(progress);
    }
}
