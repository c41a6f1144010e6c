package dev.billingreporter.dynamodb;

import dev.billingreporter.checkpoint.Checkpoint;
import dev.billingreporter.checkpoint.Progress;
import dev.billingreporter.item.InvalidItemException;
import dev.billingreporter.item.Item;
import dev.billingreporter.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/**
 * Reads and writes the checkpoints table.
 *
 * <p>
 * Runs may overlap, without a lock. What Vercel keeps is decided by the submissions' timestamps alone, each taken before
 * its counters were read (strongly consistent), so that the submission that wins holds every usage counted before its
 * timestamp. What stands here is only ever changed by {@link Checkpoint#with}, which moves forward, under the condition
 * that nobody else has moved it since it was read; whoever loses that condition reads again and adds its progress to
 * what it finds. Both runs' progress is kept, whichever writes first.
 */
@ApplicationScoped
public class CheckpointTable {

    private static final String KEY = "installationId";
    private static final Projection PROJECTION = Projection.of(List.of(KEY, "lastSuccessfulTimestamp", "lastAcceptedAt",
            "lastEod", "days", "consecutiveFailures", "lastFailure", "goneAt"));
    /** Two runs rarely meet, and three never did: more losses than this mean that something else is wrong. */
    private static final int ATTEMPTS = 5;

    private final DynamoDbClient client;
    private final BatchReader batchReader;
    private final String table;

    CheckpointTable(DynamoDbClient client, BatchReader batchReader, Settings settings) {
        this.client = client;
        this.batchReader = batchReader;
        this.table = settings.checkpointsTable();
    }

    /**
     * The checkpoints of these installations, by their ids.
     *
     * @throws TableException if the table cannot be read
     */
    public Map<String, Entry> read(Collection<String> installationIds) {
        var items = batchReader.read(table, KEY, installationIds, PROJECTION);
        var entries = new HashMap<String, Entry>(installationIds.size() * 2);
        for (var installationId : installationIds) {
            entries.put(installationId, Optional.ofNullable(items.get(installationId))
                    .map(attributes -> entry(installationId, attributes))
                    .orElseGet(() -> new Entry.Usable(Checkpoint.NONE)));
        }
        return entries;
    }

    /**
     * Adds a run's progress to a checkpoint.
     *
     * @param seen the checkpoint as it was read
     * @return the checkpoint as it is now
     * @throws TableException if the table cannot be read or written
     * @throws InvalidItemException if somebody else has made the item unusable
     */
    public Checkpoint add(String installationId, Checkpoint seen, Progress progress) {
        var known = seen;
        for (var attempt = 1; attempt <= ATTEMPTS; attempt++) {
            var moved = known.with(progress);
            if (written(installationId, known, moved)) {
                return moved;
            }
            known = reread(installationId);
        }
        throw new TableException(table, "could not be written: the checkpoint of %s was changed by another run %d times"
                .formatted(installationId, ATTEMPTS));
    }

    private boolean written(String installationId, Checkpoint known, Checkpoint moved) {
        var request = PutItemRequest.builder().tableName(table)
                .item(CheckpointItem.attributes(installationId, moved));
        known.lastSubmission().ifPresentOrElse(
                // with three decimals as it is written here, or with as few as it needs, should somebody have restored it
                last -> request.conditionExpression("lastSuccessfulTimestamp IN (:seen, :restored)")
                        .expressionAttributeValues(Map.of(":seen", CheckpointItem.instant(last.timestamp()),
                                ":restored", AttributeValue.fromS(last.timestamp().toString()))),
                () -> request.conditionExpression("attribute_not_exists(lastSuccessfulTimestamp)"));
        try {
            client.putItem(request.build());
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        } catch (SdkException e) {
            throw new TableException(table, "written", e);
        }
    }

    private Checkpoint reread(String installationId) {
        var attributes = batchReader.read(table, KEY, List.of(installationId), PROJECTION).get(installationId);
        return attributes == null ? Checkpoint.NONE : checkpoint(installationId, attributes);
    }

    private Entry entry(String installationId, Map<String, AttributeValue> attributes) {
        try {
            return new Entry.Usable(checkpoint(installationId, attributes));
        } catch (InvalidItemException e) {
            return new Entry.Unusable(e.getMessage());
        }
    }

    private Checkpoint checkpoint(String installationId, Map<String, AttributeValue> attributes) {
        return Checkpoint.read(Item.of(table, installationId, AttributeValues.plain(attributes)));
    }

    /** An installation's place in the table. */
    public sealed interface Entry {

        /** A checkpoint; an empty one where there is no item. */
        record Usable(Checkpoint checkpoint) implements Entry {
        }

        /**
         * An item that cannot be used.
         *
         * @param message which attribute, and why
         */
        record Unusable(String message) implements Entry {
        }
    }
}
