package dev.billingreporter.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunEventTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"dryRun\":false}", "{\"installationIds\":[\"icfg_1\"]}", "{\"from\":\"2026-11-21\"}",
            "{\"segment\":0,\"totalSegments\":2}", "{\"resumeAfter\":\"icfg_1\"}" })
    void everyRunThatIsNoDryRunMaySend(String event) throws JsonProcessingException {
        assertThat(EventReader.read(new JsonMapper().readTree(event), TODAY).sendsOrWrites()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"status\":true}", "{\"dryRun\":true}", "{\"segment\":0,\"totalSegments\":2,\"dryRun\":true}" })
    void aStatusAndADryRunSendNothing(String event) throws JsonProcessingException {
        assertThat(EventReader.read(new JsonMapper().readTree(event), TODAY).sendsOrWrites()).isFalse();
    }
}
