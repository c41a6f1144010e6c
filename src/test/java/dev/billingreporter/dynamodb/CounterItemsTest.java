package dev.billingreporter.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.billingreporter.dynamodb.CounterItems.Counter;
import dev.billingreporter.dynamodb.CounterItems.Found;
import dev.billingreporter.item.InvalidItemException;
import dev.billingreporter.local.DynamoDbLocal;
import dev.billingreporter.local.Tables;
import dev.billingreporter.settings.DefaultSettings;
import dev.billingreporter.usage.UsageCounters;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.InterceptorContext;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

class CounterItemsTest {

    private static final String ITEM = "{\"counterId\":{\"S\":\"2026-11-22#requests#\"},\"dayValue\":{\"N\":\"12.5\"}}";

    private final CounterItems counterItems = new CounterItems();
    private final Found found = new Found();
    private final ExecutionAttributes attributes = new ExecutionAttributes().putAttribute(CounterItems.FOUND, found);

    @Test
    void thePlainAnswerIsTakenAndTheSdkIsGivenNone() throws IOException {
        var answer = pass(answer("{\"Count\":1,\"Items\":[" + ITEM + "],\"ScannedCount\":1}"));

        assertThat(found.counters()).containsExactly(new Counter("2026-11-22#requests#", "12.5"));
        assertThat(answer.body()).isEqualTo("{}");
        assertThat(answer.http().firstMatchingHeader("x-amz-crc32")).as("that of another body").isEmpty();
    }

    @Test
    void anAnswerWithoutItemsIsTakenToo() throws IOException {
        assertThat(pass(answer("{\"Count\":0,\"Items\":[],\"ScannedCount\":0}")).body()).isEqualTo("{}");
        assertThat(found.counters()).isEmpty();
    }

    @Test
    void itemsMayNameTheirAttributesInEitherOrderAndHoldAnyText() throws IOException {
        var random = new Random(20261125);
        var counters = new ArrayList<Counter>();
        var items = new ArrayList<String>();
        for (var number = 0; number < 500; number++) {
            var id = "2026-11-22#requests#"
                    + new String[] { "", "a\\\"b", "ü€😀", "\\u00e9", "x".repeat(300) }[random.nextInt(5)];
            var value = Double.toString(random.nextInt(1000) / 8.0);
            counters.add(new Counter(
                    id.replace("\\\"", "\"").replace("\\u00e9", "é"), value));
            var first = "\"counterId\":{\"S\":\"" + id + "\"}";
            var second = "\"dayValue\":{\"N\":\"" + value + "\"}";
            items.add("{" + (random.nextBoolean() ? first + "," + second : second + "," + first) + "}");
        }

        pass(answer("{\"Items\":[" + String.join(",", items) + "]}"));

        assertThat(found.counters()).isEqualTo(counters);
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"Items\":[ITEM],\"LastEvaluatedKey\":{\"counterId\":{\"S\":\"2026-11-22#requests#\"}}}",
            "{\"Items\":[ITEM,{\"counterId\":{\"S\":\"2026-11-23#requests#\"}}]}",
            "{\"Items\":[ITEM,{\"dayValue\":{\"N\":\"1\"}}]}",
            "{\"Items\":[{\"counterId\":{\"S\":\"2026-11-23#requests#\"},\"dayValue\":{\"S\":\"1\"}}]}",
            "{\"Items\":[{\"counterId\":{\"S\":\"2026-11-23#requests#\"},\"dayValue\":{\"NULL\":true}}]}",
            "{\"Items\":[{\"counterId\":{\"S\":\"2026-11-23#requests#\"},\"dayValue\":{\"M\":{\"N\":{\"N\":\"1\"}}}},ITEM]}",
            "{\"Items\":[{\"counterId\":{\"S\":\"2026-11-23#requests#\"},\"dayValue\":{\"N\":\"1\",\"S\":\"1\"}}]}",
            "{\"Items\":[{\"counterId\":{\"S\":\"2026-11-23#requests#\"},\"dayValue\":{\"N\":\"1\"},\"more\":{\"N\":\"1\"}}]}",
            "{\"Items\":[{\"counterId\":\"2026-11-23#requests#\",\"dayValue\":\"1\"}]}",
            "{\"Items\":{\"counterId\":1}}", "{\"Items\":[ITEM],\"ConsumedCapacity\":{\"TableName\":\"UsageCounters\"}}" })
    void whatIsNotPlainIsLeftToTheSdkAsItCame(String body) throws IOException {
        var sent = body.replace("ITEM", ITEM);

        var answer = pass(answer(sent));

        assertThat(found.counters()).isEmpty();
        assertThat(answer.body()).isEqualTo(sent);
        assertThat(answer.http().firstMatchingHeader("x-amz-crc32")).isPresent();
    }

    @Test
    void soAreAnErrorWhatIsCompressedAndWhatDoesNotFitItsChecksum() throws IOException {
        var body = "{\"Items\":[" + ITEM + "]}";
        for (var http : List.of(answer(body).statusCode(400), answer(body).putHeader("Content-Encoding", "gzip"),
                answer(body).putHeader("x-amz-crc32", "1"), answer(body).removeHeader("x-amz-crc32"))) {
            var answer = pass(http);

            assertThat(found.counters()).isEmpty();
            assertThat(answer.body()).isEqualTo(body);
            assertThat(answer.http()).isEqualTo(http.build());
        }
    }

    @Test
    void whatAnEarlierAttemptFoundIsForgotten() throws IOException {
        pass(answer("{\"Items\":[" + ITEM + "," + ITEM + "]}"));
        pass(answer("{\"Items\":[" + ITEM + "]}"));
        assertThat(found.counters()).hasSize(1);

        pass(answer("{\"message\":\"slow down\"}").statusCode(400));
        assertThat(found.counters()).isEmpty();
    }

    @Test
    void anAnswerThatBreaksOffIsAnErrorThatTheSdkTriesAgain() throws IOException {
        var broken = InputStream.nullInputStream();
        broken.close();
        var context = context(answer("{}").build(), broken);

        assertThatThrownBy(() -> counterItems.modifyHttpResponse(context, attributes)).isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void otherCallsAreNotTouched() {
        var body = new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8));
        var context = context(answer("{}").build(), body);
        var others = new ExecutionAttributes();

        assertThat(counterItems.modifyHttpResponse(context, others)).isSameAs(context.httpResponse());
        assertThat(counterItems.modifyHttpResponseContent(context, others)).containsSame(body);
        assertThat(body.available()).isEqualTo(2);
    }

    /** Both ways over the wire, with counters good and bad, on one page and on several. */
    @Test
    void whatIsReadIsTheSameWithoutIt() {
        try (var dynamoDb = DynamoDbLocal.start();
                var plain = dynamoDb.client();
                var taking = dynamoDb.client(builder -> builder.addExecutionInterceptor(counterItems))) {
            var tables = new Tables(plain);
            tables.create();
            var random = new Random(20261126);
            var first = LocalDate.of(2026, 11, 1);
            for (var number = 0; number < 30; number++) {
                for (var counter = random.nextInt(40); counter > 0; counter--) {
                    tables.counter("icfg_" + number, first.plusDays(random.nextInt(30)) + "#requests#" + counter,
                            Integer.toString(random.nextInt(10_000)));
                }
                if (number % 5 == 0) {
                    put(tables, "icfg_" + number, first.plusDays(random.nextInt(30)) + "#requests#bad",
                            AttributeValue.fromS("twelve"));
                }
            }
            // more than a page of 1 MB
            IntStream.range(0, 700).forEach(number -> put(tables, "icfg_30",
                    first.plusDays(number / 25) + "#requests#" + number + "x".repeat(900),
                    AttributeValue.fromN(Integer.toString(number))));

            for (var number = 0; number <= 30; number++) {
                for (var strictFrom : List.of(first, first.plusDays(15))) {
                    assertThat(read(new UsageCounterTable(taking, DefaultSettings.SETTINGS), "icfg_" + number, strictFrom))
                            .as("icfg_%d from %s", number, strictFrom)
                            .isEqualTo(read(new UsageCounterTable(plain, DefaultSettings.SETTINGS), "icfg_" + number,
                                    strictFrom));
                }
            }
            var taken = new Found();
            taking.query(request -> request.tableName(Tables.USAGE_COUNTERS)
                    .keyConditionExpression("installationId = :id").projectionExpression("counterId,dayValue")
                    .expressionAttributeValues(Map.of(":id", AttributeValue.fromS("icfg_1")))
                    .overrideConfiguration(call -> call.putExecutionAttribute(CounterItems.FOUND, taken)));
            assertThat(taken.counters()).as("DynamoDB's own answers are plain").isNotEmpty();
        }
    }

    private static String read(UsageCounterTable table, String installationId, LocalDate strictFrom) {
        var first = LocalDate.of(2026, 11, 1);
        try {
            return described(table.read(installationId, first, strictFrom, first.plusDays(29)), first);
        } catch (InvalidItemException e) {
            return e.getMessage();
        }
    }

    private static String described(UsageCounters counters, LocalDate first) {
        return IntStream.range(0, 30).mapToObj(first::plusDays)
                .map(day -> day + " " + counters.sum(Set.of("requests"), day, day)).collect(Collectors.joining("\n"));
    }

    private static void put(Tables tables, String installationId, String counterId, AttributeValue dayValue) {
        tables.putAll(Tables.USAGE_COUNTERS, List.of(Map.of("installationId", AttributeValue.fromS(installationId), "counterId",
                AttributeValue.fromS(counterId), "dayValue", dayValue)));
    }

    private record Answer(SdkHttpResponse http, String body) {
    }

    private Answer pass(SdkHttpFullResponse.Builder http) throws IOException {
        var built = http.build();
        var context = context(built, built.content().orElseThrow());
        var response = counterItems.modifyHttpResponse(context, attributes);
        try (var body = counterItems.modifyHttpResponseContent(context, attributes).orElseThrow()) {
            return new Answer(response, new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static InterceptorContext context(SdkHttpResponse http, InputStream body) {
        SdkRequest request = QueryRequest.builder().build();
        return InterceptorContext.builder().request(request).httpResponse(http).responseBody(body).build();
    }

    private static SdkHttpFullResponse.Builder answer(String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var checksum = new CRC32();
        checksum.update(bytes);
        return SdkHttpFullResponse.builder().statusCode(200).putHeader("x-amz-crc32", Long.toString(checksum.getValue()))
                .content(AbortableInputStream.create(new ByteArrayInputStream(bytes)));
    }
}
