package dev.billingreporter.vercel;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.settings.Settings;
import dev.billingreporter.vercel.RequestPacing.Turn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Calls Vercel's partner API, again where that helps, until a call succeeds or the attempts or the time run out. What an
 * answer means is decided here for all calls.
 */
@ApplicationScoped
class PartnerApi {

    private final Transport transport;
    private final RetryRule retryRule;
    private final ObjectMapper json;
    private final Clock clock;

    @Inject
    PartnerApi(Transport transport, Settings settings, ObjectMapper json, Clock clock) {
        this(transport, new RetryRule(settings.maxAttempts(), bound -> ThreadLocalRandom.current().nextLong(bound)), json,
                clock);
    }

    PartnerApi(Transport transport, RetryRule retryRule, ObjectMapper json, Clock clock) {
        this.transport = transport;
        this.retryRule = retryRule;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Makes {@code call}.
     *
     * @param pacing the pace of the run it belongs to, which learns from the answers
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    CallOutcome call(Call call, RequestPacing pacing) throws InterruptedException {
        var tries = Tries.NONE;
        Optional<Answer> last = Optional.empty();
        for (var turn = pacing.awaitTurn(true); turn.isPresent(); turn = pacing.awaitTurn(false)) {
            var answer = send(call, turn.get(), pacing);
            last = Optional.of(answer);
            tries = tries.plus(answer);
            if (answer instanceof Answer.Http http && http.status() == call.success().status()) {
                return new CallOutcome.Succeeded(http, clock.instant(), tries);
            }
            if (!retryRule.shouldRetry(answer, tries.counted())) {
                return failed(kind(answer, call), answer, describe(answer, call), tries);
            }
            var again = retryRule.nextAttempt(answer, tries, clock.instant());
            switch (pacing.await(again)) {
                case WAITED -> {
                }
                case TOO_LATE -> {
                    return outOfTime(answer, call, tries);
                }
                case TOO_MANY_WAIT -> {
                    return failed(kind(answer, call), answer, describe(answer, call)
                            + "; it is left to the next run, as it was told to wait and too many others wait already", tries);
                }
            }
        }
        if (last.isPresent()) {
            return outOfTime(last.get(), call, tries);
        }
        return new CallOutcome.Failed(FailureKind.OUT_OF_TIME, Optional.empty(),
                "the invocation's time ran out before it was sent", tries);
    }

    private Answer send(Call call, Turn turn, RequestPacing pacing) throws InterruptedException {
        var effect = RequestPacing.Effect.none();
        try {
            var answer = transport.send(call);
            if (retryRule.isRateLimited(answer)) {
                effect = RequestPacing.Effect.rateLimited(call.installationId(),
                        retryRule.instruction(answer, clock.instant()));
            } else if (retryRule.isLetThrough(answer)) {
                effect = RequestPacing.Effect.letThrough();
            }
            return answer;
        } finally {
            pacing.endTurn(turn, effect);
        }
    }

    private CallOutcome outOfTime(Answer last, Call call, Tries tries) {
        var kind = kind(last, call) == FailureKind.RATE_LIMITED ? FailureKind.RATE_LIMITED : FailureKind.OUT_OF_TIME;
        return failed(kind, last, "the invocation's time ran out before it could be sent again; the last time "
                + describe(last, call), tries);
    }

    private static CallOutcome failed(FailureKind kind, Answer last, String message, Tries tries) {
        var answer = last instanceof Answer.Http http ? Optional.of(http) : Optional.<Answer.Http> empty();
        return new CallOutcome.Failed(kind, answer, message, tries);
    }

    private FailureKind kind(Answer answer, Call call) {
        if (answer instanceof Answer.Http http) {
            return switch (http.status()) {
                case 401 -> FailureKind.UNAUTHORIZED;
                case 403 -> FailureKind.FORBIDDEN;
                // Only Vercel itself knows that an installation is gone. An edge, or a wrong path, has pages of its own.
                case 404, 410 -> error(http, call).isVercels() ? FailureKind.GONE : FailureKind.SERVER_ERROR;
                case 408 -> FailureKind.SERVER_ERROR;
                case 429 -> FailureKind.RATE_LIMITED;
                default -> http.status() >= 400 && http.status() < 500 ? FailureKind.INVALID_REQUEST : FailureKind.SERVER_ERROR;
            };
        }
        return FailureKind.UNREACHABLE;
    }

    private String describe(Answer answer, Call call) {
        if (answer instanceof Answer.Http http) {
            var expected = http.status() < 400 ? " where only %d means accepted".formatted(call.success().status()) : "";
            var error = error(http, call);
            var notVercels = isNotVercels(http, error) ? " without its own error, so the installation is not taken for gone"
                    : "";
            var message = error.message().isEmpty() ? "" : ": " + error.message();
            return "Vercel answered " + http.status() + expected + notVercels + message;
        }
        return "Vercel gave no answer: " + ((Answer.None) answer).reason();
    }

    private static boolean isNotVercels(Answer.Http http, ErrorBody error) {
        return (http.status() == 404 || http.status() == 410) && !error.isVercels();
    }

    private ErrorBody error(Answer.Http http, Call call) {
        return ErrorBody.of(http.body(), call.accessToken(), json);
    }
}
