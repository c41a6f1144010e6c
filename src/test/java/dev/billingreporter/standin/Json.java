package dev.billingreporter.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads JSON in tests. */
public final class Json {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Json() {
    }

    /** The JSON, which is well-formed. */
    public static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }
}
