package dev.billingreporter.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** What the state machine's language makes of {@code Parameters}, {@code ResultSelector} and {@code ItemSelector}. */
final class PayloadTemplate {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** The language's own limit of {@code States.ArrayRange}. */
    private static final int MOST_ELEMENTS = 1000;

    private PayloadTemplate() {
    }

    /** The template with its paths and functions resolved: {@code $.} in the data, {@code $$.} in the context. */
    static JsonNode resolve(JsonNode template, JsonNode data, JsonNode context) {
        if (!template.isObject()) {
            return template;
        }
        var object = JSON.objectNode();
        template.properties().forEach(field -> {
            if (field.getKey().endsWith(".$")) {
                object.set(field.getKey().substring(0, field.getKey().length() - 2),
                        value(field.getValue().asText(), data, context));
            } else {
                object.set(field.getKey(), resolve(field.getValue(), data, context));
            }
        });
        return object;
    }

    /** The value at a path such as {@code $.answer.resumeAfter}; a path that leads nowhere is an error, as in AWS. */
    static JsonNode at(String path, JsonNode data) {
        var value = path.equals("$") ? data : data.at(path.substring(1).replace('.', '/'));
        if (value.isMissingNode()) {
            throw new IllegalArgumentException("there is no %s in %s".formatted(path, data));
        }
        return value;
    }

    private static JsonNode value(String expression, JsonNode data, JsonNode context) {
        if (expression.startsWith("$$.")) {
            return at(expression.substring(1), context);
        }
        if (expression.startsWith("$")) {
            return at(expression, data);
        }
        if (expression.matches("-?[0-9]+")) {
            return JSON.numberNode(Integer.parseInt(expression));
        }
        if (expression.matches("States\\.StringToJson\\('[0-9]+'\\)")) {
            return JSON.numberNode(Integer.parseInt(expression.replaceAll("[^0-9]", "")));
        }
        if (expression.startsWith("States.MathAdd(")) {
            var arguments = arguments(expression, 2);
            return JSON.numberNode(Math.addExact(number(arguments[0], data, context), number(arguments[1], data, context)));
        }
        if (expression.startsWith("States.ArrayRange(")) {
            var arguments = arguments(expression, 3);
            return range(number(arguments[0], data, context), number(arguments[1], data, context),
                    number(arguments[2], data, context));
        }
        throw new IllegalArgumentException("unknown expression: " + expression);
    }

    private static JsonNode range(int first, int last, int step) {
        var array = JSON.arrayNode();
        for (var number = first; number <= last; number += step) {
            array.add(number);
        }
        if (array.size() > MOST_ELEMENTS) {
            throw new IllegalArgumentException("a range has at most %d elements".formatted(MOST_ELEMENTS));
        }
        return array;
    }

    private static String[] arguments(String call, int count) {
        var arguments = call.substring(call.indexOf('(') + 1, call.length() - 1).split(", ");
        if (!call.endsWith(")") || arguments.length != count) {
            throw new IllegalArgumentException("unknown expression: " + call);
        }
        return arguments;
    }

    private static int number(String expression, JsonNode data, JsonNode context) {
        var value = value(expression, data, context);
        if (!value.isInt()) {
            throw new IllegalArgumentException("%s is no number: %s".formatted(expression, value));
        }
        return value.intValue();
    }
}
