package dev.billingreporter.dynamodb;

import dev.billingreporter.checkpoint.AcceptedDay;
import dev.billingreporter.checkpoint.Checkpoint;
import dev.billingreporter.checkpoint.LastFailure;
import dev.billingreporter.time.Instants;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A checkpoint as an item of its table. */
final class CheckpointItem {

    private CheckpointItem() {
    }

    static Map<String, AttributeValue> attributes(String installationId, Checkpoint checkpoint) {
        var item = new HashMap<String, AttributeValue>();
        item.put("installationId", AttributeValue.fromS(installationId));
        checkpoint.lastSubmission().ifPresent(last -> {
            item.put("lastSuccessfulTimestamp", instant(last.timestamp()));
            item.put("lastAcceptedAt", instant(last.acceptedAt()));
            item.put("lastEod", instant(last.endOfDay()));
        });
        var days = new HashMap<String, AttributeValue>();
        checkpoint.days().forEach((day, accepted) -> days.put(day.toString(), AttributeValue.fromM(day(accepted))));
        item.put("days", AttributeValue.fromM(days));
        item.put("consecutiveFailures", AttributeValue.fromN(Integer.toString(checkpoint.consecutiveFailures())));
        checkpoint.lastFailure().ifPresent(failure -> item.put("lastFailure", AttributeValue.fromM(failure(failure))));
        checkpoint.goneAt().ifPresent(goneAt -> item.put("goneAt", instant(goneAt)));
        return item;
    }

    static AttributeValue instant(Instant instant) {
        return AttributeValue.fromS(Instants.text(instant));
    }

    private static Map<String, AttributeValue> day(AcceptedDay accepted) {
        return Map.of("timestamp", instant(accepted.timestamp()),
                "contentHash", AttributeValue.fromS(accepted.contentHash()),
                "acceptedAt", instant(accepted.acceptedAt()));
    }

    private static Map<String, AttributeValue> failure(LastFailure failure) {
        var map = new HashMap<String, AttributeValue>();
        map.put("at", instant(failure.at()));
        failure.day().ifPresent(day -> map.put("day", AttributeValue.fromS(day.toString())));
        map.put("kind", AttributeValue.fromS(failure.kind()));
        failure.httpStatus().ifPresent(status -> map.put("httpStatus", AttributeValue.fromN(status.toString())));
        map.put("message", AttributeValue.fromS(failure.message()));
        return map;
    }
}
