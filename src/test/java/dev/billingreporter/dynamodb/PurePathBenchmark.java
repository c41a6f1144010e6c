package dev.billingreporter.dynamodb;

import dev.billingreporter.benchmark.BenchmarkData;
import dev.billingreporter.day.BillingCalendar;
import dev.billingreporter.day.BillingCycle;
import dev.billingreporter.day.UsageDay;
import dev.billingreporter.installation.Subscription;
import dev.billingreporter.item.Item;
import dev.billingreporter.local.Tables;
import dev.billingreporter.pricing.BillingPlan;
import dev.billingreporter.pricing.BillingStatement;
import dev.billingreporter.pricing.SubscribedPlan;
import dev.billingreporter.request.BillingRequest;
import dev.billingreporter.settings.DefaultSettings;
import dev.billingreporter.usage.UsageCounters;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The pure path of one installation's day: from the counters, as the AWS SDK hands them over, to the request's bytes. No
 * network, no clock.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PurePathBenchmark {

    private static final String INSTALLATION = "icfg_000001";
    private static final Instant TIMESTAMP = Instant.parse("2026-11-30T10:05:00.123Z");

    /** Counters on each day. */
    @Param("5")
    public int metrics;

    /** Days of the billing period so far. */
    @Param("30")
    public int days;

    private final BillingCalendar calendar = new BillingCalendar(ZoneId.of("Europe/Berlin"), new BillingCycle.Anchored(1));
    private final UsageDay day = calendar.day(LocalDate.parse("2026-11-30"));

    private LocalDate first;
    private List<SubscribedPlan> subscriptions;
    private UsageCounterTable table;
    private UsageCounters counters;
    private BillingStatement statement;

    /** Makes what the benchmarks start from. */
    @Setup
    public void prepare() {
        first = day.date().minusDays(days - 1L);
        subscriptions = List.of(new SubscribedPlan(
                new Subscription("benchmark", Optional.empty(), Optional.empty(), LocalDate.MIN, LocalDate.MAX), plan()));
        table = new UsageCounterTable(new FixedAnswer(items()), DefaultSettings.SETTINGS);
        counters = read();
        statement = statement();
    }

    /** All of it. */
    @Benchmark
    public byte[] countersToBytes() {
        return BillingRequest.of(statement(read())).body(TIMESTAMP);
    }

    /** Its first part: the SDK's items taken in. */
    @Benchmark
    public UsageCounters read() {
        return table.read(INSTALLATION, first, first, day.date());
    }

    /** Its second part: periods, figures and prices. */
    @Benchmark
    public BillingStatement statement() {
        return statement(counters);
    }

    /** Its third part: JSON and hash. */
    @Benchmark
    public byte[] request() {
        return BillingRequest.of(statement).body(TIMESTAMP);
    }

    private BillingStatement statement(UsageCounters read) {
        return BillingStatement.of(day, calendar.periodOf(day), calendar, subscriptions, read);
    }

    private BillingPlan plan() {
        return BillingPlan.read(Item.of(Tables.BILLING_PLANS, "benchmark",
                AttributeValues.plain(Tables.attributes(BenchmarkData.plan(metrics)))));
    }

    private List<Map<String, AttributeValue>> items() {
        var items = new ArrayList<Map<String, AttributeValue>>();
        for (var date = first; !date.isAfter(day.date()); date = date.plusDays(1)) {
            for (var metric = 0; metric < metrics; metric++) {
                items.add(Map.of("counterId", AttributeValue.fromS(BenchmarkData.counterId(date, metric)),
                        "dayValue", AttributeValue.fromN(Integer.toString(1000 + 31 * date.getDayOfMonth() + metric))));
            }
        }
        return items;
    }

    /** Answers every query with the same items. */
    private static final class FixedAnswer implements DynamoDbClient {

        private final QueryResponse answer;

        FixedAnswer(List<Map<String, AttributeValue>> items) {
            answer = QueryResponse.builder().items(items).build();
        }

        @Override
        public QueryResponse query(QueryRequest request) {
            return answer;
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            // there is nothing to close
        }
    }
}
