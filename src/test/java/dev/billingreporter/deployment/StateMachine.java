package dev.billingreporter.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
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
    private static final Set<String> COMMON = Set.of("Type", "Next", "End", "Comment", "ResultPath");

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
     * @param definition    as in the template
     * @param substitutions the template's {@code DefinitionSubstitutions}, resolved
     * @param lambda        the function: payload in, answer out
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
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.lambda = lambda;
    }

    /** Runs it; gives its output. */
    JsonNode run(JsonNode input) {
        return run(definition, input);
    }

    private JsonNode run(JsonNode machine, JsonNode input) {
        var states = machine.get("States");
        var data = input;
        for (var name = machine.get("StartAt").asText();;) {
            var state = states.get(name);
            if (state == null) {
                throw new IllegalArgumentException("there is no state " + name);
            }
            var next = "";
            switch (state.get("Type").asText()) {
                case "Pass" -> {
                    knows(state, Set.of("Parameters"));
                    data = result(state, data, template(state.get("Parameters"), data, data));
                }
                case "Task" -> data = task(state, data);
                case "Map" -> data = result(state, data, map(state, data));
                case "Choice" -> {
                    knows(state, Set.of("Choices", "Default"));
                    next = choice(state, data);
                }
                case "Succeed" -> {
                    knows(state, Set.of());
                    return data;
                }
                default -> throw new IllegalArgumentException("unknown type of state: " + state);
            }
            if (state.path("End").asBoolean()) {
                return data;
            }
            name = next.isEmpty() ? state.get("Next").asText() : next;
        }
    }

    private JsonNode task(JsonNode state, JsonNode data) {
        knows(state, Set.of("Resource", "Parameters", "ResultSelector", "TimeoutSeconds", "Retry"));
        if (!state.get("Resource").asText().equals("arn:aws:states:::lambda:invoke")) {
            throw new IllegalArgumentException("unknown resource: " + state.get("Resource"));
        }
        var attempts = new HashSet<String>();
        for (;;) {
            try {
                var result = JsonNodeFactory.instance.objectNode();
                result.set("Payload", lambda.apply(template(state.get("Parameters"), data, data).get("Payload")));
                return result(state, data, template(state.get("ResultSelector"), result, data));
            } catch (TaskFailed e) {
                if (!retries(state.get("Retry"), e.error, attempts)) {
                    throw e;
                }
            }
        }
    }

    private static boolean retries(JsonNode rules, String error, Set<String> attempts) {
        for (var rule : rules) {
            for (var expected : rule.get("ErrorEquals")) {
                if (expected.asText().equals(error) || expected.asText().equals("States.TaskFailed") && !error.equals("States.Timeout")) {
                    var number = attempts.stream().filter(attempt -> attempt.startsWith(rule.toString())).count();
                    attempts.add(rule.toString() + number);
                    return number < rule.get("MaxAttempts").asInt();
                }
            }
        }
        return false;
    }

    private JsonNode map(JsonNode state, JsonNode data) {
        knows(state, Set.of("ItemsPath", "ItemSelector", "MaxConcurrencyPath", "ToleratedFailurePercentagePath", "ItemProcessor"));
        var items = at(state.get("ItemsPath").asText(), data);
        if (at(state.get("MaxConcurrencyPath").asText(), data).asInt() < 1) {
            throw new IllegalArgumentException("a map needs a concurrency");
        }
        var tolerated = at(state.get("ToleratedFailurePercentagePath").asText(), data).asInt();
        ArrayNode results = JsonNodeFactory.instance.arrayNode();
        List<TaskFailed> failures = new ArrayList<>();
        for (var item : items) {
            var context = JsonNodeFactory.instance.objectNode();
            context.putObject("Map").putObject("Item").set("Value", item);
            try {
                results.add(run(state.get("ItemProcessor"), template(state.get("ItemSelector"), data, context)));
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
        for (var choice : state.get("Choices")) {
            if (choice.size() != 3 || !choice.has("IsNull")) {
                throw new IllegalArgumentException("unknown choice: " + choice);
            }
            if (at(choice.get("Variable").asText(), data).isNull() == choice.get("IsNull").asBoolean()) {
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

    private static JsonNode template(JsonNode template, JsonNode data, JsonNode context) {
        if (!template.isObject()) {
            return template;
        }
        var object = JsonNodeFactory.instance.objectNode();
        template.fields().forEachRemaining(field -> {
            if (field.getKey().endsWith(".$")) {
                object.set(field.getKey().substring(0, field.getKey().length() - 2), value(field.getValue().asText(), data, context));
            } else {
                object.set(field.getKey(), template(field.getValue(), data, context));
            }
        });
        return object;
    }

    private static JsonNode value(String expression, JsonNode data, JsonNode context) {
        if (expression.startsWith("$$.")) {
            return at(expression.substring(1), context);
        }
        if (expression.startsWith("$")) {
            return at(expression, data);
        }
        if (expression.startsWith("States.StringToJson('")) {
            return JsonNodeFactory.instance.numberNode(Integer.parseInt(expression.substring("States.StringToJson('".length(), expression.length() - 2)));
        }
        if (expression.startsWith("States.MathAdd(")) {
            var arguments = expression.substring("States.MathAdd(".length(), expression.length() - 1).split(", ");
            return JsonNodeFactory.instance.numberNode(value(arguments[0], data, context).intValue() + Integer.parseInt(arguments[1]));
        }
        if (expression.startsWith("States.ArrayRange(")) {
            var arguments = expression.substring("States.ArrayRange(".length(), expression.length() - 1).split(", ");
            var array = JsonNodeFactory.instance.arrayNode();
            for (var number = Integer.parseInt(arguments[0]); number <= value(arguments[1], data, context).intValue(); number += Integer.parseInt(arguments[2])) {
                array.add(number);
            }
            return array;
        }
        throw new IllegalArgumentException("unknown expression: " + expression);
    }

    private static JsonNode at(String path, JsonNode data) {
        var value = path.equals("$") ? data : data.at(path.substring(1).replace('.', '/'));
        if (value.isMissingNode()) {
            throw new IllegalArgumentException("there is no %s in %s".formatted(path, data));
        }
        return value;
    }

    private static void knows(JsonNode state, Set<String> fields) {
        state.fieldNames().forEachRemaining(field -> {
            if (!COMMON.contains(field) && !fields.contains(field)) {
                throw new IllegalArgumentException("unknown field: " + field);
            }
        });
    }
}
