package dev.billingreporter.dynamodb;

import dev.billingreporter.checkpoint.CheckpointFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;

/**
 * A checkpoint's conditional write as a PartiQL statement. It is the form of a write of which several go in one call, each
 * with a condition of its own.
 */
final class CheckpointStatement {

    private CheckpointStatement() {
    }

    /**
     * Writes {@code moved}, if the item is still what it was when it was read.
     *
     * @param seen the item's attributes as plain Java values; empty where there was no item
     * @param moved the same as they are to be
     */
    static BatchStatementRequest of(String table, String installationId, Map<String, ?> seen, Map<String, ?> moved) {
        var text = new StringBuilder(512);
        var parameters = new ArrayList<AttributeValue>();
        if (seen.isEmpty()) {
            insert(text, parameters, table, installationId, moved);
        } else {
            update(text, parameters, table, installationId, seen, moved);
        }
        return BatchStatementRequest.builder().statement(text.toString()).parameters(parameters).build();
    }

    private static void insert(StringBuilder text, List<AttributeValue> parameters, String table, String installationId,
            Map<String, ?> moved) {
        parameters.add(AttributeValue.fromS(installationId));
        var present = CheckpointFormat.ATTRIBUTES.stream().filter(moved::containsKey).toList();
        present.forEach(attribute -> parameters.add(AttributeValues.of(moved.get(attribute))));
        text.append("INSERT INTO \"").append(table).append("\" VALUE {'").append(CheckpointFormat.KEY).append("': ?")
                .append(present.stream().map(attribute -> ", '" + attribute + "': ?").collect(Collectors.joining()))
                .append('}');
    }

    private static void update(StringBuilder text, List<AttributeValue> parameters, String table, String installationId,
            Map<String, ?> seen, Map<String, ?> moved) {
        text.append("UPDATE \"").append(table).append('"');
        for (var attribute : CheckpointFormat.ATTRIBUTES) {
            var value = moved.get(attribute);
            if (value == null && seen.containsKey(attribute)) {
                text.append(" REMOVE \"").append(attribute).append('"');
            } else if (value != null && !value.equals(seen.get(attribute))) {
                text.append(" SET \"").append(attribute).append("\"=?");
                parameters.add(AttributeValues.of(value));
            }
        }
        text.append(" WHERE \"").append(CheckpointFormat.KEY).append("\"=?");
        parameters.add(AttributeValue.fromS(installationId));
        for (var attribute : CheckpointFormat.ATTRIBUTES) {
            var value = seen.get(attribute);
            text.append(" AND \"").append(attribute).append(value == null ? "\" IS MISSING" : "\"=?");
            if (value != null) {
                parameters.add(AttributeValues.of(value));
            }
        }
    }
}
