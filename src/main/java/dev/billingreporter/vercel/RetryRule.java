package dev.billingreporter.vercel;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/**
 * When a call is made again, and when.
 *
 * <p>
 * The server's own word comes first ({@code Retry-After} in seconds or as an HTTP date, RFC 9110 section 10.2.3; then
 * {@code X-RateLimit-Reset} in Unix seconds). Otherwise the wait is drawn between nothing and a bound that doubles with
 * each attempt, so that many clients do not come back at the same moment ("full jitter").
 */
final class RetryRule {

    static final Duration FIRST_BOUND = Duration.ofMillis(200);
    static final Duration LAST_BOUND = Duration.ofSeconds(20);

    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    /** Nobody waits for longer in one invocation, so a later instant is as good as this one, and can be computed with. */
    private static final Duration LONGEST_INSTRUCTION = Duration.ofDays(1);

    private final int maxAttempts;
    private final LongUnaryOperator randomBelow;

    /**
     * @param maxAttempts how often a call is made at most, those answered with 429 not counted
     * @param randomBelow gives a random number from 0 to its argument, exclusive
     */
    RetryRule(int maxAttempts, LongUnaryOperator randomBelow) {
        this.maxAttempts = maxAttempts;
        this.randomBelow = randomBelow;
    }

    /** Whether this answer is a reason to send the same bytes again, {@code counted} attempts having been used up. */
    boolean shouldRetry(Answer answer, int counted) {
        // Too many requests: the data is fine, only the moment was not. It uses up no attempt.
        if (isRateLimited(answer)) {
            return true;
        }
        if (counted >= maxAttempts) {
            return false;
        }
        if (answer instanceof Answer.Http http) {
            // The server gave up waiting for the request: a slow connection, not a bad request.
            if (http.status() == REQUEST_TIMEOUT) {
                return true;
            }
            // The server failed. Whether it kept the data or not: sending the same bytes again changes nothing.
            if (http.status() >= 500) {
                return true;
            }
            // Anything else would be answered the same way again.
            return false;
        }
        // No answer. The call may have arrived, and may safely arrive twice.
        return true;
    }

    /** Whether the answer says that there were too many requests. */
    boolean isRateLimited(Answer answer) {
        return answer instanceof Answer.Http http && http.status() == TOO_MANY_REQUESTS;
    }

    /** Whether the answer shows that the server had room for the request, whatever it made of it. */
    boolean isLetThrough(Answer answer) {
        return answer instanceof Answer.Http http && http.status() < 500 && http.status() != REQUEST_TIMEOUT
                && http.status() != TOO_MANY_REQUESTS;
    }

    /**
     * When to send again after this answer, received at {@code now}. Who is told again and again that there are too many
     * requests comes back more and more rarely, even if told to come soon.
     *
     * @param tries what has been sent so far, this attempt included
     */
    Instant nextAttempt(Answer answer, Tries tries, Instant now) {
        if (isRateLimited(answer)) {
            var instructed = instruction(answer, now);
            if (instructed.isPresent() && tries.rateLimited() == 1) {
                return instructed.get();
            }
            var drawn = drawn(tries.rateLimited(), now);
            return instructed.filter(instant -> instant.isAfter(drawn)).orElse(drawn);
        }
        return instruction(answer, now).orElseGet(() -> drawn(tries.counted(), now));
    }

    private Instant drawn(int attempt, Instant now) {
        return now.plusMillis(randomBelow.applyAsLong(bound(attempt).toMillis() + 1));
    }

    static Duration bound(int attempt) {
        var doubled = FIRST_BOUND.toMillis() << Math.min(attempt - 1, 20);
        return Duration.ofMillis(Math.min(doubled, LAST_BOUND.toMillis()));
    }

    /** The instant, not before {@code now}, that the server named to come back at. */
    Optional<Instant> instruction(Answer answer, Instant now) {
        if (answer instanceof Answer.Http http) {
            return http.header("retry-after").flatMap(value -> retryAfter(value, now))
                    .or(() -> http.header("x-ratelimit-reset").flatMap(value -> unixSeconds(value, now)))
                    .map(instant -> instant.isBefore(now) ? now : instant);
        }
        return Optional.empty();
    }

    private static Optional<Instant> retryAfter(String value, Instant now) {
        var seconds = seconds(value);
        if (seconds.isPresent()) {
            return seconds.map(number -> now.plusMillis(number.min(longest()).movePointRight(3).longValue()));
        }
        try {
            return Optional.of(bounded(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value.strip(), Instant::from), now));
        } catch (DateTimeException e) {
            return Optional.empty(); // neither form: as good as no instruction
        }
    }

    private static Optional<Instant> unixSeconds(String value, Instant now) {
        return seconds(value).map(number -> {
            var wait = number.subtract(BigDecimal.valueOf(now.toEpochMilli(), 3)).min(longest());
            return now.plusMillis(wait.max(BigDecimal.ZERO).movePointRight(3).longValue());
        });
    }

    private static Optional<BigDecimal> seconds(String value) {
        var digits = value.strip();
        return digits.matches("[0-9]{1,18}(\\.[0-9]{1,9})?") ? Optional.of(new BigDecimal(digits)) : Optional.empty();
    }

    private static Instant bounded(Instant instant, Instant now) {
        var latest = now.plus(LONGEST_INSTRUCTION);
        return instant.isAfter(latest) ? latest : instant;
    }

    private static BigDecimal longest() {
        return BigDecimal.valueOf(LONGEST_INSTRUCTION.toSeconds());
    }
}
