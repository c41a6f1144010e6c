package dev.billingreporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.report.RunFigures;
import dev.billingreporter.report.RunReport;
import dev.billingreporter.standin.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RunMetricsTest {

    private static final RunFigures FIGURES = new RunFigures(7, Map.of(FailureKind.GONE, 2L, FailureKind.TOO_OLD, 3L), 4, 1, 2,
            6, Duration.ofHours(5), 1, 12, Duration.ofMillis(1234));

    @Test
    void aScheduledRunWritesAllMetricsAndItsFailuresByKind() {
        var lines = lines("schedule", false);

        assertThat(lines).hasSize(3);
        var all = lines.get(0);
        var names = new TreeSet<String>();
        all.at("/_aws/CloudWatchMetrics/0/Metrics").forEach(metric -> names.add(metric.get("Name").asText()));
        assertThat(names)
                .isEqualTo(new TreeSet<>(Arrays.stream(RunMetric.values()).map(RunMetric::metricName).toList()));
        names.forEach(name -> assertThat(all.get(name).isIntegralNumber()).as(name).isTrue());
        assertThat(all.at("/_aws/Timestamp").asLong()).isEqualTo(Instant.parse("2026-11-22T10:05:00Z").toEpochMilli());
        assertThat(all.at("/_aws/CloudWatchMetrics/0/Dimensions")).isEqualTo(Json.read("[[\"FunctionName\"]]"));
        assertThat(all.get("FunctionName").asText()).isEqualTo("reporter");
        assertThat(all.get("Failures").asInt()).isEqualTo(5);
        assertThat(all.get("OldestSuccessAge").asInt()).isEqualTo(18_000);
        assertThat(all.get("RunDuration").asInt()).isEqualTo(1234);
        assertThat(lines.subList(1, 3)).extracting(line -> line.get("Kind").asText() + " " + line.get("Failures").asInt())
                .containsExactlyInAnyOrder("GONE 2", "TOO_OLD 3");
        assertThat(lines.get(1).at("/_aws/CloudWatchMetrics/0/Dimensions"))
                .isEqualTo(Json.read("[[\"FunctionName\",\"Kind\"]]"));
    }

    @Test
    void anAdHocRunSaysNothingOfTheSchedule() {
        var line = lines("adhoc", false).get(0);

        assertThat(line.has("SuccessfulRuns")).isFalse();
        assertThat(line.has("InstallationsBehind")).isFalse();
        assertThat(line.get("Submissions").asInt()).isEqualTo(7);
    }

    @Test
    void aDryRunWritesNone() {
        assertThat(lines("adhoc", true)).isEmpty();
    }

    @Test
    void aRunThatHasToGoOnIsNotASuccessfulOne() {
        assertThat(lines("schedule", false, Optional.of("icfg_9")).get(0).get("SuccessfulRuns").asInt()).isZero();
        assertThat(lines("schedule", false).get(0).get("SuccessfulRuns").asInt()).isEqualTo(1);
    }

    private static List<JsonNode> lines(String trigger, boolean dryRun) {
        return lines(trigger, dryRun, Optional.empty());
    }

    private static List<JsonNode> lines(String trigger, boolean dryRun, Optional<String> resumeAfter) {
        var lines = new ArrayList<JsonNode>();
        new RunMetrics("reporter", line -> lines.add(Json.read(line)))
                .write(new RunReport("id", trigger, dryRun, Instant.parse("2026-11-22T10:05:00Z"),
                        new RunReport.Installations(12, 7, 0, 5), 7, 2, 6, List.of(), 0, resumeAfter, Optional.empty(),
                        Optional.empty()), FIGURES);
        return lines;
    }
}
