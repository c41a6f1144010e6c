package dev.billingreporter.standin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.regex.Pattern;

/** What every body that the endpoint takes keeps to. */
final class JsonRules {

    private static final Pattern DATE_TIME = Pattern
            .compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})");
    private static final ObjectMapper JSON = JsonMapper
            .builder(JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonRules() {
    }

    /** The body as JSON without a number in exponent form. */
    static JsonNode read(byte[] bytes) throws Violation {
        try {
            refuseExponents(bytes);
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new Violation("the body is not JSON: " + e.getMessage());
        }
    }

    private static void refuseExponents(byte[] bytes) throws IOException, Violation {
        try (JsonParser parser = JSON.getFactory().createParser(bytes)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken().isNumeric()) {
                    require(!parser.getText().matches(".*[eE].*"), "no number may be in exponent form: " + parser.getText());
                }
            }
        }
    }

    static void number(JsonNode object, String property, String path) throws Violation {
        require(object.get(property).isNumber(), "%s.%s must be a number".formatted(path, property));
    }

    static void texts(JsonNode object, String path, String... properties) throws Violation {
        for (var property : properties) {
            if (object.has(property)) {
                require(object.get(property).isTextual() && !object.get(property).textValue().isEmpty(),
                        "%s.%s must be a string that is not empty".formatted(path, property));
            }
        }
    }

    static Instant instant(JsonNode object, String property, String path) throws Violation {
        var value = object.get(property);
        require(value.isTextual(), "%s%s must be a date-time".formatted(path, property));
        try {
            // the class takes more than RFC 3339 does, such as a time without seconds
            require(DATE_TIME.matcher(value.textValue()).matches(),
                    "%s%s must be a date-time, but is %s".formatted(path, property, value.textValue()));
            return OffsetDateTime.parse(value.textValue()).toInstant();
        } catch (DateTimeException e) {
            throw new Violation("%s%s must be a date-time, but is %s".formatted(path, property, value.textValue()));
        }
    }

    static void properties(JsonNode object, String path, Set<String> required, Set<String> optional) throws Violation {
        require(object.isObject(), path + " must be an object");
        for (var property : required) {
            require(object.has(property), "%s.%s is required".formatted(path, property));
        }
        for (var names = object.fieldNames(); names.hasNext();) {
            var name = names.next();
            require(required.contains(name) || optional.contains(name), "%s.%s is no property of it".formatted(path, name));
        }
    }

    static void require(boolean condition, String message) throws Violation {
        if (!condition) {
            throw new Violation(message);
        }
    }
}
