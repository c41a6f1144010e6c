package dev.billingreporter.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.metrics.RunMetric;
import dev.billingreporter.metrics.RunMetrics;
import dev.billingreporter.standin.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Alarms and dashboard of template.yaml, among themselves; what a run writes is held against them by DeployedFunctionIT. */
class MonitoringTest {

    private final JsonNode resources = Template.read().get("Resources");
    private final Map<String, JsonNode> alarms = Monitoring.alarms(resources);

    @Test
    void everyMetricThatTheCodeKnowsStandsOnTheDashboardAndSoDoesWhatAnAlarmWatches() {
        var onDashboard = Monitoring.metricsOfDashboard(resources);

        for (var metric : RunMetric.values()) {
            assertThat(onDashboard).contains(metric.metricName());
        }
        assertThat(onDashboard).containsAll(Monitoring.metricsOfAlarms(resources));
        assertThat(Monitoring.dashboard(resources).toString()).contains("{" + RunMetrics.NAMESPACE + ","
                + RunMetrics.FUNCTION_NAME + "," + RunMetrics.KIND + "} MetricName=\\\"" + RunMetric.FAILURES.metricName());
        assertThat(FailureKind.values()).as("a dimension that does not explode").hasSizeLessThan(20);
    }

    @Test
    void everyAlarmReachesTheTopicAndWatchesThisFunction() {
        alarms.forEach((name, alarm) -> {
            assertThat(alarm.at("/AlarmActions/0/Ref").asText()).as(name).isEqualTo("AlarmTopic");
            assertThat(alarm.get("AlarmDescription").asText()).as(name).isNotEmpty();
            assertThat(Monitoring.metrics(alarm)).as(name).isNotEmpty().allSatisfy(metric -> {
                if (metric.get("Namespace").asText().equals(RunMetrics.NAMESPACE)) {
                    assertThat(metric.at("/Dimensions/0/Name").asText()).isEqualTo(RunMetrics.FUNCTION_NAME);
                    assertThat(metric.at("/Dimensions/0/Value/Ref").asText()).isEqualTo("Function");
                }
            });
        });
        assertThat(Monitoring.metricsOfAlarms(resources)).containsExactly("ChangedInstallations", "DecreasedTotals", "Failures",
                "FinalInvoicesDue", "Gone", "Installations", "InstallationsBehind", "InvoicesDisagreeing", "InvoicesRejected",
                "InvoicesUnconfirmed", "MissedDays", "RepricedInstallations", "RunsOutOfTime", "SuccessfulRuns",
                "UnbilledCounters", "UnmappedCounters");
    }

    @Test
    void whatIsOnlyThereWithSharesOrInvoicesIsOnlyWatchedThen() {
        var conditions = new TreeMap<String, Set<String>>();
        alarms.keySet().forEach(name -> conditions
                .computeIfAbsent(resources.at("/" + name + "/Condition").asText(), condition -> new TreeSet<>()).add(name));

        assertThat(conditions.get("HasSegments")).containsExactly("SegmentedRunAlarm", "SharesAlarm");
        assertThat(conditions.get("HasInvoices")).containsExactly("FinalInvoicesDueAlarm", "InvoicesDisagreeingAlarm",
                "InvoicesRejectedAlarm", "InvoicesUnconfirmedAlarm");
        assertThat(conditions.get("WatchesChanges")).containsExactly("UnchangedAlarm");
        assertThat(conditions.get("HasNoSegments")).as("with shares the state machine goes on where an invocation stops")
                .containsExactly("RunsOutOfTimeAlarm");
        assertThat(conditions.keySet()).containsExactlyInAnyOrder("", "HasSegments", "HasNoSegments", "HasInvoices",
                "WatchesChanges");
    }

    @Test
    void aRunThatRunsOutOfTimeSaysWhatToDo() {
        assertThat(alarms.get("RunsOutOfTimeAlarm").get("AlarmDescription").asText()).contains("MemorySize", "Segments");
    }

    @Test
    void missingRunsAreAnAlarmTwoHoursAfterTheLastAsTheyCountAsNone() {
        var alarm = alarms.get("NoSuccessfulRunAlarm");

        assertThat(expression(alarm)).isEqualTo("FILL(written, 0)");
        assertThat(alarm.at("/Metrics/1/MetricStat/Period").asInt() * alarm.get("EvaluationPeriods").asInt()).isEqualTo(7200);
        assertThat(alarm.has("DatapointsToAlarm")).isFalse();
        assertThat(alarm.get("ComparisonOperator").asText()).isEqualTo("LessThanThreshold");
        assertThat(alarm.get("Threshold").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "Gone", "UnbilledCounters", "UnmappedCounters" })
    void aLevelThatStaysIsAnAlarmWhenItRises(String metric) {
        var alarm = alarms.get(metric + "Alarm");
        var expressions = new TreeMap<String, String>();
        alarm.get("Metrics").forEach(each -> expressions.put(each.get("Id").asText(), each.path("Expression").asText()));

        assertThat(expressions).containsEntry("rise", "DIFF(level)").containsEntry("level", "FILL(FILL(written, REPEAT), 0)");
        assertThat(alarm.get("TreatMissingData").asText()).isEqualTo("notBreaching");
        assertThat(alarm.get("Threshold").asInt()).isZero();
        assertThat(alarm.findValuesAsText("MetricName")).containsExactly(metric);
    }

    @Test
    void countersThatNobodyCountsAreAnAlarmAfterAsManyHoursAsAskedFor() {
        var alarm = alarms.get("UnchangedAlarm");

        assertThat(expression(alarm)).isEqualTo("IF(FILL(covered, 0) > 0, FILL(differing, 0), 1)");
        assertThat(alarm.at("/EvaluationPeriods/Ref").asText()).isEqualTo("UnchangedHours");
        assertThat(alarm.findValuesAsText("Period")).containsOnly("3600");
        // CloudWatch looks back a week at most
        assertThat(Template.read().at("/Parameters/UnchangedHours/MaxValue").asInt()).isLessThanOrEqualTo(7 * 24);
        assertThat(Template.read().at("/Parameters/UnchangedHours/Default").asInt()).isEqualTo(24);
    }

    @ParameterizedTest
    @CsvSource({ "FailuresAlarm, FailuresThreshold", "InstallationsBehindAlarm, BehindThreshold" })
    void whatIsKnownAndNotWorthAnAlarmIsAParameter(String alarm, String parameter) {
        assertThat(alarms.get(alarm).at("/Threshold/Ref").asText()).isEqualTo(parameter);
        assertThat(Template.read().at("/Parameters/" + parameter + "/Default").asInt()).isZero();
    }

    @Test
    void aFinalInvoiceIsAnAlarmWhileThereIsTimeForIt() {
        var alarm = alarms.get("FinalInvoicesDueAlarm");

        assertThat(expression(alarm)).isEqualTo("FILL(written, REPEAT)");
        assertThat(alarm.findValuesAsText("MetricName")).containsExactly("FinalInvoicesDue");
        assertThat(alarm.at("/Metrics/1/MetricStat/Period").asInt() * alarm.get("EvaluationPeriods").asInt())
                .isEqualTo(6 * 3600);
        assertThat(alarm.has("DatapointsToAlarm")).isFalse();
        assertThat(alarm.get("ComparisonOperator").asText()).isEqualTo("GreaterThanThreshold");
        assertThat(alarm.get("Threshold").asInt()).isZero();
    }

    @Test
    void theDashboardAsksTheStatementsFunctionForItsWidget() {
        var widgets = new ArrayList<JsonNode>();
        Monitoring.dashboard(resources).get("widgets").forEach(widgets::add);

        assertThat(widgets).hasSizeGreaterThan(8);
        assertThat(widgets).filteredOn(widget -> widget.get("type").asText().equals("custom")).hasSize(1).first()
                .satisfies(widget -> {
                    assertThat(widget.at("/properties/params").isObject()).isTrue();
                    assertThat(widget.at("/properties/updateOn"))
                            .isEqualTo(Json.read("{\"refresh\":true,\"resize\":false,\"timeRange\":false}"));
                });
        assertThat(resources.at("/Dashboard/Properties/DashboardBody/Fn::Sub/0").asText())
                .contains("\"endpoint\": \"${Statements.Arn}\"");
    }

    @Test
    void widgetsDoNotOverlap() {
        var taken = new TreeMap<String, String>();
        Monitoring.dashboard(resources).get("widgets").forEach(widget -> {
            for (var x = 0; x < widget.get("width").asInt(); x++) {
                for (var y = 0; y < widget.get("height").asInt(); y++) {
                    var place = (widget.get("x").asInt() + x) + "," + (widget.get("y").asInt() + y);
                    assertThat(taken.put(place, widget.at("/properties/title").asText())).as(place).isNull();
                }
            }
            assertThat(widget.get("x").asInt() + widget.get("width").asInt()).isLessThanOrEqualTo(24);
        });
    }

    @Test
    void theDashboardsQueryNamesTheFieldsOfTheLog() throws IOException {
        var log = Files.readString(Path.of("src/main/java/dev/billingreporter/delivery/FailureLog.java"))
                + Files.readString(Path.of("src/main/java/dev/billingreporter/report/FailureEntry.java"));
        var query = Monitoring.dashboard(resources).toString();

        assertThat(found("mdc\\.(\\w+)", query)).contains("installationId", "day", "invoice", "kind")
                .allSatisfy(name -> assertThat(log).containsAnyOf("fields.put(\"" + name + "\"", "return \"" + name + "\""));
        assertThat(query).contains("loggerName = 'dev.billingreporter.failure'");
        assertThat(log).contains("Logger.getLogger(\"dev.billingreporter.failure\")");
    }

    @Test
    void operationsSayOfEveryAlarmWhatToDo() throws IOException {
        var headings = found("(?m)^### `(\\w+Alarm)`", Files.readString(Path.of("src/docs/operations.md")));

        assertThat(headings).isEqualTo(alarms.keySet());
    }

    /** Otherwise a test that was renamed is still said to have been tried. */
    @Test
    void theTestsThatOperationsNamesExist() throws IOException {
        var named = found("`(\\w+(?:Test|IT))`", Files.readString(Path.of("src/docs/operations.md")));
        try (var files = Files.walk(Path.of("src/test/java"))) {
            var tests = files.map(file -> file.getFileName().toString().replace(".java", "")).toList();
            assertThat(named).isNotEmpty().isSubsetOf(tests);
        }
    }

    private static String expression(JsonNode alarm) {
        return alarm.at("/Metrics/0/Expression").asText();
    }

    /** What the pattern's group is, wherever it is found. */
    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
