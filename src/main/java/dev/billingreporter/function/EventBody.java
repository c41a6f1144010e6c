package dev.billingreporter.function;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.billingreporter.event.InvalidEventException;
import dev.billingreporter.item.Item;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/**
 * An event as it came. A JSON tree keeps the last of two fields of one name, so whether there were two is found out while
 * it is read: {@code {"dryRun":true,"dryRun":false}} is nobody's intention.
 */
@JsonDeserialize(using = EventBody.Reader.class)
public final class EventBody {

    private final JsonNode json;
    private final Optional<String> repeatedField;

    private EventBody(JsonNode json, Optional<String> repeatedField) {
        this.json = Objects.requireNonNull(json);
        this.repeatedField = repeatedField;
    }

    /** An event without a field that is there twice. */
    static EventBody of(JsonNode json) {
        return new EventBody(json, Optional.empty());
    }

    /**
     * The event.
     *
     * @throws InvalidEventException if a field is there twice
     */
    JsonNode json() {
        repeatedField.ifPresent(field -> {
            throw new InvalidEventException("\"" + Item.shortened(field) + "\"", "is there twice");
        });
        return json;
    }

    /** Reads an event. */
    static final class Reader extends JsonDeserializer<EventBody> {

        @Override
        public EventBody deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
            try {
                return of(context.readTree(parser));
            } catch (JsonParseException e) {
                var field = parser.currentName();
                if (field == null || !e.getOriginalMessage().startsWith("Duplicate field")) {
                    throw e;
                }
                return new EventBody(context.getNodeFactory().missingNode(), Optional.of(field));
            }
        }
    }
}
