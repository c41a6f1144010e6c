package dev.billingreporter.dynamodb;

import static dev.billingreporter.dynamodb.AcceptedProgress.accepted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.billingreporter.checkpoint.Checkpoint;
import dev.billingreporter.checkpoint.CheckpointFormat;
import dev.billingreporter.checkpoint.Progress;
import dev.billingreporter.checkpoint.StoredCheckpoint;
import dev.billingreporter.function.AdjustableClock;
import dev.billingreporter.item.Item;
import dev.billingreporter.item.TableException;
import dev.billingreporter.settings.DefaultSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

class CheckpointTableTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:05:00Z");

    private final ScriptedDynamoDb client = new ScriptedDynamoDb();
    private final AdjustableClock clock = new AdjustableClock(NOW);
    private final CheckpointTable table = new CheckpointTable(client, new BatchReader(client, clock, clock),
            DefaultSettings.SETTINGS);

    @Test
    void theFirstCheckpointIsWrittenOnlyIfThereIsNoItem() {
        client.writeAnswers.add(request -> PutItemResponse.builder().build());

        add(StoredCheckpoint.NONE, accepted(NOW));

        var request = client.writes.get(0);
        assertThat(request.conditionExpression()).isEqualTo("attribute_not_exists(installationId)");
        assertThat(request.returnValuesOnConditionCheckFailure()).isEqualTo(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        assertThat(request.tableName()).isEqualTo("Checkpoints");
        assertThat(request.item()).containsOnlyKeys("installationId", "lastSuccessfulTimestamp", "lastAcceptedAt", "lastEod",
                "days", "consecutiveFailures", "trackedFrom", "countedBefore");
    }

    @Test
    void aCheckpointIsMovedOnlyIfNoAttributeHasChangedSinceItWasRead() {
        client.writeAnswers.add(request -> PutItemResponse.builder().build());
        var stored = new HashMap<String, Object>(
                CheckpointFormat.write(Checkpoint.NONE.with(accepted(NOW.minusSeconds(3600)))));
        // as somebody may have restored it; it is compared as it is, not as it would be written
        stored.put("lastSuccessfulTimestamp", "2026-11-22T09:05:00Z");
        stored.put("goneAt", Item.NULL);
        var seen = new StoredCheckpoint(CheckpointFormat.read(Item.of("Checkpoints", "icfg_1", stored)), stored);

        add(seen, accepted(NOW));

        var request = client.writes.get(0);
        assertThat(request.conditionExpression().split(" AND ")).containsExactlyInAnyOrder(
                "#lastSuccessfulTimestamp = :lastSuccessfulTimestamp", "#lastAcceptedAt = :lastAcceptedAt",
                "#lastEod = :lastEod", "#days = :days", "#consecutiveFailures = :consecutiveFailures",
                "attribute_not_exists(#lastFailure)", "#goneAt = :goneAt", "#trackedFrom = :trackedFrom",
                "#countedBefore = :countedBefore", "attribute_not_exists(#period)",
                "attribute_not_exists(#invoicedThrough)", "attribute_not_exists(#invoicesLookAt)",
                "attribute_not_exists(#endedPeriods)");
        assertThat(request.expressionAttributeValues().get(":lastSuccessfulTimestamp").s()).isEqualTo("2026-11-22T09:05:00Z");
        assertThat(request.expressionAttributeValues().get(":goneAt").nul()).isTrue();
        assertThat(request.expressionAttributeValues().get(":days").m().get("2026-11-22").m().get("contentHash").s())
                .isEqualTo("hash");
        assertThat(request.item().get("lastSuccessfulTimestamp").s()).isEqualTo("2026-11-22T10:05:00.000Z");
    }

    @Test
    void whoeverLosesTheConditionAddsItsProgressToWhatIsThereNowWithoutReadingAgain() {
        var newer = Checkpoint.NONE.with(accepted(NOW.plusSeconds(5)));
        client.writeAnswers.add(request -> {
            throw ConditionalCheckFailedException.builder().item(AttributeValues.of(CheckpointFormat.write(newer))).build();
        });
        client.writeAnswers.add(request -> PutItemResponse.builder().build());

        var added = add(StoredCheckpoint.NONE, accepted(NOW));

        assertThat(added).as("what the other run made of it").isEqualTo(newer);
        assertThat(client.writes).hasSize(2);
        assertThat(client.writes.get(1).item().get("lastSuccessfulTimestamp").s()).as("never back")
                .isEqualTo("2026-11-22T10:05:05.000Z");
        assertThat(client.reads).isEmpty();
    }

    @Test
    void aCheckpointThatWasDeletedMeanwhileIsWrittenAnew() {
        client.writeAnswers.add(request -> {
            throw ConditionalCheckFailedException.builder().build();
        });
        client.writeAnswers.add(request -> PutItemResponse.builder().build());
        var seen = Checkpoint.NONE.with(accepted(NOW.minusSeconds(3600)));

        add(new StoredCheckpoint(seen, CheckpointFormat.write(seen)), accepted(NOW));

        assertThat(client.writes.get(1).conditionExpression()).isEqualTo("attribute_not_exists(installationId)");
    }

    @Test
    void aConditionThatIsLostAgainAndAgainIsAnError() {
        client.writeAnswers.add(request -> {
            throw ConditionalCheckFailedException.builder().build();
        });

        assertThatThrownBy(() -> add(StoredCheckpoint.NONE, accepted(NOW))).isInstanceOf(TableException.class)
                .hasMessage(
                        "table Checkpoints could not be written: the checkpoint of icfg_1 was changed by another run 5 times");
        assertThat(client.writes).hasSize(5);
    }

    @Test
    void throttlingThatTheSdkGaveUpOnIsAnErrorThatNamesTheTable() {
        client.writeAnswers.add(request -> {
            throw ProvisionedThroughputExceededException.builder()
                    .awsErrorDetails(AwsErrorDetails.builder().errorCode("ProvisionedThroughputExceededException")
                            .errorMessage("too much").build())
                    .build();
        });

        assertThatThrownBy(() -> add(StoredCheckpoint.NONE, accepted(NOW))).isInstanceOf(TableException.class)
                .hasMessage("table Checkpoints could not be written: ProvisionedThroughputExceededException: too much");
    }

    @Test
    void unprocessedKeysAreReadAgainAfterAWhile() {
        client.readAnswers.add(request -> unprocessed(request, 3));
        client.readAnswers.add(request -> unprocessed(request, 1));
        client.readAnswers.add(request -> unprocessed(request, 0));

        var entries = table.read(List.of("icfg_1", "icfg_2", "icfg_3", "icfg_4"));

        assertThat(entries).hasSize(4);
        assertThat(client.reads).extracting(request -> request.requestItems().get("Checkpoints").keys().size())
                .containsExactly(4, 3, 1);
    }

    @Test
    void keysThatStayUnprocessedAreAnErrorAndTheTriesAreBounded() {
        client.readAnswers.add(request -> unprocessed(request, 2));

        assertThatThrownBy(() -> table.read(List.of("icfg_1", "icfg_2"))).isInstanceOf(TableException.class)
                .hasMessage("table Checkpoints could not be read: DynamoDB left 2 keys unprocessed 8 times");
        assertThat(client.reads).hasSize(8);
        assertThat(Duration.between(NOW, clock.instant())).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void aHundredKeysAreReadAtATime() {
        client.readAnswers.add(request -> unprocessed(request, 0));

        table.read(IntStream.range(0, 250).mapToObj(number -> "icfg_" + number).toList());

        assertThat(client.reads).extracting(request -> request.requestItems().get("Checkpoints").keys().size())
                .containsExactly(100, 100, 50);
    }

    private Checkpoint add(StoredCheckpoint seen, Progress progress) {
        return table.add(new CheckpointMove("icfg_1", seen, progress));
    }

    private static BatchGetItemResponse unprocessed(BatchGetItemRequest request, int count) {
        var keys = request.requestItems().get("Checkpoints").keys();
        var left = keys.subList(keys.size() - count, keys.size());
        Map<String, KeysAndAttributes> unprocessed = left.isEmpty() ? Map.of()
                : Map.of("Checkpoints", KeysAndAttributes.builder().keys(left).build());
        List<Map<String, AttributeValue>> none = List.of();
        return BatchGetItemResponse.builder().responses(Map.of("Checkpoints", none)).unprocessedKeys(unprocessed).build();
    }
}
