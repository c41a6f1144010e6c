package dev.billingreporter.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.billingreporter.standin.Fault;
import dev.billingreporter.standin.ReceivedRequest;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every answer and every fault of the transport, at the first request, at a later one, and at each. The installation has
 * two days to send; another one beside it must never notice.
 */
@QuarkusTest
class FaultMatrixTest extends EventPath {

    private static final int MAX_ATTEMPTS = 5;

    /** What is expected of a fault. */
    private enum Handling {
        /** It is an acceptance. */
        ACCEPTED,
        /** Sent again; when it stays, the next day is tried too. */
        RETRIED_PER_DAY,
        /** Sent again; when it stays, nothing more is tried for the installation. */
        RETRIED_THEN_STOPS,
        /** Sent again as long as there is time; then nothing more is tried for the installation. */
        RETRIED_TO_THE_END,
        /** Not sent again; the next day is tried. */
        FAILS_THE_DAY,
        /** Not sent again, and nothing more is tried for the installation. */
        FAILS_THE_INSTALLATION
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(new Fault.Status(400), Handling.FAILS_THE_DAY, "INVALID_REQUEST", 400),
                Arguments.of(new Fault.Status(409), Handling.FAILS_THE_DAY, "INVALID_REQUEST", 409),
                Arguments.of(new Fault.Status(422), Handling.FAILS_THE_DAY, "INVALID_REQUEST", 422),
                Arguments.of(new Fault.Status(401), Handling.FAILS_THE_INSTALLATION, "UNAUTHORIZED", 401),
                Arguments.of(new Fault.Status(403), Handling.FAILS_THE_INSTALLATION, "FORBIDDEN", 403),
                Arguments.of(new Fault.Status(404, Map.of(), "<html>404: NOT_FOUND</html>"), Handling.FAILS_THE_DAY,
                        "SERVER_ERROR", 404),
                Arguments.of(new Fault.Status(410, Map.of(), "{\"error\":\"gone\"}"), Handling.FAILS_THE_DAY, "SERVER_ERROR",
                        410),
                Arguments.of(new Fault.Status(404, Map.of(), "{\"error\":{\"code\":404}}"), Handling.FAILS_THE_DAY,
                        "SERVER_ERROR", 404),
                Arguments.of(new Fault.Status(404, Map.of(), ""), Handling.FAILS_THE_DAY, "SERVER_ERROR", 404),
                Arguments.of(new Fault.Status(410, Map.of(), "{\"error\":{\"code\":\"integration_gone\"}}"),
                        Handling.FAILS_THE_INSTALLATION, "GONE", 410),
                Arguments.of(new Fault.Status(404), Handling.FAILS_THE_INSTALLATION, "GONE", 404),
                Arguments.of(new Fault.Status(410), Handling.FAILS_THE_INSTALLATION, "GONE", 410),
                Arguments.of(new Fault.Status(408), Handling.RETRIED_PER_DAY, "SERVER_ERROR", 408),
                Arguments.of(new Fault.Status(500), Handling.RETRIED_PER_DAY, "SERVER_ERROR", 500),
                Arguments.of(new Fault.Status(502, Map.of(), "<html>Bad gateway</html>"), Handling.RETRIED_PER_DAY,
                        "SERVER_ERROR", 502),
                Arguments.of(new Fault.Status(503, Map.of("Retry-After", "7"), ""), Handling.RETRIED_PER_DAY, "SERVER_ERROR",
                        503),
                Arguments.of(new Fault.TakenBut(500), Handling.RETRIED_PER_DAY, "SERVER_ERROR", 500),
                Arguments.of(new Fault.Status(429), Handling.RETRIED_TO_THE_END, "RATE_LIMITED", 429),
                Arguments.of(new Fault.Status(429, Map.of("Retry-After", "3"), ""), Handling.RETRIED_TO_THE_END, "RATE_LIMITED",
                        429),
                Arguments.of(new Fault.Status(429, Map.of("X-RateLimit-Reset", "1795341960"), "{}"),
                        Handling.RETRIED_TO_THE_END, "RATE_LIMITED", 429),
                Arguments.of(new Fault.Status(200), Handling.FAILS_THE_DAY, "SERVER_ERROR", 200),
                Arguments.of(new Fault.TakenBut(202), Handling.FAILS_THE_DAY, "SERVER_ERROR", 202),
                Arguments.of(new Fault.TakenBut(204), Handling.FAILS_THE_DAY, "SERVER_ERROR", 204),
                Arguments.of(new Fault.Status(302, Map.of("Location", "/elsewhere"), ""), Handling.FAILS_THE_DAY,
                        "SERVER_ERROR", 302),
                Arguments.of(new Fault.NeverAnswer(), Handling.RETRIED_THEN_STOPS, "UNREACHABLE", 0),
                Arguments.of(new Fault.CloseBeforeHead(), Handling.RETRIED_THEN_STOPS, "UNREACHABLE", 0),
                Arguments.of(new Fault.CloseMidHead(), Handling.RETRIED_THEN_STOPS, "UNREACHABLE", 0),
                Arguments.of(new Fault.Garbage(), Handling.RETRIED_THEN_STOPS, "UNREACHABLE", 0),
                Arguments.of(new Fault.CloseMidBody(500), Handling.RETRIED_PER_DAY, "SERVER_ERROR", 500),
                Arguments.of(new Fault.HugeBody(500, 100_000_000), Handling.RETRIED_PER_DAY, "SERVER_ERROR", 500),
                Arguments.of(new Fault.EndlessBody(500), Handling.RETRIED_PER_DAY, "SERVER_ERROR", 500),
                Arguments.of(new Fault.StallingBody(400, "{"), Handling.FAILS_THE_DAY, "INVALID_REQUEST", 400),
                Arguments.of(new Fault.StallingBody(401, "{"), Handling.FAILS_THE_INSTALLATION, "UNAUTHORIZED", 401),
                Arguments.of(new Fault.StallingBody(410, "{"), Handling.FAILS_THE_DAY, "SERVER_ERROR", 410),
                Arguments.of(new Fault.StallingBody(500, "{"), Handling.RETRIED_PER_DAY, "SERVER_ERROR", 500),
                Arguments.of(new Fault.StallingBody(201, "{"), Handling.ACCEPTED, "", 201),
                Arguments.of(new Fault.InterimFirst(100), Handling.ACCEPTED, "", 201),
                Arguments.of(new Fault.InterimFirst(102), Handling.ACCEPTED, "", 201),
                Arguments.of(new Fault.InterimFirst(103), Handling.ACCEPTED, "", 201),
                Arguments.of(new Fault.CloseMidBody(201), Handling.ACCEPTED, "", 201),
                Arguments.of(new Fault.HugeBody(201, 100_000_000), Handling.ACCEPTED, "", 201),
                Arguments.of(new Fault.EndlessBody(201), Handling.ACCEPTED, "", 201));
    }

    @BeforeEach
    void twoInstallations() {
        installation("icfg_hit");
        installation("icfg_other");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void atTheFirstRequest(Fault fault, Handling handling, String kind, int status) {
        vercel.next("icfg_hit", fault);

        var answer = invoke("{}");

        switch (handling) {
            case ACCEPTED -> expect(2, List.of("2026-11-21", "2026-11-22"), "");
            case RETRIED_PER_DAY, RETRIED_THEN_STOPS, RETRIED_TO_THE_END -> expect(3, List.of("2026-11-21", "2026-11-22"), "");
            case FAILS_THE_DAY -> expect(2, List.of("2026-11-22"), kind);
            case FAILS_THE_INSTALLATION -> expect(1, List.of(), kind);
        }
        var isRetried = handling.name().startsWith("RETRIED");
        if (isRetried) {
            assertThat(vercel.requests("icfg_hit").get(1).bytes()).isEqualTo(vercel.requests("icfg_hit").get(0).bytes());
        }
        expectFailures(answer, isRetried || handling == Handling.ACCEPTED ? 0 : 1, kind, status);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void atALaterRequest(Fault fault, Handling handling, String kind, int status) {
        // nothing is scripted for the first one
        invoke("{\"installationIds\":[\"icfg_hit\"]}");
        vercel.next("icfg_hit", fault);
        TestTime.CLOCK.advance(Duration.ofHours(1));
        var before = vercel.requests("icfg_hit").size();

        var answer = invoke("{}");

        var sent = vercel.requests("icfg_hit").size() - before;
        switch (handling) {
            case ACCEPTED -> assertThat(sent).isEqualTo(1);
            case RETRIED_PER_DAY, RETRIED_THEN_STOPS, RETRIED_TO_THE_END -> assertThat(sent).isEqualTo(2);
            case FAILS_THE_DAY, FAILS_THE_INSTALLATION -> assertThat(sent).isEqualTo(1);
        }
        var fails = handling == Handling.FAILS_THE_DAY || handling == Handling.FAILS_THE_INSTALLATION;
        expectFailures(answer, fails ? 1 : 0, kind, status);
        var checkpoint = tables.checkpoint("icfg_hit").orElseThrow();
        assertThat(checkpoint.get("lastSuccessfulTimestamp").asText())
                .isEqualTo(fails ? "2026-11-22T10:05:00.000Z" : "2026-11-22T11:05:00.000Z");
        assertThat(checkpoint.get("consecutiveFailures").asInt()).isEqualTo(fails ? 1 : 0);
        assertThat(vercel.acceptedRequests("icfg_other")).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void atEachRequest(Fault fault, Handling handling, String kind, int status) {
        vercel.always("icfg_hit", fault);
        if (handling == Handling.RETRIED_TO_THE_END) {
            // it waits until the end, and on this clock that is at once: too soon for others that are under way
            invoke("{\"installationIds\":[\"icfg_other\"]}");
        }

        var answer = invoke(handling == Handling.RETRIED_TO_THE_END ? "{\"installationIds\":[\"icfg_hit\"]}" : "{}");

        switch (handling) {
            case ACCEPTED -> expect(2, List.of("2026-11-21", "2026-11-22"), "");
            case RETRIED_PER_DAY -> expect(2 * MAX_ATTEMPTS, List.of(), kind);
            case RETRIED_THEN_STOPS -> expect(MAX_ATTEMPTS, List.of(), kind);
            case RETRIED_TO_THE_END -> {
                assertThat(vercel.requests("icfg_hit")).hasSizeBetween(MAX_ATTEMPTS * 4, 300);
                expect(vercel.requests("icfg_hit").size(), List.of(), kind);
            }
            case FAILS_THE_DAY -> expect(2, List.of(), kind);
            case FAILS_THE_INSTALLATION -> expect(1, List.of(), kind);
        }
        var perDay = handling == Handling.RETRIED_PER_DAY || handling == Handling.FAILS_THE_DAY;
        expectFailures(answer, handling == Handling.ACCEPTED ? 0 : perDay ? 2 : 1, kind, status);
    }

    private void expect(int requests, List<String> acceptedDays, String kind) {
        assertThat(vercel.requests("icfg_hit")).as("requests").hasSize(requests);
        assertThat(vercel.requests("icfg_hit")).extracting(ReceivedRequest::installationId).containsOnly("icfg_hit");
        var checkpoint = tables.checkpoint("icfg_hit").orElseThrow();
        var days = new ArrayList<String>();
        checkpoint.get("days").fieldNames().forEachRemaining(days::add);
        assertThat(days).as("days in the checkpoint").containsExactlyInAnyOrderElementsOf(acceptedDays);
        assertThat(checkpoint.at("/lastFailure/kind").asText()).isEqualTo(kind);
        assertThat(checkpoint.has("lastSuccessfulTimestamp")).isEqualTo(!acceptedDays.isEmpty());
        assertThat(checkpoint.has("goneAt")).isEqualTo(kind.equals("GONE"));
        assertThat(vercel.acceptedRequests("icfg_other")).as("the other installation").hasSize(2);
        assertThat(vercel.requests()).as("nothing else was asked, a redirect's target least of all")
                .extracting(ReceivedRequest::installationId).containsOnly("icfg_hit", "icfg_other");
    }

    private static void expectFailures(JsonNode answer, int count, String kind, int status) {
        assertThat(answer.get("failures")).hasSize(count);
        assertThat(answer.at("/installations/failed").asInt()).isEqualTo(count == 0 ? 0 : 1);
        for (var failure : answer.get("failures")) {
            assertThat(failure.get("kind").asText()).isEqualTo(kind);
            assertThat(failure.get("httpStatus").asInt()).isEqualTo(status);
            assertThat(failure.get("message").asText()).isNotBlank();
        }
    }

    @Test
    void a429HoldsForTheInstallationThatWasToldSoAndForNoOther() {
        vercel.always("icfg_hit", new Fault.Status(429, Map.of("Retry-After", "3600"), ""));
        for (var number = 0; number < 298; number++) {
            installation("icfg_more_" + number);
        }

        var answer = invoke("{}");

        assertThat(answer.at("/installations/submitted").asInt()).isEqualTo(299);
        assertThat(answer.get("resumeAfter").isNull()).isTrue();
        assertThat(answer.at("/failures/0/kind").asText()).isEqualTo("RATE_LIMITED");
        assertThat(vercel.requests("icfg_hit")).as("it is asked again by the next run").hasSize(1);
        assertThat(vercel.requestCount()).isEqualTo(2 * 299 + 1);
        assertThat(TestTime.CLOCK.instant()).as("nobody waited").isEqualTo(NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "1" })
    void anEndpointThatTakesTenASecondTakesAllInOneRun(String retryAfter) {
        for (var number = 0; number < 98; number++) {
            installation("icfg_more_" + number);
        }
        var taken = new HashMap<Long, AtomicInteger>();
        var headers = retryAfter.isEmpty() ? Map.<String, String> of() : Map.of("Retry-After", retryAfter);
        vercel.allBy(at -> taken.computeIfAbsent(at.getEpochSecond(), second -> new AtomicInteger()).incrementAndGet() <= 10
                ? Optional.empty()
                : Optional.of(new Fault.Status(429, headers, "")));

        var answer = invoke("{}");

        assertThat(answer.get("failures")).isEmpty();
        assertThat(answer.get("submissions").asInt()).isEqualTo(200);
        assertThat(vercel.requestCount()).isLessThanOrEqualTo(300);
    }

    @Test
    void anEndpointThatTellsEverybodyToComeBackIsLeftAloneUntilThen() {
        for (var number = 0; number < 98; number++) {
            installation("icfg_more_" + number);
        }
        var then = NOW.plusSeconds(20);
        vercel.allBy(at -> at.isBefore(then) ? Optional.of(new Fault.Status(429, Map.of("Retry-After", "20"), ""))
                : Optional.empty());

        var answer = invoke("{}");

        assertThat(answer.get("failures")).isEmpty();
        assertThat(answer.get("submissions").asInt()).isEqualTo(200);
        assertThat(vercel.requests().stream().filter(request -> request.at().isBefore(then))).hasSizeLessThanOrEqualTo(33);
    }

    @Test
    void aPauseBeyondTheDeadlineEndsTheRunAndTheAnswerSaysWhereToGoOn() {
        for (var number = 0; number < 200; number++) {
            installation("icfg_more_" + number);
        }
        vercel.all(new Fault.Status(429, Map.of("Retry-After", "3600"), ""));

        var answer = invoke("{}");

        assertThat(answer.get("resumeAfter").isTextual()).isTrue();
        assertThat(answer.at("/failures/0/kind").asText()).isIn("RATE_LIMITED", "OUT_OF_TIME");
        assertThat(vercel.requestCount()).isLessThanOrEqualTo(32);
        assertThat(TestTime.CLOCK.instant()).as("no time is spent waiting in vain").isEqualTo(NOW);
    }
}
