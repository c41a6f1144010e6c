package dev.billingreporter.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.event.EventReader;
import dev.billingreporter.event.FunctionEvent;
import dev.billingreporter.event.RunEvent;
import dev.billingreporter.standin.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** The events for {@code sam local invoke} are what they are called. */
class SampleEventsTest {

    @Test
    void theScheduledRun() throws IOException {
        var event = submit("schedule");
        assertThat(event.trigger()).hasToString("SCHEDULE");
        assertThat(event.dryRun()).isFalse();
    }

    @Test
    void theBackfillIsOfTheDaysThatAreOpenWheneverItIsSent() throws IOException {
        var event = submit("backfill");
        assertThat(event.namesInstallations()).isTrue();
        assertThat(event.days()).isEmpty();
        assertThat(event.dryRun()).isFalse();
    }

    @Test
    void theDryRunSendsNothing() throws IOException {
        assertThat(submit("dry-run").dryRun()).isTrue();
    }

    @Test
    void theShare() throws IOException {
        assertThat(submit("segment").trigger()).hasToString("SEGMENT");
    }

    @Test
    void theStatus() throws IOException {
        assertThat(read("status")).isInstanceOf(RunEvent.Status.class);
    }

    @Test
    void thereAreNoOthers() throws IOException {
        try (var files = Files.list(Path.of("src/events"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("schedule.json", "backfill.json", "dry-run.json", "segment.json", "status.json");
        }
    }

    private static RunEvent.Submit submit(String name) throws IOException {
        return (RunEvent.Submit) read(name);
    }

    private static FunctionEvent read(String name) throws IOException {
        return EventReader.read(Json.read(Files.readString(Path.of("src/events", name + ".json"))), LocalDate.of(2026, 11, 22));
    }
}
