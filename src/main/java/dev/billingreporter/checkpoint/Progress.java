package dev.billingreporter.checkpoint;

import dev.billingreporter.pricing.PricedPeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What one run achieved for one installation, to be added to its checkpoint.
 *
 * @param accepted the submissions that Vercel accepted, in the order in which they were sent
 * @param openFrom the first day that can still be corrected: older ones are counted as missed or not, and dropped from
 *        the checkpoint; empty where the run could not tell
 * @param counts whether a day closed that is not counted yet
 * @param period the current billing period, if a submission for the current day was accepted
 * @param failure what went wrong last, if anything did
 * @param goneAt when Vercel answered that the installation is gone, if it did
 * @param clearsGone whether the run was asked for by the installation's name, so that a former answer that it is gone is
 *        forgotten
 * @param invoicing how far the installation's invoices have come, if that changed
 * @param invoicesSince the first day of the periods that are invoiced: such a period is remembered until its invoice is
 *        settled; empty where no invoices are sent
 */
public record Progress(List<Accepted> accepted, Optional<LocalDate> openFrom, boolean counts, Optional<LastFailure> failure,
        Optional<Instant> goneAt, boolean clearsGone, Optional<PricedPeriod> period,
        Optional<InvoicingProgress.Look> invoicing, Optional<LocalDate> invoicesSince) {

    public Progress {
        accepted = List.copyOf(accepted);
        Objects.requireNonNull(openFrom);
        Objects.requireNonNull(failure);
        Objects.requireNonNull(goneAt);
        Objects.requireNonNull(period);
        Objects.requireNonNull(invoicing);
        Objects.requireNonNull(invoicesSince);
    }

    /** Nothing but how far the installation's invoices have come. */
    public static Progress of(InvoicingProgress.Look look) {
        return new Progress(List.of(), Optional.empty(), false, Optional.empty(), Optional.empty(), false, Optional.empty(),
                Optional.of(look), Optional.empty());
    }

    /**
     * An accepted submission.
     *
     * @param day the usage day
     * @param endOfDay its {@code eod}
     * @param details what was accepted
     */
    public record Accepted(LocalDate day, Instant endOfDay, AcceptedDay details) {
    }

    /** Whether there is anything to record. */
    public boolean isEmpty() {
        return accepted.isEmpty() && failure.isEmpty() && goneAt.isEmpty() && !counts
                && invoicing.isEmpty();
    }
}
