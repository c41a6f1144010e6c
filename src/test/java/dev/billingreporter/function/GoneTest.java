package dev.billingreporter.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.standin.Fault;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Installations that Vercel says are gone. */
@QuarkusTest
class GoneTest extends EventPath {

    private static final String SINCE_TODAY = "subscriptions: [{billingPlanId: 'pro', from: '2026-11-22'}]";
    private static final String UNINSTALLED = "status: 'UNINSTALLED', uninstalledAt: '2026-11-22T12:00:00Z', " + SINCE_TODAY;

    @ParameterizedTest
    @ValueSource(ints = { 404, 410 })
    void itIsLeftAloneFor24HoursAndThenTriedAgain(int status) {
        installation("icfg_1", SINCE_TODAY);
        vercel.always("icfg_1", new Fault.Status(status));
        assertThat(invoke("{}").at("/failures/0/kind").asText()).isEqualTo("GONE");

        TestTime.CLOCK.set(NOW.plus(Duration.ofHours(24)).minusMillis(1));
        assertThat(invoke("{}").at("/installations/skipped").asInt()).isEqualTo(1);
        assertThat(vercel.requests()).hasSize(1);

        TestTime.CLOCK.set(NOW.plus(Duration.ofHours(24)));
        assertThat(invoke("{}").at("/failures/0/kind").asText()).as("still gone").isEqualTo("GONE");
        assertThat(tables.checkpoint("icfg_1").orElseThrow().get("goneAt").asText()).isEqualTo("2026-11-23T10:05:00.000Z");

        vercel.behave();
        TestTime.CLOCK.set(NOW.plus(Duration.ofDays(2)));
        assertThat(invoke("{}").at("/installations/submitted").asInt()).isEqualTo(1);
        assertThat(tables.checkpoint("icfg_1").orElseThrow().has("goneAt")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = { 401, 404 })
    void anUninstallThatIsAnnouncedForLaterHasNotHappenedYet(int status) {
        installation("icfg_1",
                "status: 'UNINSTALLED', uninstalledAt: '2026-12-20T00:00:00Z', subscriptions: [{billingPlanId: 'pro'}]");
        vercel.next("icfg_1", new Fault.Status(status, Map.of(), "{\"error\":{\"code\":\"x\",\"message\":\"x\"}}"));
        assertThat(invoke("{}").at("/failures/0/kind").asText()).isEqualTo(status == 401 ? "UNAUTHORIZED" : "GONE");
        var before = vercel.acceptedRequests("icfg_1").size();

        TestTime.CLOCK.set("2026-11-24T12:05:00Z");
        invoke("{}");

        assertThat(vercel.acceptedRequests("icfg_1")).hasSizeGreaterThan(before);
    }

    @Test
    void aBackfillThatNamesItTriesAtOnceAndOneOfAllDoesNot() {
        installation("icfg_1", SINCE_TODAY);
        vercel.always("icfg_1", new Fault.Status(404));
        invoke("{}");

        assertThat(invoke("{\"from\":\"2026-11-22\"}").at("/installations/skipped").asInt()).isEqualTo(1);
        TestTime.CLOCK.advance(Duration.ofHours(1));
        assertThat(invoke("{\"installationIds\":[\"icfg_1\"]}").at("/failures/0/kind").asText()).isEqualTo("GONE");

        assertThat(vercel.requests()).hasSize(2);
        assertThat(tables.checkpoint("icfg_1").orElseThrow().get("goneAt").asText()).isEqualTo("2026-11-22T11:05:00.000Z");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "<html>404: NOT_FOUND</html>", "{\"error\":\"gone\"}", "{}", "null" })
    void anAnswerOfSomethingInBetweenMeansNothing(String body) {
        installation("icfg_1", SINCE_TODAY);
        vercel.next("icfg_1", new Fault.Status(404, Map.of(), body));

        assertThat(invoke("{}").at("/failures/0/kind").asText()).isEqualTo("SERVER_ERROR");
        assertThat(tables.checkpoint("icfg_1").orElseThrow().has("goneAt")).isFalse();
        assertThat(invoke("{}").at("/installations/submitted").asInt()).as("it is tried again by the next run").isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({ "401, json", "403, json", "404, json", "410, json", "404, html", "401, html" })
    void ofAnUninstalledOneItIsTheNormalEnd(int status, String form) {
        installation("icfg_1", SINCE_TODAY);
        invoke("{}");
        installation("icfg_1", UNINSTALLED);
        vercel.always("icfg_1",
                form.equals("json") ? new Fault.Status(status) : new Fault.Status(status, Map.of(), "<html>no</html>"));
        TestTime.CLOCK.set("2026-11-22T12:05:00Z");

        var answer = invoke("{}");

        assertThat(answer.get("failures")).isEmpty();
        assertThat(answer.get("installations")).isEqualTo(json("{\"total\":1,\"submitted\":0,\"skipped\":1,\"failed\":0}"));
        var checkpoint = tables.checkpoint("icfg_1").orElseThrow();
        assertThat(checkpoint.get("goneAt").asText()).isEqualTo("2026-11-22T12:05:00.000Z");
        assertThat(checkpoint.has("lastFailure")).isFalse();
        assertThat(checkpoint.get("consecutiveFailures").asInt()).isZero();
        assertThat(invoke("{\"status\":true}").get("installations"))
                .isEqualTo(json("{\"total\":1,\"upToDate\":0,\"behind\":0,\"skipped\":1}"));
        TestTime.CLOCK.advance(Duration.ofHours(1));
        invoke("{}");
        assertThat(vercel.requests()).as("nothing more is sent").hasSize(2);
    }

    @Test
    void aServersErrorIsAFailureOfAnUninstalledOneToo() {
        installation("icfg_1", UNINSTALLED);
        vercel.always("icfg_1", new Fault.Status(400));

        assertThat(invoke("{}").at("/failures/0/kind").asText()).isEqualTo("INVALID_REQUEST");
        assertThat(tables.checkpoint("icfg_1").orElseThrow().has("goneAt")).isFalse();
    }

    @Test
    void usageThatVercelDoesNotTakeAnyMoreFromAnUninstalledOneIsMissedOnce() {
        installation("icfg_1", SINCE_TODAY);
        invoke("{}");
        tables.count("icfg_1", "2026-11-22#requests#", "5");
        installation("icfg_1", UNINSTALLED);
        vercel.always("icfg_1", new Fault.Status(401));
        TestTime.CLOCK.set("2026-11-22T12:05:00Z");
        assertThat(invoke("{}").get("missedDays").asInt()).isZero();

        TestTime.CLOCK.set("2026-11-24T00:05:00Z");
        var closed = invoke("{}");

        assertThat(closed.get("missedDays").asInt()).isEqualTo(1);
        assertThat(closed.at("/installations/skipped").asInt()).isEqualTo(1);
        TestTime.CLOCK.set("2026-11-25T00:05:00Z");
        assertThat(invoke("{}").get("missedDays").asInt()).isZero();
    }

    @Test
    void oneThatHadSentItsLastFiguresMissesNothing() {
        installation("icfg_1", UNINSTALLED);
        TestTime.CLOCK.set("2026-11-22T12:05:00Z");
        invoke("{}");
        vercel.always("icfg_1", new Fault.Status(401));
        TestTime.CLOCK.set("2026-11-22T13:05:00Z");
        invoke("{}");

        TestTime.CLOCK.set("2026-11-24T00:05:00Z");
        assertThat(invoke("{}").get("missedDays").asInt()).isZero();
    }

    @Test
    void statusListsThoseThatTheTableStillCallsActiveTheLongestFirst() {
        for (var number = 0; number < 103; number++) {
            installation("icfg_%03d".formatted(number), SINCE_TODAY);
        }
        invoke("{\"installationIds\":[\"icfg_007\"]}");
        TestTime.CLOCK.advance(Duration.ofHours(2));
        vercel.all(new Fault.Status(410));
        invoke("{}");

        var status = invoke("{\"status\":true}");

        assertThat(status.get("installations"))
                .isEqualTo(json("{\"total\":103,\"upToDate\":0,\"behind\":0,\"skipped\":103}"));
        assertThat(status.get("gone")).hasSize(100);
        assertThat(status.get("goneOmitted").asInt()).isEqualTo(3);
        assertThat(status.at("/gone/0/installationId").asText()).isEqualTo("icfg_000");
        assertThat(status.at("/gone/0/lastFailure/kind").asText()).isEqualTo("GONE");
        assertThat(status.get("behind")).isEmpty();
        assertThat(status.get("gone")).extracting(gone -> gone.get("installationId").asText())
                .as("accepted two hours ago, so the last").doesNotContain("icfg_007");
    }

    @Test
    void anUninstalledOneIsBehindUntilItsLastOpenDayIsAccepted() {
        installation("icfg_1", UNINSTALLED);
        TestTime.CLOCK.set("2026-11-22T12:05:00Z");
        vercel.always("icfg_1", new Fault.Status(400));
        invoke("{}");

        assertThat(invoke("{\"status\":true}").at("/behind/0/lastFailure/kind").asText()).isEqualTo("INVALID_REQUEST");
        vercel.behave();
        invoke("{}");
        assertThat(invoke("{\"status\":true}").at("/installations/skipped").asInt()).isEqualTo(1);
    }

    @Test
    void anUninstalledOneWhoseLastDayClosedUnsentIsNotBehindForEver() {
        installation("icfg_1", UNINSTALLED);
        TestTime.CLOCK.set("2026-11-23T23:54:00Z");
        assertThat(invoke("{\"status\":true}").at("/installations/behind").asInt()).isEqualTo(1);
        TestTime.CLOCK.set("2026-11-23T23:55:00Z");
        assertThat(invoke("{\"status\":true}").at("/installations/behind").asInt()).isZero();
    }
}
