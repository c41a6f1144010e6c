package dev.billingreporter.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.billingreporter.deployment.StateMachine.TaskFailed;
import dev.billingreporter.standin.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The template's state machine, its real definition, over a function of the test's. */
class StateMachineTest {

    @Test
    void eachShareGoesOnUntilItIsDone() {
        var calls = new ArrayList<String>();

        run(3, 0, payload -> {
            calls.add(payload.toString());
            return Json.read(
                    payload.get("segment").asInt() == 1 && payload.get("resumeAfter").isNull() ? "{\"resumeAfter\":\"icfg_9\"}"
                            : "{\"resumeAfter\":null}");
        });

        assertThat(calls).containsExactly("{\"segment\":0,\"totalSegments\":3,\"resumeAfter\":null}",
                "{\"segment\":1,\"totalSegments\":3,\"resumeAfter\":null}",
                "{\"segment\":1,\"totalSegments\":3,\"resumeAfter\":\"icfg_9\"}",
                "{\"segment\":2,\"totalSegments\":3,\"resumeAfter\":null}");
    }

    @Test
    void lambdasOwnErrorsAreTriedAgain() {
        var errors = new ArrayList<>(
                List.of("Lambda.TooManyRequestsException", "Lambda.ServiceException", "Lambda.SdkClientException"));

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

    @Test
    void lambdasOwnErrorsHaveRetriesOfTheirOwnAndAreGivenUpInTheEnd() {
        var calls = new ArrayList<Integer>();

        assertThatThrownBy(() -> run(1, 0, payload -> {
            calls.add(1);
            throw new TaskFailed(calls.size() == 1 ? "Sandbox.Timedout" : "Lambda.TooManyRequestsException", "scripted");
        })).isInstanceOf(TaskFailed.class).hasMessageStartingWith("Lambda.TooManyRequestsException");

        assertThat(calls).hasSize(1 + 1 + 6);
    }

    @Test
    void aRetryRepeatsTheSameShareFromTheSamePlace() {
        var calls = new ArrayList<String>();

        run(1, 0, payload -> {
            calls.add(payload.get("resumeAfter").asText());
            if (calls.size() == 2) {
                throw new TaskFailed("Sandbox.Timedout", "scripted");
            }
            return Json.read(calls.size() == 1 ? "{\"resumeAfter\":\"icfg_9\"}" : "{\"resumeAfter\":null}");
        });

        assertThat(calls).containsExactly("null", "icfg_9", "icfg_9");
    }

    @Test
    void asManySegmentsAsTheParameterAllows() {
        var most = Template.read().at("/Parameters/Segments/MaxValue").asInt();
        var segments = new TreeSet<Integer>();

        run(most, 0, payload -> {
            assertThat(payload.get("totalSegments").asInt()).isEqualTo(most);
            segments.add(payload.get("segment").asInt());
            return Json.read("{\"resumeAfter\":null}");
        });

        assertThat(segments).hasSize(most).contains(0, most - 1);
    }

    @Test
    void anAnswerWithoutAPlaceToGoOnIsAnErrorAndNotTheEnd() {
        assertThatThrownBy(() -> run(1, 0, payload -> Json.read("{}")))
                .hasMessageContaining("there is no $.Payload.resumeAfter");
    }

    @Test
    void anAnswerTooLargeForTheStateMachineIsAnError() {
        assertThatThrownBy(() -> run(1, 0,
                payload -> Json.read("{\"resumeAfter\":null,\"failures\":[\"%s\"]}".formatted("x".repeat(262_144)))))
                .hasMessageContaining("States.DataLimitExceeded");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/States/EachShare", "/States/EachShare/ItemProcessor",
            "/States/EachShare/ItemProcessor/ProcessorConfig",
            "/States/EachShare/ItemProcessor/States/Submit", "/States/EachShare/ItemProcessor/States/Submit/Retry/0",
            "/States/EachShare/ItemProcessor/States/IsDone", "/States/EachShare/ItemProcessor/States/Done", "/States/Shares",
            "" })
    void whatTheseTestsDoNotKnowIsAnErrorWhereverItStands(String place) {
        var definition = definition();
        ((ObjectNode) definition.at(place)).put("Credentials", "x");

        assertThatThrownBy(
                () -> new StateMachine(definition, substitutions(2, 0), payload -> Json.read("{\"resumeAfter\":null}"))
                        .run(Json.read("{}")))
                .hasMessage("unknown field: Credentials");
    }

    private static void run(int segments, int toleratedFailurePercentage, Function<JsonNode, JsonNode> function) {
        machine(segments, toleratedFailurePercentage, function).run(Json.read("{}"));
    }

    /** The template's state machine over a function. */
    static StateMachine machine(int segments, int toleratedFailurePercentage, Function<JsonNode, JsonNode> function) {
        return new StateMachine(definition(), substitutions(segments, toleratedFailurePercentage), function);
    }

    private static JsonNode definition() {
        return Template.read().at("/Resources/SegmentedRun/Properties/Definition");
    }

    private static Map<String, String> substitutions(int segments, int toleratedFailurePercentage) {
        var substitutions = Map.of("FunctionArn", "arn:aws:lambda:us-east-1:123456789012:function:f", "Segments",
                Integer.toString(segments),
                "SegmentConcurrency", "8", "ToleratedFailurePercentage", Integer.toString(toleratedFailurePercentage));
        assertThat(Template.read().at("/Resources/SegmentedRun/Properties/DefinitionSubstitutions").fieldNames()).toIterable()
                .containsExactlyInAnyOrderElementsOf(substitutions.keySet());
        return substitutions;
    }
}
