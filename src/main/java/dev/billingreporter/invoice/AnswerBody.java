package dev.billingreporter.invoice;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** An answer's body: an object in JSON, of which nothing is taken for granted. */
final class AnswerBody {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,20}(\\.[0-9]{1,10})?");
    /** Longer ones are none of the texts asked for here. */
    private static final int LONGEST_TEXT = 1_000;

    private final JsonNode json;

    private AnswerBody(JsonNode json) {
        this.json = json;
    }

    /** The body; empty where it is no complete object, such as the start of one. */
    static Optional<AnswerBody> read(String body) {
        try {
            return Optional.of(JSON.readTree(body)).filter(JsonNode::isObject).map(AnswerBody::new);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** A text that is neither blank nor longer than any that belongs here. */
    Optional<String> text(String property) {
        return text(json.path(property));
    }

    /** An amount, written as a text or as a number. */
    Optional<BigDecimal> amount(String property) {
        var value = json.path(property);
        if (value.isNumber()) {
            return Optional.of(value.decimalValue());
        }
        return text(value).filter(AMOUNT.asMatchPredicate()).map(BigDecimal::new);
    }

    /** The texts of a list; what is no text in it as it stands in the JSON. */
    List<String> texts(String property) {
        var texts = new ArrayList<String>();
        json.path(property).forEach(element -> texts.add(text(element).orElseGet(() -> cut(element.toString()))));
        return texts;
    }

    private static Optional<String> text(JsonNode value) {
        return Optional.of(value).filter(JsonNode::isTextual).map(JsonNode::textValue)
                .filter(text -> !text.isBlank() && text.length() <= LONGEST_TEXT);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }
}
