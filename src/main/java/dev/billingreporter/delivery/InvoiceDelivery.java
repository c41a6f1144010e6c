package dev.billingreporter.delivery;

import dev.billingreporter.decision.InvoiceDecision;
import dev.billingreporter.dynamodb.InvoiceTable;
import dev.billingreporter.failure.Failure;
import dev.billingreporter.installation.Installation;
import dev.billingreporter.invoice.InvoiceAnswer;
import dev.billingreporter.invoice.InvoiceRequest;
import dev.billingreporter.invoice.StoredInvoice;
import dev.billingreporter.outcome.InvoicesOutcome;
import dev.billingreporter.outcome.Sending;
import dev.billingreporter.vercel.InvoiceEndpoint;
import dev.billingreporter.vercel.Reply;
import dev.billingreporter.vercel.RequestPacing;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Submits the invoices of a run, and keeps their items. */
final class InvoiceDelivery {

    private final String runId;
    private final RequestPacing pacing;
    private final InvoiceEndpoint endpoint;
    private final InvoiceTable table;
    private final Clock clock;

    InvoiceDelivery(String runId, RequestPacing pacing, InvoiceEndpoint endpoint, InvoiceTable table, Clock clock) {
        this.runId = runId;
        this.pacing = pacing;
        this.endpoint = endpoint;
        this.table = table;
        this.clock = clock;
    }

    /** Does what is to be done about one installation's invoices. */
    InvoicesOutcome settle(InvoiceDecision decision) throws InterruptedException {
        return new InvoiceSettling(decision, this, table, clock).settle();
    }

    /**
     * Sends the bytes that are stored, and records what became of them.
     *
     * @return the invoice as it is now, and what it took
     */
    Sent send(Installation installation, StoredInvoice stored) throws InterruptedException {
        var frozen = stored.invoice().frozen();
        var start = clock.instant();
        var reply = endpoint.submit(installation.installationId(), installation.accessToken(), frozen.request().orElseThrow(),
                pacing);
        var sending = sending(reply, frozen.contentHash(), Duration.between(start, clock.instant()));
        // before it is recorded: should that fail, the id is found here
        InvoiceLog.write(runId, frozen, reply.answer(), sending);
        return new Sent(table.update(stored,
                invoice -> invoice.answered(frozen.contentHash(), reply.attempts(), reply.answer(), reply.at())), sending);
    }

    /**
     * What became of an invoice that was sent.
     *
     * @param written its item
     * @param sending what it took
     */
    record Sent(InvoiceTable.Written written, Sending sending) {
    }

    /** Has Vercel check a request in its test mode. */
    Tested test(Installation installation, String body) throws InterruptedException {
        var start = clock.instant();
        var reply = endpoint.submit(installation.installationId(), installation.accessToken(), body, pacing);
        // a test makes no invoice, so an answer without an id is as good
        var failure = InvoiceLog.failure(reply.answer())
                .filter(found -> !(reply.answer() instanceof InvoiceAnswer.WithoutId)
                        || !found.httpStatus().equals(Optional.of(200)));
        return new Tested(failure, sending(reply, InvoiceRequest.contentHash(body), Duration.between(start, clock.instant())));
    }

    /**
     * What Vercel found.
     *
     * @param failure what is wrong with the request; empty where nothing is
     * @param sending what it took
     */
    record Tested(Optional<Failure> failure, Sending sending) {
    }

    /** Tells Vercel that no more invoices come, having recorded first that it is about to be told. */
    InvoiceTable.Written finalizeInstallation(Installation installation, StoredInvoice stored) throws InterruptedException {
        var sentAt = clock.instant();
        var known = table.update(stored, invoice -> invoice.finalizeSent(sentAt)).now();
        var reply = endpoint.finalizeInstallation(installation.installationId(), installation.accessToken(), pacing);
        return table.update(known, invoice -> invoice.finalizeAnswered(reply.answer(), sentAt, reply.wasInDoubt(),
                reply.at()));
    }

    /**
     * Asks Vercel for an invoice.
     *
     * @return the invoice as it is now, and what is different at Vercel
     */
    Checked check(Installation installation, StoredInvoice stored, String invoiceId) throws InterruptedException {
        var reply = endpoint.get(installation.installationId(), installation.accessToken(), invoiceId, pacing);
        var now = table.update(stored, invoice -> invoice.checked(reply.answer(), reply.at())).now();
        return new Checked(now, now.invoice().disagreement(reply.answer()));
    }

    /**
     * What became of an invoice that Vercel was asked for.
     *
     * @param now its item
     * @param disagreement in what it is not the same at Vercel, in words
     */
    record Checked(StoredInvoice now, Optional<String> disagreement) {
    }

    private static Sending sending(Reply<?> reply, String contentHash, Duration duration) {
        return new Sending(reply.attempts(), reply.rateLimited(), duration, contentHash, reply.vercelId());
    }
}
