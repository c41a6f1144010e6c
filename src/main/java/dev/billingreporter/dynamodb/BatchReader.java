package dev.billingreporter.dynamodb;

import dev.billingreporter.item.TableException;
import dev.billingreporter.time.Waiting;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Reads items by their keys, a hundred at a time, and again those that DynamoDB left unprocessed. */
@ApplicationScoped
class BatchReader {

    /** What one BatchGetItem takes at the most. */
    static final int BATCH = 100;
    static final int ATTEMPTS = 8;
    private static final Logger LOG = Logger.getLogger(BatchReader.class);
    private static final String VALIDATION = "ValidationException";
    /** What DynamoDB says of a key that is empty or too long. */
    private static final Pattern KEY_VALUE = Pattern.compile("(?i)size of|empty string|key value|maximum size limit");
    private static final Duration FIRST_WAIT = Duration.ofMillis(50);

    private final DynamoDbClient client;
    private final Clock clock;
    private final Waiting waiting;

    BatchReader(DynamoDbClient client, Clock clock, Waiting waiting) {
        this.client = client;
        this.clock = clock;
        this.waiting = waiting;
    }

    /**
     * The items with these keys, by key; those that do not exist are left out.
     *
     * @param keys distinct values of the table's key attribute {@code key}
     * @param projection which attributes to read
     * @throws TableException if the table cannot be read, or keys stay unprocessed
     */
    Map<String, Map<String, AttributeValue>> read(String table, String key, Collection<String> keys, Projection projection) {
        var items = new HashMap<String, Map<String, AttributeValue>>(keys.size() * 2);
        var all = List.copyOf(keys);
        for (var from = 0; from < all.size(); from += BATCH) {
            readValid(table, key, all.subList(from, Math.min(from + BATCH, all.size())), projection, items);
        }
        return items;
    }

    /** One key that DynamoDB does not allow makes it refuse a whole batch: without that key the others are read. */
    private void readValid(String table, String key, List<String> batch, Projection projection,
            Map<String, Map<String, AttributeValue>> items) {
        try {
            readBatch(table, key, batch, projection, items);
        } catch (InvalidKeyException e) {
            if (batch.size() == 1) {
                LOG.warnf("table %s has no item with a key that DynamoDB refuses: %s", table, e.getMessage());
                return;
            }
            var half = batch.size() / 2;
            readValid(table, key, batch.subList(0, half), projection, items);
            readValid(table, key, batch.subList(half, batch.size()), projection, items);
        }
    }

    private void readBatch(String table, String key, List<String> batch, Projection projection,
            Map<String, Map<String, AttributeValue>> items) {
        var request = KeysAndAttributes.builder()
                .keys(batch.stream().map(value -> Map.of(key, AttributeValue.fromS(value))).toList())
                .projectionExpression(projection.expression())
                .expressionAttributeNames(projection.names())
                .consistentRead(true)
                .build();
        for (var attempt = 1; request != null; attempt++) {
            if (attempt > ATTEMPTS) {
                throw new TableException(table, "could not be read: DynamoDB left %d keys unprocessed %d times"
                        .formatted(request.keys().size(), ATTEMPTS));
            }
            if (attempt > 1) {
                await(table, attempt);
            }
            request = readOnce(table, key, request, items);
        }
    }

    /** Reads what it can; gives the request for what is left, null when nothing is. */
    private KeysAndAttributes readOnce(String table, String key, KeysAndAttributes request,
            Map<String, Map<String, AttributeValue>> items) {
        try {
            var response = client.batchGetItem(BatchGetItemRequest.builder().requestItems(Map.of(table, request)).build());
            response.responses().values().forEach(found -> found.forEach(item -> items.put(item.get(key).s(), item)));
            // keyed by the name that DynamoDB gives the table, even where it was asked for by its ARN
            var unprocessed = new ArrayList<>(response.unprocessedKeys().values());
            return unprocessed.isEmpty() ? null : unprocessed.get(0);
        } catch (SdkException e) {
            if (e instanceof DynamoDbException refusal && isAboutOneKey(refusal)) {
                throw new InvalidKeyException(refusal);
            }
            throw DynamoDbFailure.unreadable(table, e);
        }
    }

    /** And not about the table's key schema, which would be wrong for each of them. */
    private static boolean isAboutOneKey(DynamoDbException e) {
        var details = e.awsErrorDetails();
        return details != null && VALIDATION.equals(details.errorCode())
                && KEY_VALUE.matcher(String.valueOf(details.errorMessage())).find();
    }

    private static final class InvalidKeyException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        InvalidKeyException(DynamoDbException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private void await(String table, int attempt) {
        var bound = FIRST_WAIT.multipliedBy(1L << (attempt - 2));
        try {
            waiting.until(clock.instant().plusMillis(ThreadLocalRandom.current().nextLong(bound.toMillis() + 1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TableException(table, "was not read to the end: interrupted");
        }
    }
}
