package dev.billingreporter.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.billingreporter.installation.Segment;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunEventTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"dryRun\":false}", "{\"installationIds\":[\"icfg_1\"]}", "{\"from\":\"2026-11-21\"}",
            "{\"segment\":0,\"totalSegments\":2}", "{\"resumeAfter\":\"icfg_1\"}" })
    void everyRunThatIsNoDryRunMaySend(String event) throws JsonProcessingException {
        assertThat(EventReader.read(new JsonMapper().readTree(event), TODAY).sendsOrWrites()).isTrue();
    }

    @Test
    void anInvoiceEventIsAPersonsAndNoShareOfTheWork() {
        var event = new RunEvent.Invoice(List.of("icfg_1"), TODAY, new RunEvent.InvoiceAction.Rebuild());

        assertThat(event.trigger()).isEqualTo(RunEvent.Trigger.ADHOC);
        assertThat(event.segment()).isEqualTo(Segment.WHOLE);
        assertThat(event.resumeAfter()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = { "{} | true | false", "{\"dryRun\":false} | false | false",
            "{\"dryRun\":true} | false | true", "{\"installationIds\":[\"icfg_1\"]} | false | true",
            "{\"from\":\"2026-11-21\"} | false | false", "{\"segment\":0,\"totalSegments\":2} | false | false",
            "{\"invoice\":{\"period\":\"2026-11-01\",\"dryRun\":true}} | false | true" })
    void onlyWhoNamesInstallationsOrSendsNothingIsToldOfEachAndOnlyTheSchedulesRunIsTheSchedules(String event,
            boolean isScheduled, boolean wantsDetails) throws JsonProcessingException {
        var work = (RunEvent.Work) EventReader.read(new JsonMapper().readTree(event), TODAY);

        assertThat(work.isScheduled()).isEqualTo(isScheduled);
        assertThat(work.wantsDetails()).isEqualTo(wantsDetails);
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"status\":true}", "{\"dryRun\":true}", "{\"segment\":0,\"totalSegments\":2,\"dryRun\":true}" })
    void aStatusAndADryRunSendNothing(String event) throws JsonProcessingException {
        assertThat(EventReader.read(new JsonMapper().readTree(event), TODAY).sendsOrWrites()).isFalse();
    }
}
