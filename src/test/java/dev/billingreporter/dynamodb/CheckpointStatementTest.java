package dev.billingreporter.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.checkpoint.CheckpointFormat;
import dev.billingreporter.local.DynamoDbLocal;
import dev.billingreporter.local.Tables;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementError;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementErrorCodeEnum;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;

/** What a statement does to an item of DynamoDB Local, whatever the item is and is to be. */
class CheckpointStatementTest {

    private static DynamoDbLocal dynamoDb;
    private static DynamoDbClient client;

    @BeforeAll
    static void start() {
        dynamoDb = DynamoDbLocal.start();
        client = dynamoDb.client();
        new Tables(client).create();
    }

    @AfterAll
    static void stop() {
        client.close();
        dynamoDb.close();
    }

    /** A checkpoint that was read, what it is to be, and what is in the table when that is written. */
    private record Case(String installationId, Map<String, Object> seen, Map<String, Object> moved,
            Map<String, Object> there) {
    }

    static List<Integer> seeds() {
        return IntStream.rangeClosed(1, 12).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anItemThatIsWhatItWasBecomesWhatItIsToBe(int seed) {
        var random = new Random(seed);
        var cases = cases(seed, random, seen -> seen);

        var responses = write(cases);

        assertThat(responses).extracting(BatchStatementResponse::error).containsOnlyNulls();
        assertThat(cases).allSatisfy(each -> assertThat(item(each)).isEqualTo(each.moved()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anItemOfWhichOneAttributeHasChangedStaysWhatItIs(int seed) {
        var random = new Random(100 + seed);
        var cases = cases(100 + seed, random, seen -> changed(random, seen));

        var responses = write(cases);

        assertThat(responses).extracting(BatchStatementResponse::error).extracting(BatchStatementError::code)
                .containsOnly(BatchStatementErrorCodeEnum.CONDITIONAL_CHECK_FAILED);
        assertThat(cases).allSatisfy(each -> assertThat(item(each)).isEqualTo(each.there()));
    }

    @Test
    void theFirstCheckpointIsWrittenOnce() {
        var random = new Random(7);
        var first = new Case("icfg_first", Map.of(), attributes(random), Map.of());
        var second = new Case("icfg_first", Map.of(), attributes(random), Map.of());

        assertThat(write(List.of(first)).get(0).error()).isNull();
        assertThat(write(List.of(second)).get(0).error().code()).isEqualTo(BatchStatementErrorCodeEnum.DUPLICATE_ITEM);

        assertThat(item(first)).isEqualTo(first.moved());
    }

    @Test
    void whatWasDeletedMeanwhileIsNotWritten() {
        var random = new Random(8);
        var deleted = new Case("icfg_deleted", attributes(random), attributes(random), Map.of());

        assertThat(write(List.of(deleted)).get(0).error().code())
                .isEqualTo(BatchStatementErrorCodeEnum.CONDITIONAL_CHECK_FAILED);
        assertThat(item(deleted)).isEmpty();
    }

    private interface Meanwhile {
        Map<String, Object> of(Map<String, Object> seen);
    }

    private static List<Case> cases(int seed, Random random, Meanwhile meanwhile) {
        var cases = new ArrayList<Case>();
        for (var number = 0; number < CheckpointWriter.FULL; number++) {
            var seen = attributes(random);
            var each = new Case("icfg_%d_%d".formatted(seed, number), seen, attributes(random), meanwhile.of(seen));
            var item = AttributeValues.of(each.there());
            item.put(CheckpointFormat.KEY, AttributeValue.fromS(each.installationId()));
            client.putItem(request -> request.tableName(Tables.CHECKPOINTS).item(item));
            cases.add(each);
        }
        return cases;
    }

    private static List<BatchStatementResponse> write(List<Case> cases) {
        var statements = cases.stream()
                .map(each -> CheckpointStatement.of(Tables.CHECKPOINTS, each.installationId(), each.seen(), each.moved()))
                .toList();
        return client.batchExecuteStatement(request -> request.statements(statements)).responses();
    }

    private static Map<String, Object> item(Case each) {
        var item = AttributeValues.plain(client.getItem(request -> request.tableName(Tables.CHECKPOINTS)
                .key(Map.of(CheckpointFormat.KEY, AttributeValue.fromS(each.installationId())))).item());
        item.remove(CheckpointFormat.KEY);
        return item;
    }

    /** Some of the attributes, one at least, with values of every kind that a checkpoint has. */
    private static Map<String, Object> attributes(Random random) {
        var attributes = new HashMap<String, Object>();
        for (var attribute : CheckpointFormat.ATTRIBUTES) {
            if (random.nextInt(3) > 0) {
                attributes.put(attribute, value(random));
            }
        }
        return attributes.isEmpty() ? attributes(random) : attributes;
    }

    private static Object value(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> BigDecimal.valueOf(random.nextInt(3));
            case 1 -> Map.of("2026-11-2" + random.nextInt(3), Map.of("contentHash", "hash" + random.nextInt(3)));
            case 2 -> List.of(Map.of("start", "2026-11-0" + random.nextInt(3)));
            default -> "2026-11-22T10:05:0" + random.nextInt(3) + ".000Z";
        };
    }

    private static Map<String, Object> changed(Random random, Map<String, Object> seen) {
        var changed = new HashMap<>(seen);
        var attribute = CheckpointFormat.ATTRIBUTES.get(random.nextInt(CheckpointFormat.ATTRIBUTES.size()));
        if (seen.containsKey(attribute) && random.nextBoolean()) {
            changed.remove(attribute);
        } else {
            changed.put(attribute, "another run's");
        }
        return changed;
    }
}
