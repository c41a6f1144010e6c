package dev.billingreporter.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.billingreporter.local.Tables;
import dev.billingreporter.standin.ReceivedRequest;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scheduled runs that run out of time, hour after hour: all installations are reached however short the time. */
@QuarkusTest
class RunPlaceTest extends EventPath {

    private static final int INSTALLATIONS = 150;

    @BeforeEach
    void manyInstallations() {
        for (var number = 0; number < INSTALLATIONS; number++) {
            installation("icfg_" + number, "subscriptions: [{billingPlanId: 'pro', from: '2026-11-22'}]");
        }
    }

    @Test
    void aRunThatRanOutOfTimeLeavesItsPlaceAndTheNextOneBeginsThere() {
        var reached = new TreeSet<String>();
        var runs = 0;
        while (reached.size() < INSTALLATIONS) {
            var before = vercel.requests().size();

            var answer = shortRun("{}");

            var sent = vercel.requests().subList(before, vercel.requests().size()).stream()
                    .map(ReceivedRequest::installationId).toList();
            if (++runs < 3) {
                assertThat(reached).as("nobody again before all were reached").doesNotContainAnyElementsOf(sent);
            }
            reached.addAll(sent);
            assertThat(place().get("resumeAfter").asText()).isEqualTo(answer.get("resumeAfter").asText());
            assertThat(Instant.parse(place().get("at").asText())).isEqualTo(TestTime.CLOCK.instant());
            assertThat(runs).as("runs that it takes").isLessThan(10);
        }
        assertThat(runs).isGreaterThan(2);
    }

    @Test
    void withTimeEnoughTheNextRunComesRoundAndThereIsNoPlaceAnyMore() {
        shortRun("{}");
        var first = ids(vercel.requests());
        var before = vercel.requests().size();
        TestTime.remaining = Duration.ofMinutes(15);

        var answer = invoke("{}");

        assertThat(answer.get("resumeAfter").isNull()).isTrue();
        assertThat(answer.get("installations"))
                .isEqualTo(json("{\"total\":150,\"submitted\":150,\"skipped\":0,\"failed\":0}"));
        var sent = ids(vercel.requests().subList(before, vercel.requests().size()));
        assertThat(sent).hasSize(INSTALLATIONS).doesNotHaveDuplicates();
        assertThat(first).as("those that were reached come last")
                .doesNotContainAnyElementsOf(sent.subList(0, INSTALLATIONS - first.size()));
        assertThat(place().has("resumeAfter")).isFalse();
        invoke("{}");
        assertThat(vercel.requests()).hasSize(before + 2 * INSTALLATIONS);
    }

    @Test
    void anInstallationThatWasDeletedAfterItBecameThePlaceMakesNobodyComeTwice() {
        shortRun("{}");
        tables.remove(Tables.INSTALLATIONS, "installationId", place().get("resumeAfter").asText());
        var before = vercel.requests().size();
        TestTime.remaining = Duration.ofMinutes(15);

        assertThat(invoke("{}").at("/installations/total").asInt()).isEqualTo(INSTALLATIONS - 1);
        assertThat(ids(vercel.requests().subList(before, vercel.requests().size()))).hasSize(INSTALLATIONS - 1)
                .doesNotHaveDuplicates();
    }

    @Test
    void sharesAndAdHocRunsNeitherReadNorLeaveAPlace() {
        for (var event : List.of("{\"segment\":0,\"totalSegments\":1}", "{\"from\":\"2026-11-22\"}",
                "{\"resumeAfter\":\"icfg_1\"}",
                "{\"dryRun\":true}")) {
            shortRun(event);
            assertThat(tables.checkpoint("#run")).as(event).isEmpty();
        }
        shortRun("{}");
        var left = place();
        TestTime.remaining = Duration.ofMinutes(15);

        for (var event : List.of("{\"segment\":0,\"totalSegments\":1}", "{\"from\":\"2026-11-22\"}", "{\"dryRun\":true}",
                "{\"installationIds\":[\"icfg_1\"]}", "{\"status\":true}")) {
            invoke(event);
            assertThat(place()).as(event).isEqualTo(left);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "resumeAfter: 12, at: '2026-11-22T09:05:00.000Z'", "resumeAfter: {S: 'icfg_1'}",
            "resumeAfter: ' '",
            "resumeAfter: 'icfg_1'", "resumeAfter: 'icfg_1', at: 'never'", "resumeAfter: null", "at: 'never'", "days: {x: 1}",
            "resumeAfter: 'icfg_nobody', at: '2030-01-01T00:00:00Z'" })
    void aPlaceThatCannotBeUsedStopsNothing(String attributes) {
        tables.put(Tables.CHECKPOINTS, "{installationId: '#run', %s}".formatted(attributes));

        aFullRunReachesAll();
    }

    @Test
    void aPlaceThatIsLongerThanAKeyStopsNothing() {
        tables.put(Tables.CHECKPOINTS, "{installationId: '#run', resumeAfter: '%s', at: '2026-11-22T09:05:00.000Z'}"
                .formatted("ü".repeat(1_025)));

        aFullRunReachesAll();
    }

    @Test
    void anInstallationThatIsNamedLikeThePlaceFailsByItself() {
        tables.put(Tables.INSTALLATIONS, "{installationId: '#run', accessToken: 't', subscriptions: [{billingPlanId: 'pro'}]}");

        var answer = invoke("{}");

        assertThat(answer.at("/installations/submitted").asInt()).isEqualTo(INSTALLATIONS);
        assertThat(answer.at("/failures/0/kind").asText()).isEqualTo("INVALID_DATA");
    }

    private void aFullRunReachesAll() {
        assertThat(invoke("{}").get("installations"))
                .isEqualTo(json("{\"total\":150,\"submitted\":150,\"skipped\":0,\"failed\":0}"));
        assertThat(Set.copyOf(ids(vercel.requests()))).hasSize(INSTALLATIONS);
    }

    private static List<String> ids(List<ReceivedRequest> requests) {
        return requests.stream().map(ReceivedRequest::installationId).toList();
    }

    /** Each answer takes a fifth of a second of the clock, and an invocation has a few seconds beyond its margin. */
    private JsonNode shortRun(String event) {
        TestTime.remaining = Duration.ofSeconds(20 + 2);
        for (var number = 0; number < INSTALLATIONS; number++) {
            vercel.beforeNext("icfg_" + number, () -> TestTime.CLOCK.advance(Duration.ofMillis(200)));
        }
        try {
            return invoke(event);
        } finally {
            vercel.forgetActions();
        }
    }

    private JsonNode place() {
        return tables.checkpoint("#run").orElseThrow();
    }
}
