package dev.billingreporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.standin.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RunMetricsTest {

    private static final Instant START = Instant.parse("2026-11-22T10:05:00Z");

    @Test
    void aRunWritesItsMetricsInOneLineAndItsFailuresByKindInOneEach() {
        var values = new EnumMap<RunMetric, Long>(RunMetric.class);
        for (var metric : RunMetric.values()) {
            values.put(metric, 100L + values.size());
        }

        var lines = lines(new RunFigures(START, values, Map.of(FailureKind.GONE, 2L, FailureKind.TOO_OLD, 3L)));

        assertThat(lines).hasSize(3);
        var all = lines.get(0);
        var names = new TreeSet<String>();
        all.at("/_aws/CloudWatchMetrics/0/Metrics").forEach(metric -> names.add(metric.get("Name").asText()));
        assertThat(names).isEqualTo(new TreeSet<>(Arrays.stream(RunMetric.values()).map(RunMetric::metricName).toList()));
        values.forEach((metric, value) -> assertThat(all.get(metric.metricName()).asLong()).isEqualTo(value));
        assertThat(all.at("/_aws/Timestamp").asLong()).isEqualTo(START.toEpochMilli());
        assertThat(all.at("/_aws/CloudWatchMetrics/0/Dimensions")).isEqualTo(Json.read("[[\"FunctionName\"]]"));
        assertThat(all.get("FunctionName").asText()).isEqualTo("reporter");
        assertThat(all.get("runId").asText()).isEqualTo("id");
        assertThat(lines.subList(1, 3)).extracting(line -> line.get("Kind").asText() + " " + line.get("Failures").asInt())
                .containsExactlyInAnyOrder("GONE 2", "TOO_OLD 3");
        assertThat(lines.get(1).at("/_aws/CloudWatchMetrics/0/Dimensions"))
                .isEqualTo(Json.read("[[\"FunctionName\",\"Kind\"]]"));
    }

    @Test
    void aMetricThatTheRunHasNothingToSayOfIsNotWritten() {
        var line = lines(new RunFigures(START, Map.of(RunMetric.SUBMISSIONS, 7L), Map.of())).get(0);

        assertThat(line.at("/_aws/CloudWatchMetrics/0/Metrics")).hasSize(1);
        assertThat(line.get("Submissions").asInt()).isEqualTo(7);
        assertThat(line.has("SuccessfulRuns")).isFalse();
    }

    private static List<JsonNode> lines(RunFigures figures) {
        var lines = new ArrayList<JsonNode>();
        new RunMetrics("reporter", line -> lines.add(Json.read(line))).write("id", figures);
        return lines;
    }
}
