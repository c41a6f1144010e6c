package dev.billingreporter.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The five tables, with items written and read as JSON; numbers are exact. */
public final class Tables {

    public static final String INSTALLATIONS = "Installations";
    public static final String BILLING_PLANS = "BillingPlans";
    public static final String USAGE_COUNTERS = "UsageCounters";
    public static final String CHECKPOINTS = "Checkpoints";
    public static final String INVOICES = "Invoices";

    private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES).build();

    private final DynamoDbClient client;

    public Tables(DynamoDbClient client) {
        this.client = client;
    }

    /** Creates the tables. */
    public void create() {
        create(INSTALLATIONS, "installationId");
        create(BILLING_PLANS, "billingPlanId");
        create(USAGE_COUNTERS, "installationId", "counterId");
        createCheckpoints();
        createInvoices();
    }

    /** Creates the table of invoices alone. */
    public void createInvoices() {
        create(INVOICES, "installationId", "periodStart");
    }

    /** Creates the table of checkpoints alone. */
    public void createCheckpoints() {
        create(CHECKPOINTS, "installationId");
    }

    private void create(String table, String... keys) {
        var definitions = new ArrayList<AttributeDefinition>();
        var schema = new ArrayList<KeySchemaElement>();
        for (var key : keys) {
            definitions.add(AttributeDefinition.builder().attributeName(key).attributeType(ScalarAttributeType.S).build());
            schema.add(KeySchemaElement.builder().attributeName(key).keyType(schema.isEmpty() ? KeyType.HASH : KeyType.RANGE)
                    .build());
        }
        client.createTable(request -> request.tableName(table).billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(definitions).keySchema(schema));
    }

    /** Deletes and creates all of them again. */
    public void recreate() {
        client.listTables().tableNames().forEach(table -> client.deleteTable(request -> request.tableName(table)));
        create();
    }

    /** Forgets what was submitted. */
    public void recreateCheckpoints() {
        delete(CHECKPOINTS);
        createCheckpoints();
    }

    /** Deletes one. */
    public void delete(String table) {
        client.deleteTable(request -> request.tableName(table));
    }

    /** Removes an item of a table that has one key. */
    public void remove(String table, String key, String value) {
        client.deleteItem(request -> request.tableName(table).key(Map.of(key, AttributeValue.fromS(value))));
    }

    /** Writes an item, given as JSON; quotes may be single and names bare. */
    public void put(String table, String json) {
        put(table, attributes(json));
    }

    /** Writes an item with attributes of any type. */
    public void put(String table, Map<String, AttributeValue> item) {
        client.putItem(request -> request.tableName(table).item(item));
    }

    /** Deletes the item with this key, given as JSON. */
    public void deleteItem(String table, String key) {
        client.deleteItem(request -> request.tableName(table).key(attributes(key)));
    }

    /** Sets a counter's value of a day. */
    public void counter(String installationId, String counterId, String dayValue) {
        put(USAGE_COUNTERS, Map.of("installationId", AttributeValue.fromS(installationId),
                "counterId", AttributeValue.fromS(counterId), "dayValue", AttributeValue.fromN(dayValue)));
    }

    /** Adds to a counter, as a partner does. */
    public void count(String installationId, String counterId, String amount) {
        client.updateItem(request -> request.tableName(USAGE_COUNTERS)
                .key(Map.of("installationId", AttributeValue.fromS(installationId), "counterId",
                        AttributeValue.fromS(counterId)))
                .updateExpression("ADD dayValue :n").expressionAttributeValues(Map.of(":n", AttributeValue.fromN(amount))));
    }

    /** A counter's value of a day. */
    public BigDecimal dayValue(String installationId, String counterId) {
        return new BigDecimal(client.getItem(request -> request.tableName(USAGE_COUNTERS).consistentRead(true)
                .key(Map.of("installationId", AttributeValue.fromS(installationId), "counterId",
                        AttributeValue.fromS(counterId))))
                .item().get("dayValue").n());
    }

    /** Writes many items, 25 at a time. */
    public void putAll(String table, List<Map<String, AttributeValue>> items) {
        for (var from = 0; from < items.size(); from += 25) {
            var writes = items.subList(from, Math.min(from + 25, items.size())).stream()
                    .map(item -> WriteRequest.builder().putRequest(PutRequest.builder().item(item).build()).build()).toList();
            var response = client.batchWriteItem(request -> request.requestItems(Map.of(table, writes)));
            if (response.hasUnprocessedItems() && !response.unprocessedItems().isEmpty()) {
                throw new IllegalStateException("DynamoDB Local left items unprocessed");
            }
        }
    }

    /** The checkpoint of an installation as JSON. */
    public Optional<JsonNode> checkpoint(String installationId) {
        var item = client.getItem(request -> request.tableName(CHECKPOINTS).consistentRead(true)
                .key(Map.of("installationId", AttributeValue.fromS(installationId)))).item();
        return item.isEmpty() ? Optional.empty() : Optional.of(json(AttributeValue.fromM(item)));
    }

    /** The invoices of an installation as JSON, by the starts of their periods. */
    public List<JsonNode> invoices(String installationId) {
        return client.queryPaginator(request -> request.tableName(INVOICES).consistentRead(true)
                .keyConditionExpression("installationId = :id")
                .expressionAttributeValues(Map.of(":id", AttributeValue.fromS(installationId)))).items().stream()
                .map(item -> json(AttributeValue.fromM(item))).toList();
    }

    /** The invoice of an installation for the period that starts at this instant, such as {@code 2026-11-01T00:00:00.000Z}. */
    public Optional<JsonNode> invoice(String installationId, String periodStart) {
        return invoices(installationId).stream().filter(invoice -> invoice.get("periodStart").textValue().equals(periodStart))
                .findFirst();
    }

    /** An item's JSON as attributes; quotes may be single and names bare. */
    public static Map<String, AttributeValue> attributes(String json) {
        try {
            return attributes(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An item's JSON as attributes. */
    public static Map<String, AttributeValue> attributes(JsonNode json) {
        var attributes = new HashMap<String, AttributeValue>();
        json.properties().forEach(field -> attributes.put(field.getKey(), attribute(field.getValue())));
        return attributes;
    }

    private static AttributeValue attribute(JsonNode json) {
        return switch (json.getNodeType()) {
            case STRING -> AttributeValue.fromS(json.textValue());
            case NUMBER -> AttributeValue.fromN(json.decimalValue().toString());
            case BOOLEAN -> AttributeValue.fromBool(json.booleanValue());
            case NULL -> AttributeValue.fromNul(true);
            case OBJECT -> AttributeValue.fromM(attributes(json));
            case ARRAY -> {
                var list = new ArrayList<AttributeValue>();
                json.forEach(element -> list.add(attribute(element)));
                yield AttributeValue.fromL(list);
            }
            default -> throw new IllegalArgumentException("no attribute is a " + json.getNodeType());
        };
    }

    private static JsonNode json(AttributeValue value) {
        return switch (value.type()) {
            case S -> JsonNodeFactory.instance.textNode(value.s());
            case N -> JsonNodeFactory.instance.numberNode(new BigDecimal(value.n()));
            case BOOL -> JsonNodeFactory.instance.booleanNode(value.bool());
            case M -> {
                var object = JsonNodeFactory.instance.objectNode();
                value.m().forEach((name, field) -> object.set(name, json(field)));
                yield object;
            }
            case L -> {
                var list = JsonNodeFactory.instance.arrayNode();
                value.l().forEach(element -> list.add(json(element)));
                yield list;
            }
            default -> throw new IllegalArgumentException("no item of the function has a " + value.type());
        };
    }
}
