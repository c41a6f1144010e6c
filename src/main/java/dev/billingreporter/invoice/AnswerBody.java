package dev.billingreporter.invoice;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** An answer's body: an object in JSON, of which nothing is taken for granted. */
final class AnswerBody {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,20}(\\.[0-9]{1,10})?");
    /** Longer ones are none of the texts asked for here. */
    private static final int LONGEST_TEXT = 1_000;
    /** Of a list, so many texts tell what is wrong. */
    private static final int MOST_TEXTS = 10;
    private static final int LONGEST_OF_A_LIST = 300;

    private final JsonNode json;
    private final UnaryOperator<String> redaction;

    private AnswerBody(JsonNode json, UnaryOperator<String> redaction) {
        this.json = json;
        this.redaction = redaction;
    }

    /**
     * The body; empty where it is no complete object, such as the start of one.
     *
     * @param redaction takes out of each text, decoded, what must not be kept
     */
    static Optional<AnswerBody> read(String body, UnaryOperator<String> redaction) {
        try {
            return Optional.of(JSON.readTree(body)).filter(JsonNode::isObject).map(json -> new AnswerBody(json, redaction));
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

    /** The first texts of a list, each on one line; what is no text in it as it stands in the JSON. */
    List<String> texts(String property) {
        var texts = new ArrayList<String>();
        for (var element : json.path(property)) {
            if (texts.size() == MOST_TEXTS) {
                texts.add("…");
                break;
            }
            texts.add(cut(redaction.apply(element.isTextual() ? element.textValue() : element.toString())));
        }
        return texts;
    }

    private Optional<String> text(JsonNode value) {
        return Optional.of(value).filter(JsonNode::isTextual).map(JsonNode::textValue)
                .filter(text -> !text.isBlank() && text.length() <= LONGEST_TEXT).map(redaction);
    }

    private static String cut(String text) {
        var line = text.replaceAll("\\p{Cntrl}", " ").strip();
        return line.length() <= LONGEST_OF_A_LIST ? line : line.substring(0, LONGEST_OF_A_LIST) + "…";
    }
}
