package dev.billingreporter.vercel;

import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Submits billing data, again where that helps, until Vercel accepts it or the attempts or the time run out. Only the
 * answer 201 is an acceptance.
 */
@ApplicationScoped
public class BillingEndpoint {

    private static final int CREATED = 201;

    private final BillingTransport transport;
    private final RetryRule retryRule;
    private final Clock clock;

    @Inject
    BillingEndpoint(BillingTransport transport, Settings settings, Clock clock) {
        this(transport, new RetryRule(settings.maxAttempts(), bound -> ThreadLocalRandom.current().nextLong(bound)), clock);
    }

    BillingEndpoint(BillingTransport transport, RetryRule retryRule, Clock clock) {
        this.transport = transport;
        this.retryRule = retryRule;
        this.clock = clock;
    }

    /**
     * Submits {@code submission}.
     *
     * @param pacing the pace of the run it belongs to; an answer 429 slows all of the run
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public SubmissionOutcome submit(Submission submission, RequestPacing pacing) throws InterruptedException {
        var progress = new Progress();
        while (pacing.awaitTurn(progress.attempts == 0)) {
            var answer = answer(submission, pacing);
            progress.add(answer);
            if (answer instanceof Answer.Http http && http.status() == CREATED) {
                return new SubmissionOutcome.Accepted(clock.instant(), progress.attempts, progress.rateLimited);
            }
            var again = retryRule.nextAttempt(answer, progress.attempts, clock.instant());
            if (retryRule.pausesTheRun(answer)) {
                pacing.pauseUntil(again);
            }
            if (!retryRule.shouldRetry(answer, progress.attempts)) {
                return progress.notAccepted(kind(answer), describe(answer));
            }
            // After a 429 the wait is the run's, in awaitTurn.
            if (!retryRule.pausesTheRun(answer) && !pacing.awaitInstant(again)) {
                break;
            }
        }
        return outOfTime(progress);
    }

    private Answer answer(Submission submission, RequestPacing pacing) {
        try {
            return transport.send(submission);
        } finally {
            pacing.endTurn();
        }
    }

    private static SubmissionOutcome outOfTime(Progress progress) {
        if (progress.last == null) {
            return progress.notAccepted(FailureKind.OUT_OF_TIME, "the invocation's time ran out before it was sent");
        }
        var kind = kind(progress.last) == FailureKind.RATE_LIMITED ? FailureKind.RATE_LIMITED : FailureKind.OUT_OF_TIME;
        return progress.notAccepted(kind, "the invocation's time ran out before it could be sent again; the last time "
                + describe(progress.last));
    }

    private static FailureKind kind(Answer answer) {
        if (answer instanceof Answer.Http http) {
            return switch (http.status()) {
                case 401 -> FailureKind.UNAUTHORIZED;
                case 403 -> FailureKind.FORBIDDEN;
                case 404, 410 -> FailureKind.GONE;
                case 408 -> FailureKind.SERVER_ERROR;
                case 429 -> FailureKind.RATE_LIMITED;
                default -> http.status() >= 400 && http.status() < 500 ? FailureKind.INVALID_REQUEST : FailureKind.SERVER_ERROR;
            };
        }
        return FailureKind.UNREACHABLE;
    }

    private static String describe(Answer answer) {
        if (answer instanceof Answer.Http http) {
            var expected = http.status() < 400 ? " where only 201 means accepted" : "";
            var message = http.message().isEmpty() ? "" : ": " + http.message();
            return "Vercel answered " + http.status() + expected + message;
        }
        return "Vercel gave no answer: " + ((Answer.None) answer).reason();
    }

    /** What has been tried for one submission. */
    private static final class Progress {

        private int attempts;
        private int rateLimited;
        private Answer last;

        void add(Answer answer) {
            attempts++;
            rateLimited += answer instanceof Answer.Http http && http.status() == 429 ? 1 : 0;
            last = answer;
        }

        SubmissionOutcome notAccepted(FailureKind kind, String message) {
            var status = last instanceof Answer.Http http ? OptionalInt.of(http.status()) : OptionalInt.empty();
            return new SubmissionOutcome.NotAccepted(kind, status, message, attempts, rateLimited);
        }
    }
}
