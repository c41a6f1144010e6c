package dev.billingreporter.deployment;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.regex.Pattern;

/** What the state machine's language makes of a field: JSONata where a text stands in <code>{% %}</code>. */
final class Expressions {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern EXPRESSION = Pattern.compile("\\{%(.*)%}", Pattern.DOTALL);

    private Expressions() {
    }

    /**
     * The field with its expressions evaluated.
     *
     * @param states what {@code $states} is
     * @throws StateMachine.ExecutionFailed if an expression gives nothing, as in AWS
     */
    static JsonNode evaluate(JsonNode field, JsonNode states) {
        if (field.isObject()) {
            var object = JsonNodeFactory.instance.objectNode();
            field.properties().forEach(entry -> object.set(entry.getKey(), evaluate(entry.getValue(), states)));
            return object;
        }
        if (field.isArray()) {
            var array = JsonNodeFactory.instance.arrayNode();
            field.forEach(element -> array.add(evaluate(element, states)));
            return array;
        }
        var expression = EXPRESSION.matcher(field.asText());
        return field.isTextual() && expression.matches() ? value(expression.group(1), states) : field;
    }

    private static JsonNode value(String expression, JsonNode states) {
        if (evaluated("$exists((" + expression + "))", states).equals(false)) {
            throw new StateMachine.ExecutionFailed("States.QueryEvaluationError",
                    "%s is undefined in %s".formatted(expression, states));
        }
        return JSON.valueToTree(evaluated(expression, states));
    }

    private static Object evaluated(String expression, JsonNode states) {
        var jsonata = Jsonata.jsonata(expression);
        var frame = jsonata.createFrame();
        frame.bind("states", JSON.convertValue(states, Map.class));
        return jsonata.evaluate(null, frame);
    }
}
