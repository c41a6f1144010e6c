package dev.billingreporter.invoice;

import dev.billingreporter.day.BillingPeriod;
import dev.billingreporter.day.UsageDay;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * A billing period whose invoice is due.
 *
 * @param period the period, as it was submitted with the billing data
 * @param lastDay the day of whose statement the invoice is made: the period's last one, or that of the uninstall
 * @param isFinal whether the installation was uninstalled in it, so that no invoice follows
 * @param isSubscribed whether a subscription has a day in it
 * @param invoicedUpTo up to when its time is invoiced already, by the invoice of another period or of a shorter one; empty
 *        where none of it is. Such an invoice is never made: it would charge that time twice
 */
public record DueInvoice(BillingPeriod period, UsageDay lastDay, boolean isFinal, boolean isSubscribed,
        Optional<Instant> invoicedUpTo) {

    public DueInvoice {
        Objects.requireNonNull(period);
        Objects.requireNonNull(lastDay);
        Objects.requireNonNull(invoicedUpTo);
    }

    /** Of a period of which nothing is invoiced yet. */
    public DueInvoice(BillingPeriod period, UsageDay lastDay, boolean isFinal, boolean isSubscribed) {
        this(period, lastDay, isFinal, isSubscribed, Optional.empty());
    }

    /** The same, where all that was before {@code end} is invoiced. */
    DueInvoice invoicedUpTo(Instant end) {
        return new DueInvoice(period, lastDay, isFinal, isSubscribed, Optional.of(end));
    }

    /** What its item is found by. */
    public Instant periodStart() {
        return key(period.start());
    }

    /** By what the invoice of the period that starts then is found: the instant to the millisecond, as it is stored. */
    public static Instant key(Instant periodStart) {
        return periodStart.truncatedTo(ChronoUnit.MILLIS);
    }

    /** When the period ended: earlier than it was defined to where the cycle was changed. To the millisecond, too. */
    public Instant periodEnd() {
        return period.closesAt().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Whether there has to be an invoice. A final one is frozen whatever is in it, as it is its item that says whether the
     * installation has been finalized.
     */
    public boolean needsInvoice() {
        return isFinal || isSubscribed;
    }
}
