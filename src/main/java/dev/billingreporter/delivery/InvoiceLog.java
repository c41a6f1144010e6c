package dev.billingreporter.delivery;

import dev.billingreporter.failure.Failure;
import dev.billingreporter.invoice.FrozenInvoice;
import dev.billingreporter.invoice.InvoiceAnswer;
import dev.billingreporter.outcome.Sending;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Writes one line for each invoice that was sent. Its fields are in the line's {@code mdc}, the id among them: where its
 * item could not be written, this is the only place that has it.
 */
final class InvoiceLog {

    private static final Logger LOG = Logger.getLogger("dev.billingreporter.invoice");

    private InvoiceLog() {
    }

    static void write(String runId, FrozenInvoice frozen, InvoiceAnswer answer, Sending sending) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("runId", runId);
        fields.put("installationId", frozen.installationId());
        fields.put("invoice", frozen.firstDay().toString());
        fields.put("externalId", frozen.externalId());
        fields.put("total", frozen.total().toPlainString());
        fields.put("attempts", Integer.toString(sending.attempts()));
        fields.put("durationMillis", Long.toString(sending.duration().toMillis()));
        fields.put("contentHash", sending.contentHash());
        if (answer instanceof InvoiceAnswer.Created created) {
            fields.put("invoiceId", created.invoiceId());
        }
        sending.vercelId().ifPresent(vercelId -> fields.put("vercelId", vercelId));
        LogFields.with(fields, () -> failure(answer).ifPresentOrElse(
                failure -> LOG.warnf("invoice %s: %s", frozen.externalId(), failure.message()),
                () -> LOG.infof("invoice %s accepted", frozen.externalId())));
    }

    /** What an answer finds wrong, or leaves open. */
    static Optional<Failure> failure(InvoiceAnswer answer) {
        if (answer instanceof InvoiceAnswer.WithoutId without) {
            return Optional.of(without.failure());
        }
        if (answer instanceof InvoiceAnswer.Refused refused) {
            return Optional.of(refused.failure());
        }
        return answer instanceof InvoiceAnswer.Unknown unknown ? Optional.of(unknown.failure()) : Optional.empty();
    }
}
