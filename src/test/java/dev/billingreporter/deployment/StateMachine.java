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
import java.util.Optional;
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
    /** Ends an execution: no rule for further tries holds for it. */
    private static final String DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded";
    private static final Set<String> MOVES_ON = Set.of("Type", "Next", "End", "Comment");

    private final JsonNode definition;
    private final Optional<JsonNode> resultOfFailedItem;
    private final Function<JsonNode, JsonNode> lambda;
    private final List<JsonNode> failedItems = new ArrayList<>();

    /** An execution, or one of its items', that ends as failed. */
    static final class ExecutionFailed extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final String error;

        ExecutionFailed(String error, String cause) {
            super(error + ": " + cause);
            this.error = error;
        }
    }

    /**
     * @param definition as in the template
     * @param substitutions the template's {@code DefinitionSubstitutions}, resolved
     * @param resultOfFailedItem what stands for a failed item among a map's results; nothing if empty
     * @param lambda the function: payload in, answer out; an {@link ExecutionFailed} is its error
     */
    StateMachine(JsonNode definition, Map<String, String> substitutions, Optional<JsonNode> resultOfFailedItem,
            Function<JsonNode, JsonNode> lambda) {
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
        this.resultOfFailedItem = resultOfFailedItem;
        this.lambda = lambda;
    }

    /**
     * Runs it; gives its output.
     *
     * @throws ExecutionFailed if it ends as failed
     */
    JsonNode run(JsonNode input) {
        knows(definition, Set.of("Comment", "QueryLanguage", "TimeoutSeconds", "StartAt", "States"));
        if (!definition.path("QueryLanguage").asText().equals("JSONata")) {
            throw new IllegalArgumentException("unknown query language: " + definition.get("QueryLanguage"));
        }
        return run(definition, input);
    }

    /** The inputs of the items that failed. */
    List<JsonNode> failedItems() {
        return failedItems;
    }

    private JsonNode run(JsonNode machine, JsonNode input) {
        var data = input;
        for (var name = machine.get("StartAt").asText();;) {
            var state = machine.get("States").path(name);
            if (state.isMissingNode()) {
                throw new IllegalArgumentException("there is no state " + name);
            }
            switch (state.get("Type").asText()) {
                case "Task" -> data = task(state, data);
                case "Map" -> data = map(state, data);
                case "Choice" -> {
                    name = choice(state, data);
                    continue;
                }
                case "Succeed" -> {
                    knows(state, Set.of("Type", "Comment", "Output"));
                    return output(state, states(data), data);
                }
                case "Fail" -> {
                    knows(state, Set.of("Type", "Comment", "Error", "Cause"));
                    throw new ExecutionFailed(state.get("Error").asText(),
                            Expressions.evaluate(state.get("Cause"), states(data)).asText());
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
        knows(state, MOVES_ON, Set.of("Resource", "Arguments", "Output", "TimeoutSeconds", "Retry"));
        knows(state.get("Arguments"), Set.of("FunctionName", "Payload"));
        if (!state.get("Resource").asText().matches("arn:aws(-cn|-us-gov)?:states:::lambda:invoke")) {
            throw new IllegalArgumentException("unknown resource: " + state.get("Resource"));
        }
        var retries = new Retries(state.get("Retry"));
        for (;;) {
            try {
                var arguments = Expressions.evaluate(state.get("Arguments"), states(data));
                var result = JsonNodeFactory.instance.objectNode();
                result.set("Payload", bounded(lambda.apply(bounded(arguments.get("Payload")))));
                return output(state, states(data, "result", result), result);
            } catch (ExecutionFailed e) {
                if (e.error.equals(DATA_LIMIT_EXCEEDED) || !retries.allow(e.error)) {
                    throw e;
                }
            }
        }
    }

    private static JsonNode bounded(JsonNode json) {
        if (json.toString().getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new ExecutionFailed(DATA_LIMIT_EXCEEDED, "more than %d bytes".formatted(MOST_BYTES));
        }
        return json;
    }

    private JsonNode map(JsonNode state, JsonNode data) {
        knows(state, MOVES_ON, Set.of("Label", "Items", "ItemSelector", "MaxConcurrency", "ToleratedFailurePercentage",
                "ItemProcessor", "Output"));
        var processor = state.get("ItemProcessor");
        knows(processor, Set.of("ProcessorConfig", "StartAt", "States"));
        knows(processor.get("ProcessorConfig"), Set.of("Mode", "ExecutionType"));
        if (!processor.at("/ProcessorConfig/Mode").asText().equals("DISTRIBUTED")
                || !processor.at("/ProcessorConfig/ExecutionType").asText().equals("STANDARD")) {
            throw new IllegalArgumentException(
                    "shares take longer than an express workflow may: " + processor.get("ProcessorConfig"));
        }
        var items = Expressions.evaluate(state.get("Items"), states(data));
        if (!items.isArray()) {
            throw new IllegalArgumentException("a map goes over an array: " + items);
        }
        if (Expressions.evaluate(state.get("MaxConcurrency"), states(data)).asInt() < 1) {
            throw new IllegalArgumentException("a map needs a concurrency");
        }
        var tolerated = Expressions.evaluate(state.get("ToleratedFailurePercentage"), states(data)).intValue();
        var results = JsonNodeFactory.instance.arrayNode();
        for (var item : items) {
            var context = JsonNodeFactory.instance.objectNode();
            context.putObject("Map").putObject("Item").set("Value", item);
            var selected = Expressions.evaluate(state.get("ItemSelector"), states(data, "context", context));
            try {
                results.add(run(processor, selected));
            } catch (ExecutionFailed e) {
                failedItems.add(selected);
                resultOfFailedItem.ifPresent(results::add);
            }
            if (failedItems.size() * 100 > tolerated * items.size()) {
                // what has not been started, or still runs, is given up
                throw new ExecutionFailed("States.ExceedToleratedFailureThreshold", failedItems.size() + " items failed");
            }
        }
        return output(state, states(data, "result", bounded(results)), results);
    }

    private static String choice(JsonNode state, JsonNode data) {
        knows(state, Set.of("Type", "Comment", "Choices", "Default"));
        for (var choice : state.get("Choices")) {
            knows(choice, Set.of("Condition", "Next"));
            var holds = Expressions.evaluate(choice.get("Condition"), states(data));
            if (!holds.isBoolean()) {
                throw new IllegalArgumentException("a condition is true or false: " + choice.get("Condition"));
            }
            if (holds.booleanValue()) {
                return choice.get("Next").asText();
            }
        }
        return state.get("Default").asText();
    }

    private static JsonNode output(JsonNode state, JsonNode states, JsonNode otherwise) {
        return state.has("Output") ? bounded(Expressions.evaluate(state.get("Output"), states)) : otherwise;
    }

    private static ObjectNode states(JsonNode input) {
        var states = JsonNodeFactory.instance.objectNode();
        states.set("input", input);
        return states;
    }

    private static JsonNode states(JsonNode input, String name, JsonNode value) {
        var states = states(input);
        states.set(name, value);
        return states;
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
