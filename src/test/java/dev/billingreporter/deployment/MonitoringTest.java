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
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Alarms and dashboard of template.yaml watch what the code writes. */
class MonitoringTest {

    private final JsonNode resources = Template.read().get("Resources");

    @Test
    void alarmsAndDashboardNameTheMetricsThatTheCodeWrites() {
        var names = Arrays.stream(RunMetric.values()).map(RunMetric::metricName).collect(Collectors.toSet());
        var ofAlarms = new HashSet<String>();
        resources.forEach(resource -> {
            if (resource.get("Type").asText().equals("AWS::CloudWatch::Alarm")
                    && resource.at("/Properties/Namespace").asText().equals(RunMetrics.NAMESPACE)) {
                ofAlarms.add(resource.at("/Properties/MetricName").asText());
                assertThat(resource.at("/Properties/Dimensions/0/Name").asText()).isEqualTo(RunMetrics.FUNCTION_NAME);
            }
        });
        assertThat(ofAlarms).containsExactlyInAnyOrder("Failures", "InstallationsBehind", "SuccessfulRuns");
        assertThat(names).containsAll(ofAlarms);

        var body = resources.at("/Dashboard/Properties/DashboardBody/Fn::Sub").asText();
        var widgets = Json.read(body.replaceAll("\\$\\{[^}]*}", "x"));
        var onDashboard = found("\\[\"" + RunMetrics.NAMESPACE + "\", \"([A-Za-z]+)\", \"" + RunMetrics.FUNCTION_NAME + "\"",
                body);
        assertThat(widgets.get("widgets")).hasSizeGreaterThan(5);
        assertThat(onDashboard).isEqualTo(new TreeSet<>(names));
        assertThat(body).contains("{" + RunMetrics.NAMESPACE + "," + RunMetrics.FUNCTION_NAME + "," + RunMetrics.KIND
                + "} MetricName=\\\"" + RunMetric.FAILURES.metricName());
        assertThat(FailureKind.values()).as("a dimension that does not explode").hasSizeLessThan(20);
    }

    @Test
    void theDashboardsQueryNamesTheFieldsOfTheLog() throws IOException {
        var log = Files.readString(Path.of("src/main/java/dev/billingreporter/delivery/SubmissionLog.java"));
        var query = resources.at("/Dashboard/Properties/DashboardBody/Fn::Sub").asText();

        assertThat(found("mdc\\.(\\w+)", query)).contains("installationId", "day", "outcome")
                .allSatisfy(name -> assertThat(log).contains("fields.put(\"" + name + "\""));
        assertThat(query).contains("loggerName = 'dev.billingreporter.submission'");
        assertThat(log).contains("Logger.getLogger(\"dev.billingreporter.submission\")");
    }

    @Test
    void everyAlarmReachesTheTopic() {
        var alarms = new ArrayList<String>();
        resources.properties().forEach(resource -> {
            if (resource.getValue().get("Type").asText().equals("AWS::CloudWatch::Alarm")) {
                alarms.add(resource.getKey());
                assertThat(resource.getValue().at("/Properties/AlarmActions/0/Ref").asText()).as(resource.getKey())
                        .isEqualTo("AlarmTopic");
                assertThat(resource.getValue().at("/Properties/AlarmDescription").asText()).as(resource.getKey()).isNotEmpty();
            }
        });
        assertThat(alarms).containsExactlyInAnyOrder("ErrorsAlarm", "ThrottlesAlarm", "UndeliveredEventsAlarm",
                "FailedInvocationsAlarm",
                "FailuresAlarm", "InstallationsBehindAlarm", "NoSuccessfulRunAlarm", "SegmentedRunAlarm");
    }

    @Test
    void missingRunsAreAnAlarm() {
        var alarm = resources.at("/NoSuccessfulRunAlarm/Properties");
        assertThat(alarm.get("TreatMissingData").asText()).isEqualTo("breaching");
        assertThat(alarm.get("Period").asInt() * alarm.get("EvaluationPeriods").asInt()).isEqualTo(7200);
    }

    /** What the pattern's group is, wherever it is found. */
    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
