package dev.billingreporter.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Runs a state machine's definition as AWS Step Functions would, as far as the template uses the language: whatever it
 * does not know is an error, not ignored. Waiting takes no time, and items of a map come one after the other.
 */
final class StateMachine {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** What a state may take in or give out. */
    private static final int MOST_BYTES = 262_144;
    private static final Set<String> MOVES_ON = Set.of("Type", "Next", "End", "Comment");

    private final JsonNode definition;
    private final Function<JsonNode, JsonNode> lambda;

    /** A task's error. */
    static final class TaskFailed extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final String error;

        TaskFailed(String error, String cause) {
            super(error + ": " + cause);
            this.error = error;
        }
    }

    /**
     * @param definition as in the template
     * @param substitutions the template's {@code DefinitionSubstitutions}, resolved
     * @param lambda the function: payload in, answer out
     */
    StateMachine(JsonNode definition, Map<String, String> substitutions, Function<JsonNode, JsonNode> lambda) {
        var text = definition.toString();
        for (var substitution : substitutions.entrySet()) {
            text = text.replace("${" + substitution.getKey() + "}", substitution.getValue());
        }
        if (text.contains("${")) {
            throw new IllegalArgumentException("a substitution is missing: " + text.substring(text.indexOf("${")));
        }
        try {
            this.definition = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        this.lambda = lambda;
    }

    /** Runs it; gives its output. */
    JsonNode run(JsonNode input) {
        knows(definition, Set.of("Comment", "TimeoutSeconds", "StartAt", "States"));
        return run(definition, input);
    }

    private JsonNode run(JsonNode machine, JsonNode input) {
        var data = input;
        for (var name = machine.get("StartAt").asText();;) {
            var state = machine.get("States").path(name);
            if (state.isMissingNode()) {
                throw new IllegalArgumentException("there is no state " + name);
            }
            switch (state.get("Type").asText()) {
                case "Pass" -> {
                    knows(state, MOVES_ON, Set.of("ResultPath", "Parameters"));
                    data = result(state, data, PayloadTemplate.resolve(state.get("Parameters"), data, data));
                }
                case "Task" -> data = task(state, data);
                case "Map" -> data = result(state, data, map(state, data));
                case "Choice" -> {
                    name = choice(state, data);
                    continue;
                }
                case "Succeed" -> {
                    knows(state, Set.of("Type", "Comment"));
                    return data;
                }
                default -> throw new IllegalArgumentException("unknown type of state: " + state);
            }
            if (state.has("Next") == state.path("End").asBoolean()) {
                throw new IllegalArgumentException("either the next state or the end: " + state);
            }
            if (state.has("End")) {
                return data;
            }
            name = state.get("Next").asText();
        }
    }

    private JsonNode task(JsonNode state, JsonNode data) {
        knows(state, MOVES_ON, Set.of("ResultPath", "Resource", "Parameters", "ResultSelector", "TimeoutSeconds", "Retry"));
        knows(state.get("Parameters"), Set.of("FunctionName", "Payload"));
        if (!state.get("Resource").asText().equals("arn:aws:states:::lambda:invoke")) {
            throw new IllegalArgumentException("unknown resource: " + state.get("Resource"));
        }
        var retries = new Retries(state.get("Retry"));
        for (;;) {
            try {
                var result = JsonNodeFactory.instance.objectNode();
                result.set("Payload", bounded(
                        lambda.apply(bounded(PayloadTemplate.resolve(state.get("Parameters"), data, data).get("Payload")))));
                return result(state, data, PayloadTemplate.resolve(state.get("ResultSelector"), result, data));
            } catch (TaskFailed e) {
                if (!retries.allow(e.error)) {
                    throw e;
                }
            }
        }
    }

    private static JsonNode bounded(JsonNode json) {
        if (json.toString().getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "States.DataLimitExceeded, which nothing retries: more than %d bytes".formatted(MOST_BYTES));
        }
        return json;
    }

    private JsonNode map(JsonNode state, JsonNode data) {
        knows(state, MOVES_ON, Set.of("ResultPath", "ItemsPath", "ItemSelector", "MaxConcurrencyPath",
                "ToleratedFailurePercentagePath", "ItemProcessor"));
        var processor = state.get("ItemProcessor");
        knows(processor, Set.of("ProcessorConfig", "StartAt", "States"));
        knows(processor.get("ProcessorConfig"), Set.of("Mode", "ExecutionType"));
        if (!processor.at("/ProcessorConfig/Mode").asText().equals("DISTRIBUTED")
                || !processor.at("/ProcessorConfig/ExecutionType").asText().equals("STANDARD")) {
            throw new IllegalArgumentException(
                    "shares take longer than an express workflow may: " + processor.get("ProcessorConfig"));
        }
        var items = PayloadTemplate.at(state.get("ItemsPath").asText(), data);
        if (PayloadTemplate.at(state.get("MaxConcurrencyPath").asText(), data).asInt() < 1) {
            throw new IllegalArgumentException("a map needs a concurrency");
        }
        var tolerated = PayloadTemplate.at(state.get("ToleratedFailurePercentagePath").asText(), data).asInt();
        var results = JsonNodeFactory.instance.arrayNode();
        List<TaskFailed> failures = new ArrayList<>();
        for (var item : items) {
            var context = JsonNodeFactory.instance.objectNode();
            context.putObject("Map").putObject("Item").set("Value", item);
            try {
                results.add(run(processor, PayloadTemplate.resolve(state.get("ItemSelector"), data, context)));
            } catch (TaskFailed e) {
                failures.add(e);
            }
        }
        if (failures.size() * 100 > tolerated * items.size()) {
            throw failures.get(0);
        }
        return results;
    }

    private static String choice(JsonNode state, JsonNode data) {
        knows(state, Set.of("Type", "Comment", "Choices", "Default"));
        for (var choice : state.get("Choices")) {
            knows(choice, Set.of("Variable", "IsNull", "Next"));
            if (PayloadTemplate.at(choice.get("Variable").asText(), data).isNull() == choice.get("IsNull").asBoolean()) {
                return choice.get("Next").asText();
            }
        }
        return state.get("Default").asText();
    }

    private static JsonNode result(JsonNode state, JsonNode data, JsonNode result) {
        if (!state.has("ResultPath")) {
            return result;
        }
        if (state.get("ResultPath").isNull()) {
            return data;
        }
        var path = state.get("ResultPath").asText();
        if (!path.matches("\\$\\.[A-Za-z]+")) {
            throw new IllegalArgumentException("unknown result path: " + path);
        }
        ObjectNode merged = data.deepCopy();
        merged.set(path.substring(2), result);
        return merged;
    }

    private static void knows(JsonNode object, Set<String> fields, Set<String> furtherFields) {
        object.fieldNames().forEachRemaining(field -> {
            if (!fields.contains(field) && !furtherFields.contains(field)) {
                throw new IllegalArgumentException("unknown field: " + field);
            }
        });
    }

    static void knows(JsonNode object, Set<String> fields) {
        knows(object, fields, Set.of());
    }
}
