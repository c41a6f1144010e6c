package dev.billingreporter.metrics;

import com.fasterxml.jackson.core.JsonFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Writes a run's metrics to standard output in CloudWatch's embedded metric format, from which CloudWatch Logs makes
 * metrics without a call from here.
 *
 * <p>
 * Written by hand as AWS's libraries for the format (Powertools for Lambda, aws-embedded-metrics) do not find out in a
 * Quarkus native executable that they run in Lambda, and try to reach an agent instead (powertools-lambda-java, issue
 * 1802, open).
 */
@ApplicationScoped
public class RunMetrics {

    /** The metrics' namespace in CloudWatch. */
    public static final String NAMESPACE = "VercelBillingReporter";
    /** The dimension that all metrics have. */
    public static final String FUNCTION_NAME = "FunctionName";
    /** The further dimension of failures: as many values as there are kinds. */
    public static final String KIND = "Kind";

    private static final JsonFactory JSON = new JsonFactory();

    private final String functionName;
    private final Consumer<String> output;

    @Inject
    RunMetrics(@ConfigProperty(name = "AWS_LAMBDA_FUNCTION_NAME", defaultValue = "local") String functionName,
            MetricsOutput output) {
        this(functionName, output::print);
    }

    RunMetrics(String functionName, Consumer<String> output) {
        this.functionName = functionName;
        this.output = output;
    }

    /** Writes the metrics of one run: all of its own in one line, and its failures by kind in one each. */
    public void write(String runId, RunFigures figures) {
        var timestamp = figures.start().toEpochMilli();
        output.accept(line(timestamp, runId, Map.of(FUNCTION_NAME, functionName), new TreeMap<>(figures.values())));
        figures.failures().forEach((kind, count) -> output.accept(line(timestamp, runId,
                Map.of(FUNCTION_NAME, functionName, KIND, kind.name()), Map.of(RunMetric.FAILURES, count))));
    }

    private static String line(long timestamp, String runId, Map<String, String> dimensions, Map<RunMetric, Long> values) {
        var text = new StringWriter();
        try (var json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeObjectFieldStart("_aws");
            json.writeNumberField("Timestamp", timestamp);
            json.writeArrayFieldStart("CloudWatchMetrics");
            json.writeStartObject();
            json.writeStringField("Namespace", NAMESPACE);
            json.writeArrayFieldStart("Dimensions");
            json.writeStartArray();
            for (var dimension : List.of(FUNCTION_NAME, KIND)) {
                if (dimensions.containsKey(dimension)) {
                    json.writeString(dimension);
                }
            }
            json.writeEndArray();
            json.writeEndArray();
            json.writeArrayFieldStart("Metrics");
            for (var metric : values.keySet()) {
                json.writeStartObject();
                json.writeStringField("Name", metric.metricName());
                json.writeStringField("Unit", metric.unit());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
            json.writeStringField("runId", runId);
            for (var dimension : dimensions.entrySet()) {
                json.writeStringField(dimension.getKey(), dimension.getValue());
            }
            for (var value : values.entrySet()) {
                json.writeNumberField(value.getKey().metricName(), value.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return text.toString();
    }
}
