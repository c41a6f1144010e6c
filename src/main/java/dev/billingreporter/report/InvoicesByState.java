package dev.billingreporter.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.billingreporter.invoice.InvoiceState;
import java.util.Map;

/**
 * How many invoices there are in each state.
 *
 * @param frozen those that are still to be sent
 * @param accepted those that Vercel made
 * @param unconfirmed those that Vercel has, under an id that is not known
 * @param rejected those that wait for a person
 * @param nothing periods with nothing to invoice
 * @param belowMinimum those that come to less than Vercel sends
 */
@JsonPropertyOrder({ "frozen", "accepted", "unconfirmed", "rejected", "nothing", "belowMinimum" })
public record InvoicesByState(long frozen, long accepted, long unconfirmed, long rejected, long nothing,
        long belowMinimum) {

    /** These counts, by the states' names in the table. */
    public static InvoicesByState of(Map<String, Long> counts) {
        return new InvoicesByState(counts.getOrDefault(InvoiceState.Frozen.NAME, 0L),
                counts.getOrDefault(InvoiceState.Accepted.NAME, 0L), counts.getOrDefault(InvoiceState.Unconfirmed.NAME, 0L),
                counts.getOrDefault(InvoiceState.Rejected.NAME, 0L), counts.getOrDefault(InvoiceState.Nothing.NAME, 0L),
                counts.getOrDefault(InvoiceState.BelowMinimum.NAME, 0L));
    }
}
