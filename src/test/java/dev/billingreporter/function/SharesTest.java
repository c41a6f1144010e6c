package dev.billingreporter.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.billingreporter.deployment.FanOut;
import dev.billingreporter.standin.Fault;
import dev.billingreporter.standin.ReceivedRequest;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shares of the work, and runs that end before their work does. */
@QuarkusTest
class SharesTest extends EventPath {

    private static final int INSTALLATIONS = 230;

    @BeforeEach
    void manyInstallations() {
        for (var number = 0; number < INSTALLATIONS; number++) {
            installation("icfg_" + number, "subscriptions: [{billingPlanId: 'pro', from: '2026-11-22T00:00:00Z'}]");
        }
    }

    @Test
    void theSegmentsTogetherCoverEachInstallationOnce() {
        var total = 0;
        for (var segment = 0; segment < 4; segment++) {
            var answer = invoke("{\"segment\":%d,\"totalSegments\":4}".formatted(segment));
            assertThat(answer.get("trigger").asText()).isEqualTo("segment");
            assertThat(answer.get("resumeAfter").isNull()).isTrue();
            total += answer.at("/installations/submitted").asInt();
        }
        assertThat(total).isEqualTo(INSTALLATIONS);
        everyInstallationWasSubmittedOnce();
    }

    @Test
    void goingOnAfterTheTimeRanOutCoversEachInstallationExactlyOnce() {
        // each answer takes a second of the clock, and an invocation has a few seconds beyond its margin
        TestTime.remaining = Duration.ofSeconds(20 + 5);
        var calls = 0;
        Optional<String> resumeAfter = Optional.empty();
        do {
            for (var number = 0; number < INSTALLATIONS; number++) {
                vercel.beforeNext("icfg_" + number, () -> TestTime.CLOCK.advance(Duration.ofMillis(200)));
            }
            var answer = invoke(
                    resumeAfter.map("{\"segment\":0,\"totalSegments\":1,\"resumeAfter\":\"%s\"}"::formatted).orElse("{}"));
            assertThat(answer.get("failures")).isEmpty();
            resumeAfter = Optional.ofNullable(answer.get("resumeAfter").textValue());
            calls++;
        } while (resumeAfter.isPresent());

        assertThat(calls).isGreaterThan(3);
        everyInstallationWasSubmittedOnce();
    }

    @Test
    void theStateMachineOverSeveralSegmentsCoversEachInstallationExactlyOnceThoughEachInvocationIsShort() {
        TestTime.remaining = Duration.ofSeconds(20 + 2);
        var calls = new AtomicInteger();

        FanOut.run(4, payload -> {
            calls.incrementAndGet();
            for (var number = 0; number < INSTALLATIONS; number++) {
                vercel.beforeNext("icfg_" + number, () -> TestTime.CLOCK.advance(Duration.ofMillis(200)));
            }
            return invoke(payload.toString());
        });

        // ten answers use the time up, and 32 are under way then: less than the largest of four shares has, so it has to go on
        assertThat(calls.get()).isGreaterThan(4);
        everyInstallationWasSubmittedOnce();
    }

    @Test
    void aRunThatCannotStartAnythingFails() {
        TestTime.remaining = Duration.ofSeconds(20);

        assertThat(refusal("{}"))
                .startsWith("no installation was started: the invocation has no more time left than DEADLINE_MARGIN");
        assertThat(vercel.requests()).isEmpty();
    }

    @Test
    void namedInstallationsThatCouldNotBeStartedAreFailures() {
        TestTime.remaining = Duration.ofSeconds(21);
        vercel.next("icfg_1", new Fault.Status(429, Map.of("Retry-After", "100"), ""));
        vercel.beforeNext("icfg_2", () -> TestTime.CLOCK.advance(Duration.ofSeconds(2)));
        var event = new StringBuilder("{\"installationIds\":[\"icfg_1\"");
        for (var number = 2; number < 100; number++) {
            event.append(",\"icfg_").append(number).append('"');
        }

        var answer = invoke(event.append("]}").toString());

        assertThat(answer.get("resumeAfter").isNull()).isTrue();
        assertThat(answer.at("/installations/total").asInt()).isEqualTo(99);
        assertThat(answer.at("/installations/submitted").asInt() + answer.at("/installations/failed").asInt()).isEqualTo(99);
        assertThat(kinds(answer)).contains("RATE_LIMITED", "OUT_OF_TIME");
    }

    @Test
    void atMostAHundredFailuresAreListedAndTheRestCounted() {
        vercel.all(new Fault.Status(401));

        var answer = invoke("{}");

        assertThat(answer.get("failures")).hasSize(100);
        assertThat(answer.get("failuresOmitted").asInt()).isEqualTo(INSTALLATIONS - 100);
        assertThat(answer.at("/installations/failed").asInt()).isEqualTo(INSTALLATIONS);
    }

    private void everyInstallationWasSubmittedOnce() {
        assertThat(vercel.requests()).extracting(ReceivedRequest::installationId).hasSize(INSTALLATIONS)
                .doesNotHaveDuplicates();
    }

    private static Set<String> kinds(JsonNode answer) {
        var kinds = new TreeSet<String>();
        answer.get("failures").forEach(failure -> kinds.add(failure.get("kind").asText()));
        return kinds;
    }
}
