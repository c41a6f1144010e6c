package dev.billingreporter.vercel;

import dev.billingreporter.failure.Failure;
import dev.billingreporter.vercel.Call.Method;
import dev.billingreporter.vercel.Call.Success;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** "Submit Billing Data". Only the answer 201 is an acceptance, and its status line is all of it. */
@ApplicationScoped
public class BillingEndpoint {

    private static final String PATH = Call.path("billing");
    private static final Success CREATED = new Success(201, true);

    private final PartnerApi api;

    BillingEndpoint(PartnerApi api) {
        this.api = api;
    }

    /**
     * Submits {@code submission}, again where that helps.
     *
     * @param pacing the pace of the run it belongs to, which learns from the answers
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public SubmissionOutcome submit(Submission submission, RequestPacing pacing) throws InterruptedException {
        var call = new Call(Method.POST, submission.installationId(), PATH, submission.accessToken(),
                Optional.of(submission.body()), CREATED);
        var outcome = api.call(call, pacing);
        var tries = outcome.tries();
        if (outcome instanceof CallOutcome.Succeeded success) {
            return new SubmissionOutcome.Accepted(success.at(), success.answer().vercelId(), tries.attempts(),
                    tries.rateLimited());
        }
        var failed = (CallOutcome.Failed) outcome;
        var failure = new Failure(failed.kind(), failed.answer().map(Answer.Http::status), failed.message());
        return new SubmissionOutcome.NotAccepted(failure, failed.answer().flatMap(Answer.Http::vercelId), tries.attempts(),
                tries.rateLimited());
    }
}
