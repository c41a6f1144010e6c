package dev.billingreporter.dynamodb;

import dev.billingreporter.installation.Installation;
import dev.billingreporter.installation.Segment;
import dev.billingreporter.item.Item;
import dev.billingreporter.item.Parsed;
import dev.billingreporter.item.TableException;
import dev.billingreporter.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** Reads the installations table. */
@ApplicationScoped
public class InstallationTable {

    /** As many as one batch of checkpoints, so that a page costs one batch read. */
    public static final int PAGE = BatchReader.BATCH;

    private static final String KEY = "installationId";
    private static final Projection PROJECTION = Projection.of(Installation.ATTRIBUTES);

    private final DynamoDbClient client;
    private final BatchReader batchReader;
    private final String table;

    InstallationTable(DynamoDbClient client, BatchReader batchReader, Settings settings) {
        this.client = client;
        this.batchReader = batchReader;
        this.table = settings.installationsTable();
    }

    /**
     * The next page of installations.
     *
     * @param segment which share of the table
     * @param after the installation after which the page starts; empty for the first page
     * @throws TableException if the table cannot be read
     */
    public Page scan(Segment segment, Optional<String> after) {
        var request = ScanRequest.builder().tableName(table).limit(PAGE)
                .projectionExpression(PROJECTION.expression()).expressionAttributeNames(PROJECTION.names());
        if (segment.total() > 1) {
            request.segment(segment.number()).totalSegments(segment.total());
        }
        after.ifPresent(key -> request.exclusiveStartKey(Map.of(KEY, AttributeValue.fromS(key))));
        try {
            var response = client.scan(request.build());
            return new Page(response.items().stream().map(this::read).toList(),
                    response.hasLastEvaluatedKey() ? Optional.of(response.lastEvaluatedKey().get(KEY).s()) : Optional.empty());
        } catch (SdkException e) {
            throw DynamoDbFailure.unreadable(table, e);
        }
    }

    /**
     * The installations with these ids, in the order of the ids; those that do not exist are left out.
     *
     * @throws TableException if the table cannot be read
     */
    public List<Entry> find(List<String> installationIds) {
        var items = batchReader.read(table, KEY, installationIds, PROJECTION);
        return installationIds.stream().filter(items::containsKey).map(id -> read(items.get(id))).toList();
    }

    private Entry read(Map<String, AttributeValue> attributes) {
        var installationId = attributes.get(KEY).s();
        return new Entry(installationId,
                Parsed.of(() -> Installation.read(Item.of(table, installationId, AttributeValues.plain(attributes)))));
    }

    /**
     * Some installations.
     *
     * @param entries in the order of the scan
     * @param next the key after which the next page starts; empty when this is the last one
     */
    public record Page(List<Entry> entries, Optional<String> next) {
    }

    /**
     * An item of the table.
     *
     * @param installationId its key
     * @param installation what was made of it
     */
    public record Entry(String installationId, Parsed<Installation> installation) {
    }
}
