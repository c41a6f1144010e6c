package dev.billingreporter.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What a run did for invoices.
 *
 * @param accepted those that Vercel made
 * @param pending those that are still to be frozen or sent at the run's end
 * @param unconfirmed those that Vercel has, under an id that is not known
 * @param rejected those that Vercel refused, or that were too large to be sent
 * @param nothing periods with nothing to invoice
 * @param belowMinimum those that come to less than Vercel sends
 * @param finalized installations for which Vercel was told that no more invoices come
 * @param finalDue installations whose final invoice, or what follows it, is still to come at the run's end
 */
@JsonPropertyOrder({ "accepted", "pending", "unconfirmed", "rejected", "nothing", "belowMinimum", "finalized", "finalDue" })
public record InvoicesReport(long accepted, long pending, long unconfirmed, long rejected, long nothing, long belowMinimum,
        long finalized, long finalDue) {
}
