package dev.billingreporter.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.standin.ReceivedRequest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A day stays in the period that the partner had defined for it, however the cycle is changed. */
@QuarkusTest
class ChangedCycleTest extends EventPath {

    @Test
    void anExplicitPeriodThatIsRewrittenAtItsEnd() {
        installation("icfg_1", explicit("2026-11-11T00:00:00Z", "2026-11-25T00:00:00Z"));
        tables.counter("icfg_1", "2026-11-12#requests#", "3100");
        TestTime.CLOCK.set("2026-11-24T23:05:00Z");
        invoke("{}");
        tables.counter("icfg_1", "2026-11-24#requests#", "100");
        installation("icfg_1", explicit("2026-11-25T00:00:00Z", "2026-12-25T00:00:00Z"));
        TestTime.CLOCK.set("2026-11-25T00:05:00Z");
        invoke("{}");

        assertThat(last(2)).containsExactly("2026-11-24 in 2026-11-11 to 2026-11-25, 3200",
                "2026-11-25 in 2026-11-25 to 2026-12-25, 0");
    }

    @Test
    void anExplicitPeriodThatWasRewrittenBeforeAnythingWasAcceptedIsNotMadeUp() {
        installation("icfg_1", explicit("2026-11-25T00:00:00Z", "2026-12-25T00:00:00Z"));
        tables.counter("icfg_1", "2026-11-24#requests#", "100");
        TestTime.CLOCK.set("2026-11-25T00:05:00Z");
        var answer = invoke("{}");

        assertThat(answer.get("failures")).isEmpty();
        assertThat(last(1)).containsExactly("2026-11-25 in 2026-11-25 to 2026-12-25, 0");
        assertThat(vercel.requests()).hasSize(1);
        TestTime.CLOCK.set("2026-11-26T00:05:00Z");
        assertThat(invoke("{}").get("missedDays").asInt()).as("the 24th").isEqualTo(1);
        var named = invoke("{\"installationIds\":[\"icfg_1\"],\"from\":\"2026-11-24\",\"to\":\"2026-11-24\"}");
        assertThat(named.at("/failures/0/kind").asText()).isEqualTo("TOO_OLD");
    }

    @Test
    void anAnchorThatIsMovedOnItsOwnDay() {
        installation("icfg_1", "billingAnchorDay: 1, subscriptions: [{billingPlanId: 'pro'}]");
        tables.counter("icfg_1", "2026-11-02#requests#", "50");
        TestTime.CLOCK.set("2026-11-14T23:05:00Z");
        invoke("{}");
        tables.counter("icfg_1", "2026-11-14#requests#", "5");
        installation("icfg_1", "billingAnchorDay: 15, subscriptions: [{billingPlanId: 'pro'}]");
        for (var now : List.of("2026-11-15T00:05:00Z", "2026-11-15T01:05:00Z")) {
            TestTime.CLOCK.set(now);
            invoke("{}");
        }

        assertThat(last(3)).containsExactly("2026-11-14 in 2026-11-01 to 2026-12-01, 55",
                "2026-11-15 in 2026-11-15 to 2026-12-15, 0", "2026-11-15 in 2026-11-15 to 2026-12-15, 0");
    }

    @Test
    void anExplicitPeriodThatIsWrittenInAdvanceLetsTheAcceptedOneGoOn() {
        installation("icfg_1", explicit("2026-11-11T00:00:00Z", "2026-11-25T00:00:00Z"));
        TestTime.CLOCK.set("2026-11-24T10:05:00Z");
        invoke("{}");
        installation("icfg_1", explicit("2026-11-25T00:00:00Z", "2026-12-25T00:00:00Z"));
        TestTime.CLOCK.set("2026-11-24T11:05:00Z");
        invoke("{}");

        assertThat(last(1)).containsExactly("2026-11-24 in 2026-11-11 to 2026-11-25, 0");
    }

    @Test
    void aPeriodThatLiesInTheFutureIsAFailureThatIsRecorded() {
        installation("icfg_1", explicit("2026-12-25T00:00:00Z", "2027-01-25T00:00:00Z"));

        var answer = invoke("{}");

        assertThat(answer.at("/failures/0/kind").asText()).isEqualTo("INVALID_DATA");
        assertThat(answer.at("/failures/0/message").asText()).startsWith("periodStart: ");
        assertThat(vercel.requests()).isEmpty();
        assertThat(tables.checkpoint("icfg_1").orElseThrow().at("/lastFailure/kind").asText()).isEqualTo("INVALID_DATA");
    }

    private static String explicit(String start, String end) {
        return "periodStart: '%s', periodEnd: '%s', subscriptions: [{billingPlanId: 'pro'}]".formatted(start, end);
    }

    private List<String> last(int count) {
        var accepted = vercel.acceptedRequests("icfg_1");
        return accepted.subList(accepted.size() - count, accepted.size()).stream().map(ChangedCycleTest::text).toList();
    }

    private static String text(ReceivedRequest request) {
        return "%s in %s to %s, %s".formatted(request.endOfDay().toString().substring(0, 10),
                request.body().at("/period/start").asText().substring(0, 10),
                request.body().at("/period/end").asText().substring(0, 10), request.body().at("/usage/0/periodValue"));
    }
}
