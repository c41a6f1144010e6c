package dev.billingreporter.dynamodb;

import dev.billingreporter.benchmark.BenchmarkData;
import dev.billingreporter.checkpoint.AcceptedDay;
import dev.billingreporter.checkpoint.CheckpointFormat;
import dev.billingreporter.checkpoint.Progress;
import dev.billingreporter.checkpoint.StoredCheckpoint;
import dev.billingreporter.local.DynamoDbLocal;
import dev.billingreporter.local.Tables;
import dev.billingreporter.settings.DefaultSettings;
import dev.billingreporter.time.Instants;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * The ways to write a page of checkpoints, per checkpoint, against DynamoDB Local: a conditional write each, as the
 * function does it; batches, which know no condition; a transaction, which keeps the conditions and is charged double.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 15, time = 1)
@Measurement(iterations = 10, time = 1)
public class CheckpointWriteBenchmark {

    private static final int PAGE = 100;
    private static final String CONTENT_HASH = "0123456789abcdef".repeat(4);

    private final StoredCheckpoint[] checkpoints = new StoredCheckpoint[PAGE];
    private Instant now = Instant.parse("2026-11-22T10:05:00Z");
    private DynamoDbLocal dynamoDb;
    private DynamoDbClient client;
    private Tables tables;
    private CheckpointTable table;

    /** Starts DynamoDB Local, and writes the first checkpoints. */
    @Setup
    public void start() {
        dynamoDb = DynamoDbLocal.start();
        client = dynamoDb.client();
        tables = new Tables(client);
        tables.create();
        var clock = Clock.systemUTC();
        table = new CheckpointTable(client, new BatchReader(client, clock, instant -> {
        }), DefaultSettings.SETTINGS);
        Arrays.fill(checkpoints, StoredCheckpoint.NONE);
        conditionalPutItem();
    }

    /** Ends it. */
    @TearDown
    public void stop() {
        client.close();
        dynamoDb.close();
    }

    /** One conditional write each. */
    @Benchmark
    @OperationsPerInvocation(PAGE)
    public void conditionalPutItem() {
        var progress = nextProgress();
        for (var number = 0; number < PAGE; number++) {
            table.add(move(number, progress));
            moved(number, progress);
        }
    }

    /** Conditional statements, 25 a call. */
    @Benchmark
    @OperationsPerInvocation(PAGE)
    public void batchExecuteStatement() {
        var progress = nextProgress();
        for (var from = 0; from < PAGE; from += CheckpointWriter.FULL) {
            var numbers = IntStream.range(from, from + CheckpointWriter.FULL);
            var written = table.addTogether(numbers.mapToObj(number -> move(number, progress)).toList());
            if (written.size() < CheckpointWriter.FULL) {
                throw new IllegalStateException("not all were written");
            }
        }
        IntStream.range(0, PAGE).forEach(number -> moved(number, progress));
    }

    /** Batches of 25. */
    @Benchmark
    @OperationsPerInvocation(PAGE)
    public void batchWriteItem() {
        var progress = nextProgress();
        tables.putAll(Tables.CHECKPOINTS, IntStream.range(0, PAGE).mapToObj(number -> moved(number, progress)).toList());
    }

    /** One transaction for all. */
    @Benchmark
    @OperationsPerInvocation(PAGE)
    public void transactWriteItems() {
        var seen = checkpoints[0].checkpoint().lastSubmission().orElseThrow().timestamp();
        var progress = nextProgress();
        client.transactWriteItems(TransactWriteItemsRequest.builder().transactItems(IntStream.range(0, PAGE)
                .mapToObj(number -> TransactWriteItem.builder()
                        .put(put -> put.tableName(Tables.CHECKPOINTS).item(moved(number, progress))
                                .conditionExpression("lastSuccessfulTimestamp = :seen")
                                .expressionAttributeValues(Map.of(":seen", AttributeValues.of(Instants.text(seen)))))
                        .build())
                .toList()).build());
    }

    private CheckpointMove move(int number, Progress progress) {
        return new CheckpointMove(BenchmarkData.installationId(number), checkpoints[number], progress);
    }

    private Map<String, AttributeValue> moved(int number, Progress progress) {
        var moved = checkpoints[number].checkpoint().with(progress);
        var item = CheckpointFormat.write(moved);
        checkpoints[number] = new StoredCheckpoint(moved, item);
        var attributes = AttributeValues.of(item);
        attributes.put(CheckpointFormat.KEY, AttributeValue.fromS(BenchmarkData.installationId(number)));
        return attributes;
    }

    /** Two days, as in most hours. */
    private Progress nextProgress() {
        now = now.plusMillis(10);
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Function<LocalDate, Progress.Accepted> accepted = day -> new Progress.Accepted(day,
                day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusMillis(1),
                new AcceptedDay(day.equals(today) ? now : now.minusMillis(1), CONTENT_HASH, now, Optional.empty()));
        return new Progress(List.of(accepted.apply(today.minusDays(1)), accepted.apply(today)), Optional.of(today.minusDays(1)),
                false, Optional.empty(), Optional.empty(), false, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
