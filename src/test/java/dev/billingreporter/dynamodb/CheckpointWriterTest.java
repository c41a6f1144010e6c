package dev.billingreporter.dynamodb;

import static dev.billingreporter.dynamodb.AcceptedProgress.TODAY;
import static dev.billingreporter.dynamodb.AcceptedProgress.accepted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.billingreporter.checkpoint.Checkpoint;
import dev.billingreporter.checkpoint.Progress;
import dev.billingreporter.checkpoint.StoredCheckpoint;
import dev.billingreporter.item.Parsed;
import dev.billingreporter.item.TableException;
import dev.billingreporter.local.DynamoDbLocal;
import dev.billingreporter.local.Tables;
import dev.billingreporter.settings.DefaultSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

/** Several threads over DynamoDB Local. Whoever would wait for somebody who never comes, waits for an hour. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CheckpointWriterTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:05:00Z");
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private static DynamoDbLocal dynamoDb;
    private static DynamoDbClient client;
    private static Tables tables;

    private final Counted counted = new Counted();
    private final CheckpointTable table = new CheckpointTable(counted, new BatchReader(client, Clock.systemUTC(), until -> {
    }), DefaultSettings.SETTINGS);
    private final CheckpointWriter writer = new CheckpointWriter(table, AN_HOUR);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeAll
    static void start() {
        dynamoDb = DynamoDbLocal.start();
        client = dynamoDb.client();
        tables = new Tables(client);
    }

    @AfterAll
    static void stop() {
        client.close();
        dynamoDb.close();
    }

    @BeforeEach
    void createTable() {
        tables.createCheckpoints();
    }

    @AfterEach
    void deleteTable() {
        threads.shutdownNow();
        tables.delete(Tables.CHECKPOINTS);
    }

    /** Counts the writes, and can be told to fail. */
    private static final class Counted implements DynamoDbClient {

        final List<Integer> calls = new ArrayList<>();
        int single;
        Optional<Supplier<Throwable>> failure = Optional.empty();

        @Override
        public synchronized BatchExecuteStatementResponse batchExecuteStatement(BatchExecuteStatementRequest request) {
            calls.add(request.statements().size());
            failure.map(Supplier::get).ifPresent(thrown -> {
                if (thrown instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) thrown;
            });
            return client.batchExecuteStatement(request);
        }

        @Override
        public synchronized PutItemResponse putItem(PutItemRequest request) {
            single++;
            return client.putItem(request);
        }

        @Override
        public String serviceName() {
            return "dynamodb";
        }

        @Override
        public void close() {
            // it belongs to the test
        }
    }

    @Test
    void thoseThatEndTogetherAreWrittenByOneCall() throws Exception {
        var first = addAll(3, StoredCheckpoint.NONE, accepted(NOW));
        assertThat(first).containsOnly(Checkpoint.NONE);
        var seen = stored("icfg_0");

        var second = addAll(3, seen, accepted(NOW.plusSeconds(3600)));

        assertThat(second).containsOnly(seen.checkpoint());
        assertThat(counted.calls).containsExactly(3, 3);
        assertThat(counted.single).isZero();
        for (var number = 0; number < 3; number++) {
            assertThat(stored("icfg_" + number).checkpoint())
                    .isEqualTo(seen.checkpoint().with(accepted(NOW.plusSeconds(3600))));
        }
    }

    @Test
    void aCallThatIsFullIsNotHeldBackForMore() throws Exception {
        addAll(CheckpointWriter.FULL + 1, StoredCheckpoint.NONE, accepted(NOW));

        assertThat(counted.calls).containsExactly(CheckpointWriter.FULL);
        assertThat(counted.single).as("the one that came too late").isEqualTo(1);
        assertThat(IntStream.rangeClosed(0, CheckpointWriter.FULL).mapToObj(number -> stored("icfg_" + number).checkpoint()))
                .containsOnly(Checkpoint.NONE.with(accepted(NOW)));
    }

    @Test
    void whoeverHasNothingToWriteKeepsNobodyWaiting() throws Exception {
        begin(3);
        var both = IntStream.range(0, 2).mapToObj(number -> start(move(number, StoredCheckpoint.NONE, accepted(NOW)))).toList();
        writer.end();

        assertThat(both.get(0).get()).isEqualTo(Checkpoint.NONE);
        assertThat(both.get(1).get()).isEqualTo(Checkpoint.NONE);
        assertThat(counted.calls).containsExactly(2);
    }

    @Test
    void nobodyWaitsForLongForAnInstallationThatTakesItsTime() throws Exception {
        var impatient = new CheckpointWriter(table, Duration.ofMillis(1));
        impatient.begin();
        impatient.begin();

        assertThat(impatient.add(move(0, StoredCheckpoint.NONE, accepted(NOW)))).isEqualTo(Checkpoint.NONE);

        assertThat(counted.single).isEqualTo(1);
        assertThat(stored("icfg_0").checkpoint()).isEqualTo(Checkpoint.NONE.with(accepted(NOW)));
    }

    @Test
    void whoeverJoinsIsWrittenByTheClockOfTheFirst() throws Exception {
        var impatient = new CheckpointWriter(table, Duration.ofMillis(1));
        IntStream.rangeClosed(0, 10).forEach(number -> impatient.begin());

        var joined = IntStream.range(0, 10).mapToObj(number -> threads.submit(
                () -> impatient.add(move(number, StoredCheckpoint.NONE, accepted(NOW))))).toList();

        for (var number = 0; number < 10; number++) {
            assertThat(joined.get(number).get()).isEqualTo(Checkpoint.NONE);
            assertThat(stored("icfg_" + number).checkpoint()).isEqualTo(Checkpoint.NONE.with(accepted(NOW)));
        }
    }

    @Test
    void oneThatIsAloneIsWrittenAtOnce() throws Exception {
        assertThat(addAll(1, StoredCheckpoint.NONE, accepted(NOW))).containsExactly(Checkpoint.NONE);

        assertThat(counted.calls).isEmpty();
        assertThat(counted.single).isEqualTo(1);
    }

    @Test
    void oneThatAnotherRunHasMovedIsAddedToWhatIsThereAndTheOthersGoThrough() throws Exception {
        var others = accepted(NOW.plusSeconds(5));
        table.add(move(1, StoredCheckpoint.NONE, others));
        counted.single = 0;

        var before = addAll(3, StoredCheckpoint.NONE, failed(NOW));

        var moved = Checkpoint.NONE.with(others);
        assertThat(before).containsExactly(Checkpoint.NONE, moved, Checkpoint.NONE);
        assertThat(counted.calls).containsExactly(3);
        assertThat(counted.single).as("lost once more, and then added").isEqualTo(2);
        assertThat(stored("icfg_1").checkpoint()).isEqualTo(moved.with(failed(NOW)));
        assertThat(stored("icfg_1").checkpoint().days()).containsKey(TODAY);
        assertThat(stored("icfg_2").checkpoint()).isEqualTo(Checkpoint.NONE.with(failed(NOW)));
    }

    @Test
    void whenDynamoDbRefusesTheCallEachIsWrittenAlone() throws Exception {
        counted.failure = Optional.of(() -> DynamoDbException.builder().statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode("AccessDeniedException")
                        .errorMessage("not allowed to perform dynamodb:PartiQLUpdate").build())
                .build());

        assertThat(addAll(3, StoredCheckpoint.NONE, accepted(NOW))).containsOnly(Checkpoint.NONE);

        assertThat(counted.calls).containsExactly(3);
        assertThat(counted.single).isEqualTo(3);
        assertThat(stored("icfg_2").checkpoint()).isEqualTo(Checkpoint.NONE.with(accepted(NOW)));
    }

    @Test
    void whenDynamoDbGivesNoAnswerEachIsToldAndNobodyWaitsTwice() {
        counted.failure = Optional.of(() -> SdkClientException.create("no route to host"));
        begin(3);
        var all = IntStream.range(0, 3).mapToObj(number -> start(move(number, StoredCheckpoint.NONE, accepted(NOW)))).toList();

        assertThat(all).allSatisfy(each -> assertThatThrownBy(each::get).cause().isInstanceOf(TableException.class)
                .hasMessage("table Checkpoints could not be written: no route to host"));
        assertThat(counted.single).isZero();
    }

    @Test
    void whateverHappensInACallNobodyIsLeftWaiting() {
        counted.failure = Optional.of(() -> new OutOfMemoryError("for the test"));
        begin(3);
        var all = IntStream.range(0, 3).mapToObj(number -> start(move(number, StoredCheckpoint.NONE, accepted(NOW)))).toList();

        assertThat(all).allSatisfy(each -> assertThatThrownBy(each::get).rootCause().isInstanceOf(OutOfMemoryError.class));
    }

    @Test
    void whatHasNoPlaceForAnyOfThemIsAnErrorThatNamesTheTable() throws Exception {
        tables.delete(Tables.CHECKPOINTS);
        begin(2);
        var all = IntStream.range(0, 2).mapToObj(number -> start(move(number, StoredCheckpoint.NONE, accepted(NOW)))).toList();

        assertThat(all).allSatisfy(each -> assertThatThrownBy(each::get).cause().isInstanceOf(TableException.class)
                .hasMessageStartingWith("table Checkpoints could not be written: ResourceNotFoundException"));
        tables.createCheckpoints();
    }

    private List<Checkpoint> addAll(int installations, StoredCheckpoint seen, Progress progress)
            throws InterruptedException, ExecutionException {
        begin(installations);
        var all = IntStream.range(0, installations).mapToObj(number -> start(move(number, seen, progress))).toList();
        var before = new ArrayList<Checkpoint>();
        for (var each : all) {
            before.add(each.get());
        }
        return before;
    }

    private void begin(int installations) {
        IntStream.range(0, installations).forEach(number -> writer.begin());
    }

    private Future<Checkpoint> start(CheckpointMove move) {
        Callable<Checkpoint> add = () -> {
            try {
                return writer.add(move);
            } finally {
                writer.end();
            }
        };
        return threads.submit(add);
    }

    private static CheckpointMove move(int number, StoredCheckpoint seen, Progress progress) {
        return new CheckpointMove("icfg_" + number, seen, progress);
    }

    private StoredCheckpoint stored(String installationId) {
        Map<String, Parsed<StoredCheckpoint>> read = table.read(List.of(installationId));
        return read.get(installationId).orElseThrow();
    }

    private static Progress failed(Instant at) {
        return new Progress(List.of(), Optional.of(TODAY.minusDays(1)), false, Optional.empty(), Optional.of(at), false,
                Optional.empty(), Optional.empty(), Optional.empty());
    }
}
