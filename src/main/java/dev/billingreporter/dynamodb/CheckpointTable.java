package dev.billingreporter.dynamodb;

import dev.billingreporter.checkpoint.Checkpoint;
import dev.billingreporter.checkpoint.CheckpointFormat;
import dev.billingreporter.checkpoint.RunPlace;
import dev.billingreporter.checkpoint.StoredCheckpoint;
import dev.billingreporter.item.Item;
import dev.billingreporter.item.Parsed;
import dev.billingreporter.item.TableException;
import dev.billingreporter.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Reads and writes the checkpoints table.
 *
 * <p>
 * Runs may overlap, without a lock. What Vercel keeps is decided by the submissions' timestamps alone, each taken before
 * its counters were read (strongly consistent), so that the submission that wins holds every usage counted before its
 * timestamp. What stands here is only ever changed by {@link Checkpoint#with}, under the condition that every attribute
 * is still what it was when it was read. Whoever loses that condition is given the item that is there now, and adds its
 * progress to that. So nothing that either run has seen is lost, whichever writes first.
 */
@ApplicationScoped
public class CheckpointTable {

    private static final Logger LOG = Logger.getLogger(CheckpointTable.class);
    private static final Projection PROJECTION = Projection
            .of(Stream.concat(Stream.of(CheckpointFormat.KEY), CheckpointFormat.ATTRIBUTES.stream()).toList());
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
    public Map<String, Parsed<StoredCheckpoint>> read(Collection<String> installationIds) {
        var items = batchReader.read(table, CheckpointFormat.KEY, installationIds, PROJECTION);
        var checkpoints = new HashMap<String, Parsed<StoredCheckpoint>>(installationIds.size() * 2);
        for (var installationId : installationIds) {
            checkpoints.put(installationId,
                    Parsed.of(() -> stored(installationId, items.getOrDefault(installationId, Map.of()))));
        }
        return checkpoints;
    }

    /**
     * Adds a run's progress to a checkpoint.
     *
     * @return the checkpoint to which the progress was added in the end: what was seen, or what another run made of it
     * @throws TableException if the table cannot be written
     * @throws dev.billingreporter.item.InvalidItemException if somebody else has made the item unusable
     */
    public Checkpoint add(CheckpointMove move) {
        var installationId = move.installationId();
        var known = move.seen();
        for (var attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                write(installationId, known, known.checkpoint().with(move.progress()));
                return known.checkpoint();
            } catch (ConditionalCheckFailedException e) {
                known = stored(installationId, e.hasItem() ? e.item() : Map.of());
            } catch (SdkException e) {
                throw DynamoDbFailure.unwritten(table, e);
            }
        }
        throw new TableException(table, "could not be written: the checkpoint of %s was changed by another run %d times"
                .formatted(installationId, ATTEMPTS));
    }

    /**
     * Adds progress to several checkpoints by one call.
     *
     * @param moves of different installations, at most {@link CheckpointWriter#FULL}
     * @return the installations for which it was done. The others' checkpoints are what they were, or what another run has
     *         made of them; {@link #add} says what is the matter, or does it.
     * @throws TableException if DynamoDB could not be asked, or gave no answer
     */
    Set<String> addTogether(List<CheckpointMove> moves) {
        var statements = moves.stream().map(move -> CheckpointStatement.of(table, move.installationId(), move.seen().item(),
                CheckpointFormat.write(move.seen().checkpoint().with(move.progress())))).toList();
        try {
            var responses = client.batchExecuteStatement(request -> request.statements(statements)).responses();
            return IntStream.range(0, moves.size()).filter(number -> responses.get(number).error() == null)
                    .mapToObj(number -> moves.get(number).installationId()).collect(Collectors.toSet());
        } catch (AwsServiceException e) {
            LOG.warnf("%d checkpoints are written one by one: %s", moves.size(),
                    DynamoDbFailure.unwritten(table, e).getMessage());
            return Set.of();
        } catch (SdkException e) {
            throw DynamoDbFailure.unwritten(table, e);
        }
    }

    private void write(String installationId, StoredCheckpoint known, Checkpoint moved) {
        var item = AttributeValues.of(CheckpointFormat.write(moved));
        item.put(CheckpointFormat.KEY, AttributeValue.fromS(installationId));
        var request = PutItemRequest.builder().tableName(table).item(item)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        if (known.item().isEmpty()) {
            client.putItem(request.conditionExpression("attribute_not_exists(" + CheckpointFormat.KEY + ")").build());
            return;
        }
        UnchangedCondition.add(request, CheckpointFormat.ATTRIBUTES, known.item());
        client.putItem(request.build());
    }

    private StoredCheckpoint stored(String installationId, Map<String, AttributeValue> attributes) {
        if (installationId.equals(RunPlace.KEY)) {
            throw Item.of(table, installationId, Map.of()).invalid(CheckpointFormat.KEY, "is no installation's");
        }
        if (attributes.isEmpty()) {
            return StoredCheckpoint.NONE;
        }
        var plain = AttributeValues.plain(attributes);
        return new StoredCheckpoint(CheckpointFormat.read(Item.of(table, installationId, plain)), plain);
    }
}
