package dev.billingreporter.dynamodb;

import dev.billingreporter.checkpoint.CheckpointFormat;
import dev.billingreporter.checkpoint.RunPlace;
import dev.billingreporter.item.InvalidItemException;
import dev.billingreporter.item.Item;
import dev.billingreporter.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads and writes where a scheduled run left off, an item among the checkpoints. Whichever of two runs writes last has
 * its place kept: either is a place to begin at.
 */
@ApplicationScoped
public class RunPlaceTable {

    private static final Logger LOG = Logger.getLogger(RunPlaceTable.class);
    private static final Projection PROJECTION = Projection
            .of(Stream.concat(Stream.of(CheckpointFormat.KEY), RunPlace.ATTRIBUTES.stream()).toList());

    private final DynamoDbClient client;
    private final BatchReader batchReader;
    private final String table;

    RunPlaceTable(DynamoDbClient client, BatchReader batchReader, Settings settings) {
        this.client = client;
        this.batchReader = batchReader;
        this.table = settings.checkpointsTable();
    }

    /**
     * The place that was left; empty when the last run came to its end.
     *
     * @throws dev.billingreporter.item.TableException if the table cannot be read
     */
    public Optional<RunPlace> read() {
        var item = batchReader.read(table, CheckpointFormat.KEY, List.of(RunPlace.KEY), PROJECTION).get(RunPlace.KEY);
        if (item == null || !item.containsKey("resumeAfter")) {
            return Optional.empty();
        }
        try {
            return Optional.of(RunPlace.read(Item.of(table, RunPlace.KEY, AttributeValues.plain(item))));
        } catch (InvalidItemException e) {
            LOG.warnf("the run begins with the first installation: %s", e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Leaves a place, or says that there is none.
     *
     * @throws dev.billingreporter.item.TableException if the table cannot be written
     */
    public void write(Optional<RunPlace> place) {
        var item = new HashMap<>(AttributeValues.of(place.map(RunPlace::write).orElse(Map.of())));
        item.put(CheckpointFormat.KEY, AttributeValue.fromS(RunPlace.KEY));
        try {
            client.putItem(request -> request.tableName(table).item(item));
        } catch (SdkException e) {
            throw DynamoDbFailure.unwritten(table, e);
        }
    }
}
