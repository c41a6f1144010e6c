package dev.billingreporter.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.billingreporter.standin.Json;
import java.util.Optional;
import java.util.function.Function;

/** Runs the template's state machine over a function. */
public final class FanOut {

    private FanOut() {
    }

    /** One run over so many segments, none of which may fail. */
    public static void run(int segments, Function<JsonNode, JsonNode> function) {
        StateMachineTest.machine(segments, 100, Optional.empty(), function).run(Json.read("{}"));
    }
}
