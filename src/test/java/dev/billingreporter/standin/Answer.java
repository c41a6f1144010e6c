package dev.billingreporter.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;

/**
 * What the endpoint answers.
 *
 * @param status the status
 * @param json the body, if there is one
 * @param done what was asked for, as it was done; empty where it was refused
 */
record Answer(int status, Optional<JsonNode> json, Optional<JsonNode> done) {

    static Answer refused(int status, String code, String message) {
        var json = JsonNodeFactory.instance.objectNode();
        json.putObject("error").put("code", code).put("message", message);
        return new Answer(status, Optional.of(json), Optional.empty());
    }

    /** Whether what was asked for was done. */
    boolean isDone() {
        return done.isPresent();
    }

    /** The body of what was done, missing where it was refused. */
    JsonNode data() {
        return done.orElse(MissingNode.getInstance());
    }
}
