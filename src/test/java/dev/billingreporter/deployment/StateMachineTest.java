package dev.billingreporter.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.billingreporter.deployment.StateMachine.TaskFailed;
import dev.billingreporter.standin.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The template's state machine, its real definition, over a function of the test's. */
class StateMachineTest {

    @Test
    void eachShareGoesOnUntilItIsDone() {
        var calls = new ArrayList<String>();

        run(3, 0, payload -> {
            calls.add(payload.toString());
            return Json.read(payload.get("segment").asInt() == 1 && payload.get("resumeAfter").isNull() ? "{\"resumeAfter\":\"icfg_9\"}" : "{\"resumeAfter\":null}");
        });

        assertThat(calls).containsExactly("{\"segment\":0,\"totalSegments\":3,\"resumeAfter\":null}", "{\"segment\":1,\"totalSegments\":3,\"resumeAfter\":null}",
                "{\"segment\":1,\"totalSegments\":3,\"resumeAfter\":\"icfg_9\"}", "{\"segment\":2,\"totalSegments\":3,\"resumeAfter\":null}");
    }

    @Test
    void lambdasOwnErrorsAreTriedAgain() {
        var errors = new ArrayList<>(List.of("Lambda.TooManyRequestsException", "Lambda.ServiceException", "Lambda.SdkClientException"));

        run(1, 0, payload -> {
            if (!errors.isEmpty()) {
                throw new TaskFailed(errors.remove(0), "scripted");
            }
            return Json.read("{\"resumeAfter\":null}");
        });

        assertThat(errors).isEmpty();
    }

    @Test
    void aFunctionThatFailsIsTriedTwiceMore() {
        var calls = new ArrayList<Integer>();

        assertThatThrownBy(() -> run(1, 0, payload -> {
            calls.add(1);
            throw new TaskFailed("dev.billingreporter.dynamodb.TableException", "scripted");
        })).isInstanceOf(TaskFailed.class);

        assertThat(calls).hasSize(3);
    }

    @Test
    void someSharesMayFail() {
        Function<JsonNode, JsonNode> firstFails = payload -> {
            if (payload.get("segment").asInt() == 0) {
                throw new TaskFailed("Sandbox.Timedout", "scripted");
            }
            return Json.read("{\"resumeAfter\":null}");
        };

        run(10, 10, firstFails);
        assertThatThrownBy(() -> run(10, 9, firstFails)).isInstanceOf(TaskFailed.class);
    }

    private static void run(int segments, int toleratedFailurePercentage, Function<JsonNode, JsonNode> function) {
        machine(segments, toleratedFailurePercentage, function).run(Json.read("{}"));
    }

    /** The template's state machine over a function. */
    static StateMachine machine(int segments, int toleratedFailurePercentage, Function<JsonNode, JsonNode> function) {
        var properties = Template.read().at("/Resources/SegmentedRun/Properties");
        var substitutions = Map.of("FunctionArn", "arn:aws:lambda:us-east-1:123456789012:function:f", "Segments", Integer.toString(segments),
                "SegmentConcurrency", "8", "ToleratedFailurePercentage", Integer.toString(toleratedFailurePercentage));
        assertThat(properties.get("DefinitionSubstitutions").fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(substitutions.keySet());
        return new StateMachine(properties.get("Definition"), substitutions, function);
    }
}
