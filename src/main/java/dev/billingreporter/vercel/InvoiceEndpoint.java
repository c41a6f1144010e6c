package dev.billingreporter.vercel;

import dev.billingreporter.failure.Failure;
import dev.billingreporter.installation.AccessToken;
import dev.billingreporter.invoice.FinalizeAnswer;
import dev.billingreporter.invoice.InvoiceAnswer;
import dev.billingreporter.invoice.InvoiceCheck;
import dev.billingreporter.vercel.Call.Method;
import dev.billingreporter.vercel.Call.Success;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/**
 * "Submit an invoice", "Get Invoice" and "Finalize Installation". A call is sent again under the same rules as billing data
 * is. An answer 200 whose body does not come in full tells nothing, and is as good as none.
 */
@ApplicationScoped
public class InvoiceEndpoint {

    private static final Success OK = new Success(200, false);
    private static final Success NO_CONTENT = new Success(204, true);

    private final PartnerApi api;
    private final Clock clock;

    InvoiceEndpoint(PartnerApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    /**
     * Submits an invoice.
     *
     * @param body the exact request: every attempt sends the same bytes
     * @param pacing the pace of the run it belongs to, which learns from the answers
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public Reply<InvoiceAnswer> submit(String installationId, AccessToken accessToken, String body, RequestPacing pacing)
            throws InterruptedException {
        var call = new Call(Method.POST, installationId, Call.path("billing", "invoices"), accessToken,
                Optional.of(body.getBytes(StandardCharsets.UTF_8)), OK);
        return reply(api.call(call, pacing), answer -> InvoiceAnswer.ok(answer.body(), accessToken::redactedFromWhole),
                InvoiceAnswer::failed);
    }

    /**
     * Asks for an invoice.
     *
     * @param invoiceId Vercel's id of it
     * @param pacing the pace of the run it belongs to, which learns from the answers
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public Reply<InvoiceCheck> get(String installationId, AccessToken accessToken, String invoiceId, RequestPacing pacing)
            throws InterruptedException {
        var call = new Call(Method.GET, installationId, Call.path("billing", "invoices", invoiceId), accessToken,
                Optional.empty(), OK);
        return reply(api.call(call, pacing), answer -> InvoiceCheck.ok(answer.body(), accessToken::redactedFromWhole),
                InvoiceCheck::failed);
    }

    /**
     * Tells Vercel that an uninstalled installation gets no more invoices. Its token is dead after that.
     *
     * @param pacing the pace of the run it belongs to, which learns from the answers
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public Reply<FinalizeAnswer> finalizeInstallation(String installationId, AccessToken accessToken, RequestPacing pacing)
            throws InterruptedException {
        var call = new Call(Method.POST, installationId, Call.path("billing", "finalize"), accessToken, Optional.empty(),
                NO_CONTENT);
        return reply(api.call(call, pacing), answer -> new FinalizeAnswer.Finalized(), FinalizeAnswer::failed);
    }

    private <A> Reply<A> reply(CallOutcome outcome, Function<Answer.Http, A> succeeded, Function<Failure, A> failed) {
        var tries = outcome.tries();
        if (outcome instanceof CallOutcome.Succeeded success) {
            return new Reply<>(succeeded.apply(success.answer()), success.at(), tries.attempts(), tries.rateLimited(),
                    tries.uncertain() > 0, success.answer().vercelId());
        }
        var failure = (CallOutcome.Failed) outcome;
        return new Reply<>(
                failed.apply(new Failure(failure.kind(), failure.answer().map(Answer.Http::status), failure.message())),
                clock.instant(), tries.attempts(), tries.rateLimited(), tries.uncertain() > 0,
                failure.answer().flatMap(Answer.Http::vercelId));
    }
}
