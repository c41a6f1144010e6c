package dev.billingreporter.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A function that may only read, such as the one behind a dashboard's widget. */
@QuarkusTest
@TestProfile(ReadOnlyTest.ReadOnly.class)
class ReadOnlyTest extends EventPath {

    /** The setting. */
    public static final class ReadOnly implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("READ_ONLY", "true");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", SCHEDULED, "{\"dryRun\":false}", "{\"installationIds\":[\"icfg_1\"]}",
            "{\"from\":\"2026-11-21\"}", "{\"segment\":0,\"totalSegments\":2}", "{\"resumeAfter\":\"icfg_0\"}" })
    void refusesWhatWouldSendByName(String event) {
        installation("icfg_1");

        assertThat(refusal(event)).startsWith("bad event, nothing was sent: ").contains("READ_ONLY");

        assertThat(vercel.requestCount()).isZero();
        assertThat(tables.checkpoint("icfg_1")).isEmpty();
    }

    @Test
    void answersWhatOnlyReads() {
        installation("icfg_1");

        assertThat(invoke("{\"status\":true}").at("/installations/behind").asInt()).isEqualTo(1);
        assertThat(invoke("{\"dryRun\":true}").at("/details/0/outcome").asText()).isEqualTo("WOULD_SUBMIT");
        assertThat(invoke("{\"describe\":true}").asText()).startsWith("## ");
        assertThat(invoke("{\"widgetContext\":{},\"dryRun\":false}").asText()).contains("icfg_1");
        assertThat(invoke("{\"widgetContext\":{},\"installationId\":\"icfg_1\"}").asText()).contains("29.00");
        assertThat(vercel.requestCount()).isZero();
        assertThat(tables.checkpoint("icfg_1")).isEmpty();
    }
}
