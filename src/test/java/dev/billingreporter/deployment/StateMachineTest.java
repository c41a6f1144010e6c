package dev.billingreporter.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.billingreporter.deployment.StateMachine.ExecutionFailed;
import dev.billingreporter.event.EventReader;
import dev.billingreporter.standin.Json;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The template's state machine, its real definition, over a function of the test's. */
class StateMachineTest {

    private static final JsonNode DONE = Json.read("{\"resumeAfter\":null}");

    @Test
    void eachShareGoesOnUntilItIsDone() {
        var calls = new ArrayList<String>();

        run(3, payload -> {
            calls.add(payload.toString());
            return payload.get("segment").asInt() == 1 && payload.get("resumeAfter").isNull()
                    ? Json.read("{\"resumeAfter\":\"icfg_9\"}")
                    : DONE;
        });

        assertThat(calls).containsExactly("{\"segment\":0,\"totalSegments\":3,\"resumeAfter\":null}",
                "{\"segment\":1,\"totalSegments\":3,\"resumeAfter\":null}",
                "{\"segment\":1,\"totalSegments\":3,\"resumeAfter\":\"icfg_9\"}",
                "{\"segment\":2,\"totalSegments\":3,\"resumeAfter\":null}");
    }

    @Test
    void aShareThatAlwaysFailsOneThatIsThrottledThirtyTimesAndOneThatGoesOnFiveTimes() {
        var calls = new ArrayList<Integer>();
        var machine = machine(4, 100, Optional.empty(), payload -> {
            var segment = payload.get("segment").asInt();
            calls.add(segment);
            var call = calls.stream().filter(number -> number == segment).count();
            if (segment == 0) {
                throw new ExecutionFailed("dev.billingreporter.dynamodb.TableException", "scripted");
            }
            if (segment == 1 && call <= 30) {
                throw new ExecutionFailed("Lambda.TooManyRequestsException", "scripted");
            }
            return segment == 2 && call <= 5 ? Json.read("{\"resumeAfter\":\"icfg_%d\"}".formatted(call)) : DONE;
        });

        assertThatThrownBy(() -> machine.run(Json.read("{}"))).isInstanceOf(ExecutionFailed.class)
                .hasMessageStartingWith("SharesFailed: 1 of 4 shares failed");

        assertThat(calls.stream().filter(number -> number == 0)).as("tries of the one that fails").hasSize(3);
        assertThat(calls.stream().filter(number -> number == 1)).as("of the throttled one").hasSize(31);
        assertThat(calls.stream().filter(number -> number == 2)).as("of the one that goes on").hasSize(6);
        assertThat(calls.stream().filter(number -> number == 3)).as("of the last one, which is not given up").hasSize(1);
        assertThat(machine.failedItems()).extracting(item -> item.at("/event/segment").asInt()).containsExactly(0);
    }

    @ParameterizedTest
    @MethodSource("resultsOfAFailedItem")
    void aRunWithoutOneOfItsSharesFailsWhateverStandsForTheFailedOne(Optional<JsonNode> resultOfFailedItem) {
        var machine = machine(3, 100, resultOfFailedItem, StateMachineTest::firstFails);

        assertThatThrownBy(() -> machine.run(Json.read("{}")))
                .hasMessageStartingWith("SharesFailed: 1 of 3 shares failed");
    }

    static Stream<Optional<JsonNode>> resultsOfAFailedItem() {
        return Stream.of(Optional.empty(), Optional.of(NullNode.instance),
                Optional.of(Json.read("{\"Error\":\"Sandbox.Timedout\",\"Cause\":\"scripted\"}")));
    }

    @Test
    void aRunOfWhichNothingIsLeftFails() {
        assertThatThrownBy(() -> run(2, payload -> {
            throw new ExecutionFailed("Sandbox.Timedout", "scripted");
        })).hasMessageStartingWith("SharesFailed: 2 of 2 shares failed");
    }

    @Test
    void whoeverToleratesLessGivesTheOthersUp() {
        var tolerant = machine(10, 10, Optional.empty(), StateMachineTest::firstFails);
        var strict = machine(10, 9, Optional.empty(), StateMachineTest::firstFails);

        assertThatThrownBy(() -> tolerant.run(Json.read("{}"))).hasMessageStartingWith("SharesFailed");
        assertThatThrownBy(() -> strict.run(Json.read("{}"))).hasMessageStartingWith("States.ExceedToleratedFailureThreshold");
    }

    @Test
    void theInputIsPassedOnToEachShareWhichTakesIt() {
        var calls = new ArrayList<JsonNode>();

        machine(2, 100, Optional.empty(), payload -> {
            calls.add(payload);
            return DONE;
        }).run(Json.read("{\"from\":\"2026-11-21\",\"to\":\"2026-11-22\",\"dryRun\":true}"));

        assertThat(calls).hasSize(2).allSatisfy(payload -> {
            assertThat(payload.get("from").asText()).isEqualTo("2026-11-21");
            assertThat(payload.get("to").asText()).isEqualTo("2026-11-22");
            assertThat(payload.get("dryRun").booleanValue()).isTrue();
            EventReader.read(payload, LocalDate.of(2026, 11, 22));
        });
        assertThat(calls).extracting(payload -> payload.get("segment").asInt()).containsExactly(0, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"form\":\"2026-11-21\"}", "{\"from\":\"2026-11-21\",\"dryrun\":true}",
            "{\"installationIds\":[\"icfg_1\"]}", "{\"segment\":0}", "{\"resumeAfter\":\"icfg_1\"}", "{\"status\":true}",
            "[]", "[{\"dryRun\":true}]", "\"dryRun\"", "true", "null",
            "{\"source\":\"aws.scheduler\",\"detail-type\":\"Scheduled Event\"}", "{\"from\":null}", "{\"dryRun\":null}",
            "{\"from\":\"2026-11-21\",\"to\":null}", "{\"dryRun\":\"true\"}", "{\"from\":[\"2026-11-21\"]}",
            "{\"to\":20261121}" })
    void anInputWithAnythingElseStartsNoShare(String input) {
        var machine = machine(2, 100, Optional.empty(), payload -> {
            throw new AssertionError("no share is to be started: " + payload);
        });

        assertThatThrownBy(() -> machine.run(Json.read(input))).isInstanceOf(ExecutionFailed.class)
                .hasMessage(
                        "BadInput: The input may have from and to, which are dates, and dryRun, true or false; and nothing else. "
                                + "Nothing was started.");
    }

    @Test
    void lambdasOwnErrorsAreTriedAgain() {
        var errors = new ArrayList<>(
                List.of("Lambda.TooManyRequestsException", "Lambda.ServiceException", "Lambda.SdkClientException"));

        run(1, payload -> {
            if (!errors.isEmpty()) {
                throw new ExecutionFailed(errors.remove(0), "scripted");
            }
            return DONE;
        });

        assertThat(errors).isEmpty();
    }

    @Test
    void aFunctionThatFailsIsTriedTwiceMore() {
        var calls = new ArrayList<Integer>();

        assertThatThrownBy(() -> run(1, payload -> {
            calls.add(1);
            throw new ExecutionFailed("dev.billingreporter.dynamodb.TableException", "scripted");
        })).isInstanceOf(ExecutionFailed.class);

        assertThat(calls).hasSize(3);
    }

    @Test
    void lambdasOwnErrorsHaveRetriesOfTheirOwnAndAreGivenUpInTheEnd() {
        var calls = new ArrayList<Integer>();

        assertThatThrownBy(() -> run(1, payload -> {
            calls.add(1);
            throw new ExecutionFailed(calls.size() == 1 ? "Sandbox.Timedout" : "Lambda.ServiceException", "scripted");
        })).hasMessageStartingWith("SharesFailed");

        assertThat(calls).hasSize(1 + 1 + 6);
    }

    @Test
    void aThrottledShareOutlastsTheInvocationsThatTakeItsPlace() {
        var retries = new Retries(definition().at("/States/EachShare/ItemProcessor/States/Submit/Retry"));
        var longest = Duration.ofSeconds(Template.read().at("/Parameters/Timeout/MaxValue").asInt());

        assertThat(retries.meanPatience("Lambda.TooManyRequestsException")).isGreaterThan(longest.multipliedBy(3).dividedBy(2));
    }

    @Test
    void aRetryRepeatsTheSameShareFromTheSamePlace() {
        var calls = new ArrayList<String>();

        run(1, payload -> {
            calls.add(payload.get("resumeAfter").asText());
            if (calls.size() == 2) {
                throw new ExecutionFailed("Sandbox.Timedout", "scripted");
            }
            return calls.size() == 1 ? Json.read("{\"resumeAfter\":\"icfg_9\"}") : DONE;
        });

        assertThat(calls).containsExactly("null", "icfg_9", "icfg_9");
    }

    @Test
    void asManySegmentsAsTheParameterAllows() {
        var most = Template.read().at("/Parameters/Segments/MaxValue").asInt();
        var segments = new TreeSet<Integer>();

        run(most, payload -> {
            assertThat(payload.get("totalSegments").asInt()).isEqualTo(most);
            segments.add(payload.get("segment").asInt());
            return DONE;
        });

        assertThat(segments).hasSize(most).contains(0, most - 1);
    }

    @Test
    void anAnswerWithoutAPlaceToGoOnIsAnErrorAndNotTheEnd() {
        assertThatThrownBy(() -> run(1, payload -> Json.read("{}"))).hasMessageStartingWith("SharesFailed: 1 of 1");
    }

    /** As a dry run's may be, which has every request in it. */
    @Test
    void anAnswerTooLargeForTheStateMachineFailsItsShareAtOnceAndNoOther() {
        var calls = new ArrayList<Integer>();
        var machine = machine(3, 100, Optional.empty(), payload -> {
            calls.add(payload.get("segment").asInt());
            return payload.get("segment").asInt() == 0
                    ? Json.read("{\"resumeAfter\":null,\"details\":[\"%s\"]}".formatted("x".repeat(262_144)))
                    : DONE;
        });

        assertThatThrownBy(() -> machine.run(Json.read("{\"dryRun\":true}")))
                .hasMessageStartingWith("SharesFailed: 1 of 3 shares failed");

        assertThat(calls).containsExactly(0, 1, 2);
    }

    @Test
    void theMapIsLabelledAsTheAlarmOnItsExecutionsNamesIt() {
        var label = definition().at("/States/EachShare/Label").asText();

        assertThat(label).matches("[A-Za-z0-9-]{1,40}");
        assertThat(Template.read().at("/Resources/SharesAlarm/Properties/Metrics").findValuesAsText("Fn::Sub"))
                .containsExactly("${SegmentedRun}/" + label, "${SegmentedRun}/" + label, "${SegmentedRun}/" + label);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/States/EachShare", "/States/EachShare/ItemProcessor",
            "/States/EachShare/ItemProcessor/ProcessorConfig",
            "/States/EachShare/ItemProcessor/States/Submit", "/States/EachShare/ItemProcessor/States/Submit/Retry/0",
            "/States/EachShare/ItemProcessor/States/IsDone", "/States/EachShare/ItemProcessor/States/Done", "/States/IsKnown",
            "/States/IsEachDone", "/States/AllDone", "" })
    void whatTheseTestsDoNotKnowIsAnErrorWhereverItStands(String place) {
        var definition = definition();
        ((ObjectNode) definition.at(place)).put("Credentials", "x");

        assertThatThrownBy(() -> new StateMachine(definition, substitutions(2, 0), Optional.empty(), payload -> DONE)
                .run(JsonNodeFactory.instance.objectNode())).hasMessage("unknown field: Credentials");
    }

    @Test
    void nothingInItNamesAPartition() {
        assertThat(definition().toString()).doesNotContain("arn:aws");
        var substitutions = Template.read().at("/Resources/SegmentedRun/Properties/DefinitionSubstitutions");
        assertThat(substitutions.at("/Partition/Ref").asText()).isEqualTo("AWS::Partition");
    }

    private static JsonNode firstFails(JsonNode payload) {
        if (payload.get("segment").asInt() == 0) {
            throw new ExecutionFailed("Sandbox.Timedout", "scripted");
        }
        return DONE;
    }

    private static void run(int segments, Function<JsonNode, JsonNode> function) {
        machine(segments, 100, Optional.empty(), function).run(Json.read("{}"));
    }

    /** The template's state machine over a function. */
    static StateMachine machine(int segments, int toleratedFailurePercentage, Optional<JsonNode> resultOfFailedItem,
            Function<JsonNode, JsonNode> function) {
        return new StateMachine(definition(), substitutions(segments, toleratedFailurePercentage), resultOfFailedItem,
                function);
    }

    private static JsonNode definition() {
        return Template.read().at("/Resources/SegmentedRun/Properties/Definition");
    }

    private static Map<String, String> substitutions(int segments, int toleratedFailurePercentage) {
        var substitutions = Map.of("Partition", "aws", "FunctionArn", "arn:aws:lambda:us-east-1:123456789012:function:f",
                "Segments", Integer.toString(segments), "SegmentConcurrency", "8", "ToleratedFailurePercentage",
                Integer.toString(toleratedFailurePercentage));
        assertThat(Template.read().at("/Resources/SegmentedRun/Properties/DefinitionSubstitutions").fieldNames()).toIterable()
                .containsExactlyInAnyOrderElementsOf(substitutions.keySet());
        return substitutions;
    }
}
