package dev.billingreporter.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.billingreporter.standin.Fault;
import dev.billingreporter.standin.ReceivedRequest;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
                Arguments.of(new Fault.Status(404), Handling.FAILS_THE_INSTALLATION, "GONE", 404),
                Arguments.of(new Fault.Status(410), Handling.FAILS_THE_INSTALLATION, "GONE", 410),
                Arguments.of(new Fault.Status(408), Handling.RETRIED_PER_DAY, "SERVER_ERROR", 408),
                Arguments.of(new Fault.Status(500), Handling.RETRIED_PER_DAY, "SERVER_ERROR", 500),
                Arguments.of(new Fault.Status(502, Map.of(), "<html>Bad gateway</html>"), Handling.RETRIED_PER_DAY,
                        "SERVER_ERROR", 502),
                Arguments.of(new Fault.Status(503, Map.of("Retry-After", "7"), ""), Handling.RETRIED_PER_DAY, "SERVER_ERROR",
                        503),
                Arguments.of(new Fault.TakenBut(500), Handling.RETRIED_PER_DAY, "SERVER_ERROR", 500),
                Arguments.of(new Fault.Status(429), Handling.RETRIED_THEN_STOPS, "RATE_LIMITED", 429),
                Arguments.of(new Fault.Status(429, Map.of("Retry-After", "3"), ""), Handling.RETRIED_THEN_STOPS, "RATE_LIMITED",
                        429),
                Arguments.of(new Fault.Status(429, Map.of("X-RateLimit-Reset", "1795341960"), "{}"),
                        Handling.RETRIED_THEN_STOPS, "RATE_LIMITED", 429),
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
            case RETRIED_PER_DAY, RETRIED_THEN_STOPS -> expect(3, List.of("2026-11-21", "2026-11-22"), "");
            case FAILS_THE_DAY -> expect(2, List.of("2026-11-22"), kind);
            case FAILS_THE_INSTALLATION -> expect(1, List.of(), kind);
        }
        var isRetried = handling == Handling.RETRIED_PER_DAY || handling == Handling.RETRIED_THEN_STOPS;
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
            case RETRIED_PER_DAY, RETRIED_THEN_STOPS -> assertThat(sent).isEqualTo(2);
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

        var answer = invoke("{}");

        switch (handling) {
            case ACCEPTED -> expect(2, List.of("2026-11-21", "2026-11-22"), "");
            case RETRIED_PER_DAY -> expect(2 * MAX_ATTEMPTS, List.of(), kind);
            case RETRIED_THEN_STOPS -> expect(MAX_ATTEMPTS, List.of(), kind);
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
        assertThat(answer.at("/installations/submitted").asInt()).isEqualTo(count == 0 ? 2 : 1);
        for (var failure : answer.get("failures")) {
            assertThat(failure.get("kind").asText()).isEqualTo(kind);
            assertThat(failure.get("httpStatus").asInt()).isEqualTo(status);
            assertThat(failure.get("message").asText()).isNotBlank();
        }
    }

    @Test
    void a429PausesTheWholeRunUntilTheServersInstant() {
        vercel.next("icfg_hit", new Fault.Status(429, Map.of("Retry-After", "60"), ""));
        for (var number = 0; number < 40; number++) {
            installation("icfg_more_" + number);
        }

        invoke("{}");

        var requests = vercel.requests();
        var first = requests.get(0).at();
        var hit = requests.stream().filter(request -> request.status() == 429).findFirst().orElseThrow();
        var after = requests.subList(requests.indexOf(hit) + 1, requests.size());
        // what was already under way when the answer came ends; all else waits
        assertThat(after.stream().filter(request -> request.at().equals(first)).count()).isLessThanOrEqualTo(32);
        assertThat(after.get(after.size() - 1).at()).isEqualTo(first.plusSeconds(60));
        assertThat(vercel.acceptedCount()).isEqualTo(2 * 42);
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
