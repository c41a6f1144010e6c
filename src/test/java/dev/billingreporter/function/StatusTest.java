package dev.billingreporter.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.standin.Fault;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StatusTest extends EventPath {

    @Test
    void tellsWhoIsBehindSinceWhenAndWhyTheLongestFirst() {
        installation("icfg_fine");
        installation("icfg_failing");
        installation("icfg_gone");
        installation("icfg_not_yet", "subscriptions: []");
        installation("icfg_bad", "status: 'WRONG'");
        invoke("{}");
        vercel.always("icfg_failing", new Fault.Status(401));
        vercel.always("icfg_gone", new Fault.Status(410));
        TestTime.CLOCK.advance(Duration.ofHours(1));
        invoke("{}");
        TestTime.CLOCK.advance(Duration.ofHours(1));
        invoke("{}");
        installation("icfg_new");
        var requests = vercel.requestCount();

        var status = invoke("{\"status\":true}");

        assertThat(status.get("installations")).isEqualTo(json("{\"total\":6,\"upToDate\":1,\"behind\":3,\"skipped\":2}"));
        assertThat(status.get("behind")).extracting(behind -> behind.get("installationId").asText()).containsExactly("icfg_bad",
                "icfg_new", "icfg_failing");
        assertThat(status.at("/behind/0/lastFailure/kind").asText()).isEqualTo("INVALID_DATA");
        assertThat(status.at("/behind/1/since").isNull()).isTrue();
        assertThat(status.at("/behind/2/since").asText()).isEqualTo("2026-11-22T10:05:00Z");
        assertThat(status.at("/behind/2/consecutiveFailures").asInt()).isEqualTo(2);
        assertThat(status.at("/behind/2/lastFailure/kind").asText()).isEqualTo("UNAUTHORIZED");
        assertThat(status.at("/behind/2/lastFailure/httpStatus").asInt()).isEqualTo(401);
        assertThat(status.at("/behind/2/lastFailure/at").asText()).isEqualTo("2026-11-22T12:05:00Z");
        assertThat(vercel.requestCount()).as("it reads only").isEqualTo(requests);
    }

    @Test
    void isBehindAfterAnHourAndAHalf() {
        installation("icfg_1");
        invoke("{}");
        TestTime.CLOCK.advance(Duration.ofMinutes(90));
        assertThat(invoke("{\"status\":true}").at("/installations/behind").asInt()).isZero();
        TestTime.CLOCK.advance(Duration.ofMillis(1));
        assertThat(invoke("{\"status\":true}").at("/installations/behind").asInt()).isEqualTo(1);
    }

    @Test
    void listsAHundredAndCountsTheRest() {
        for (var number = 0; number < 130; number++) {
            installation("icfg_%03d".formatted(number));
        }

        var status = invoke("{\"status\":true}");

        assertThat(status.get("behind")).hasSize(100);
        assertThat(status.at("/behind/0/installationId").asText()).isEqualTo("icfg_000");
        assertThat(status.get("behindOmitted").asInt()).isEqualTo(30);
    }
}
