package dev.billingreporter.vercel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryRuleTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:05:00Z");

    /** Always draws the longest wait. */
    private final RetryRule rule = new RetryRule(5, bound -> bound - 1);

    @ParameterizedTest
    @ValueSource(ints = { 408, 429, 500, 502, 503, 504, 599 })
    void whatMayPassIsTriedAgain(int status) {
        assertThat(rule.shouldRetry(http(status), 1)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = { 200, 202, 204, 301, 302, 307, 400, 401, 403, 404, 409, 410, 413, 422 })
    void whatWouldBeAnsweredTheSameWayIsNot(int status) {
        assertThat(rule.shouldRetry(http(status), 1)).isFalse();
    }

    @Test
    void noAnswerIsTriedAgain() {
        assertThat(rule.shouldRetry(new Answer.None("connection reset"), 1)).isTrue();
    }

    @Test
    void theAttemptsAreCounted() {
        assertThat(rule.shouldRetry(http(503), 4)).isTrue();
        assertThat(rule.shouldRetry(http(503), 5)).isFalse();
    }

    @Test
    void tooManyRequestsUseUpNoAttempt() {
        assertThat(rule.shouldRetry(http(429), 5)).isTrue();
        assertThat(tries(http(429), http(503), http(429)).counted()).isEqualTo(1);
    }

    @Test
    void whatMayHaveBeenCarriedOutIsCounted() {
        assertThat(tries(http(429), http(503), http(408), new Answer.None("reset"), http(400)))
                .isEqualTo(new Tries(5, 1, 3));
    }

    @Test
    void onlyA429SaysThatThereAreTooManyRequests() {
        assertThat(rule.isRateLimited(http(429))).isTrue();
        assertThat(rule.isRateLimited(http(503))).isFalse();
        assertThat(rule.isRateLimited(new Answer.None("timeout"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = { 200, 201, 302, 400, 401, 404, 410, 422, 499 })
    void whateverTheServerMadeOfItItHadRoomForIt(int status) {
        assertThat(rule.isLetThrough(http(status))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = { 408, 429, 500, 503 })
    void whatTheServerDidNotGetToSaysNothingOfItsRoom(int status) {
        assertThat(rule.isLetThrough(http(status))).isFalse();
        assertThat(rule.isLetThrough(new Answer.None("timeout"))).isFalse();
    }

    @Test
    void whoIsRefusedAgainAndAgainComesBackMoreRarelyThanTold() {
        var told = http(429, Map.of("retry-after", "1"));
        assertThat(rule.nextAttempt(told, tries(told), NOW)).isEqualTo(NOW.plusSeconds(1));
        assertThat(rule.nextAttempt(told, tries(told, told, told, told, told), NOW)).isEqualTo(NOW.plusMillis(3200));
        var later = http(429, Map.of("retry-after", "30"));
        assertThat(rule.nextAttempt(later, tries(later, later, later, later, later), NOW)).isEqualTo(NOW.plusSeconds(30));
    }

    @ParameterizedTest
    @CsvSource({ "1, 200", "2, 400", "3, 800", "4, 1600", "7, 12800", "8, 20000", "20, 20000" })
    void theBoundOfTheWaitDoublesUpToTwentySeconds(int attempt, long millis) {
        assertThat(rule.nextAttempt(http(503), failures(attempt), NOW)).isEqualTo(NOW.plusMillis(millis));
    }

    @Test
    void theWaitIsDrawnFromNothingOn() {
        assertThat(new RetryRule(5, bound -> 0).nextAttempt(http(503), failures(4), NOW)).isEqualTo(NOW);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "0 | 0", "7 | 7", " 7 | 7", "1.5 | 1.5", "Sun, 22 Nov 2026 10:06:00 GMT | 60",
            "Sun, 22 Nov 2026 10:04:00 GMT | 0",
            "999999999999 | 86400", "Tue, 22 Nov 2039 10:06:00 GMT | 86400" })
    void retryAfterIsSecondsOrADateAndComesFirst(String value, String seconds) {
        var answer = http(429, Map.of("retry-after", value, "x-ratelimit-reset", "9999999999"));
        assertThat(rule.nextAttempt(answer, tries(answer), NOW))
                .isEqualTo(NOW.plusMillis(new BigDecimal(seconds).movePointRight(3).longValueExact()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "1795341960 | 60", "1795341900 | 0", "1795341000 | 0", "99999999999999 | 86400" })
    void theRateLimitsResetIsUnixSeconds(String value, long seconds) {
        var reset = http(429, Map.of("x-ratelimit-reset", value));
        assertThat(rule.nextAttempt(reset, tries(reset), NOW)).isEqualTo(NOW.plusSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "soon", "-5", "7s", "1e3", "Sun, 31 Feb 2026 10:06:00 GMT" })
    void anInstructionThatIsNoneIsLeftAside(String value) {
        var answer = http(429, Map.of("retry-after", value));
        assertThat(rule.nextAttempt(answer, tries(answer), NOW))
                .isEqualTo(NOW.plus(RetryRule.FIRST_BOUND));
    }

    @Test
    void anInstructionHoldsForA503Too() {
        assertThat(rule.nextAttempt(http(503, Map.of("retry-after", "30")), failures(1), NOW))
                .isEqualTo(NOW.plus(Duration.ofSeconds(30)));
    }

    private static Tries failures(int count) {
        return new Tries(count, 0, count);
    }

    private static Tries tries(Answer... answers) {
        var tries = Tries.NONE;
        for (var answer : answers) {
            tries = tries.plus(answer);
        }
        return tries;
    }

    private static Answer http(int status) {
        return http(status, Map.of());
    }

    private static Answer http(int status, Map<String, String> headers) {
        return new Answer.Http(status, headers, "");
    }
}
