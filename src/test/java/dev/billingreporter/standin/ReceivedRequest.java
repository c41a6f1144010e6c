package dev.billingreporter.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * A request that the stand-in received.
 *
 * @param route what it asked for; billing data where its path is none of the endpoint's
 * @param installationId from its path
 * @param headers by lower-case names
 * @param bytes its body
 * @param body the body as JSON; missing where it was refused or not looked at
 * @param status what was answered, 0 for no answer
 * @param at when, on the stand-in's clock
 * @param httpVersion such as HTTP_1_1
 */
@SuppressWarnings("ArrayRecordComponent") // the very bytes are what tests look at
public record ReceivedRequest(Route route, String installationId, Map<String, String> headers, byte[] bytes, JsonNode body,
        int status, Instant at, String httpVersion) {

    /** Its body as it came. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The submission's timestamp. */
    public Instant timestamp() {
        return Instant.parse(body.path("timestamp").textValue());
    }

    /** The submission's end of day. */
    public Instant endOfDay() {
        return Instant.parse(body.path("eod").textValue());
    }
}
