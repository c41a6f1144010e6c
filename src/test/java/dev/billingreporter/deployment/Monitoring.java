package dev.billingreporter.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.billingreporter.metrics.RunMetrics;
import dev.billingreporter.standin.Json;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the template watches. */
final class Monitoring {

    private Monitoring() {
    }

    /** The alarms' properties, by name. */
    static Map<String, JsonNode> alarms(JsonNode resources) {
        var alarms = new TreeMap<String, JsonNode>();
        resources.properties().forEach(resource -> {
            if (resource.getValue().get("Type").asText().equals("AWS::CloudWatch::Alarm")) {
                alarms.put(resource.getKey(), resource.getValue().get("Properties"));
            }
        });
        return alarms;
    }

    /** Each metric of an alarm: the alarm itself, or those of its expression; with namespace, name and dimensions. */
    static Stream<JsonNode> metrics(JsonNode alarm) {
        return alarm.has("MetricName") ? Stream.of(alarm) : alarm.get("Metrics").findParents("MetricName").stream();
    }

    /** The function's own metrics that alarms watch. */
    static Set<String> metricsOfAlarms(JsonNode resources) {
        var names = new TreeSet<String>();
        alarms(resources).values().stream().flatMap(Monitoring::metrics)
                .filter(metric -> metric.get("Namespace").asText().equals(RunMetrics.NAMESPACE))
                .forEach(metric -> names.add(metric.get("MetricName").asText()));
        return names;
    }

    /** The dashboard as CloudWatch gets it with invoices on, each of the template's values as {@code x}. */
    static JsonNode dashboard(JsonNode resources) {
        var body = resources.at("/Dashboard/Properties/DashboardBody/Fn::Sub");
        var invoices = body.at("/1/InvoiceWidget/Fn::If/1/Fn::Sub/0").asText();
        return Json.read(body.get(0).asText().replace("${InvoiceWidget}", invoices).replaceAll("\\$\\{[^}]*}", "x"));
    }

    /** The function's own metrics that the dashboard shows. */
    static Set<String> metricsOfDashboard(JsonNode resources) {
        var names = new TreeSet<String>();
        dashboard(resources).get("widgets").forEach(widget -> widget.at("/properties/metrics").forEach(metric -> {
            if (metric.get(0).isTextual()) {
                if (!metric.get(0).asText().equals(RunMetrics.NAMESPACE)
                        || !metric.get(2).asText().equals(RunMetrics.FUNCTION_NAME)) {
                    throw new IllegalArgumentException("unknown metric: " + metric);
                }
                names.add(metric.get(1).asText());
            }
        }));
        return names;
    }
}
