package dev.billingreporter.benchmark;

import dev.billingreporter.local.Tables;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Installations that are all alike: one plan with a fee and a price for each metric, and a period that starts so many
 * days ago that each run reads the counters of all of them.
 */
public final class BenchmarkData {

    private static final int WRITERS = 4;
    private static final int INSTALLATIONS_A_BATCH = 25;

    private final Tables tables;
    private final BenchmarkOptions options;
    private final LocalDate today;

    BenchmarkData(Tables tables, BenchmarkOptions options, Instant now) {
        this.tables = tables;
        this.options = options;
        this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    /** An installation's id. */
    public static String installationId(int number) {
        return "icfg_%06d".formatted(number);
    }

    static String token(int number) {
        return "benchmark-token-" + number;
    }

    /** Writes all of it. */
    void write() throws InterruptedException, ExecutionException {
        tables.put(Tables.BILLING_PLANS, plan(options.metrics()));
        var writers = Executors.newFixedThreadPool(WRITERS);
        try {
            var written = new ArrayList<Future<?>>();
            for (var from = 0; from < options.installations(); from += INSTALLATIONS_A_BATCH) {
                var first = from;
                var last = Math.min(from + INSTALLATIONS_A_BATCH, options.installations());
                written.add(writers.submit(() -> write(first, last)));
            }
            for (var batch : written) {
                batch.get();
            }
        } finally {
            writers.shutdownNow();
        }
    }

    /** The plan's item, as JSON. */
    public static String plan(int numberOfMetrics) {
        var metrics = new ArrayList<String>();
        var charges = new ArrayList<String>();
        charges.add("{kind: 'flat', name: 'Fee', amount: 29}");
        for (var metric = 0; metric < numberOfMetrics; metric++) {
            metrics.add("{name: 'Metric %1$d', counter: 'counter%1$d', type: 'interval', units: 'requests', planValue: 1000000}"
                    .formatted(metric));
            charges.add("{kind: 'unit', metric: 'Metric %d', price: 0.0002, included: 1000}".formatted(metric));
        }
        return "{billingPlanId: 'benchmark', name: 'Benchmark', metrics: %s, charges: %s}".formatted(metrics, charges);
    }

    /** The key of the plan's metric number {@code metric}, counted for the whole installation on one day. */
    public static String counterId(LocalDate day, int metric) {
        return "%s#counter%d#".formatted(day, metric);
    }

    private void write(int first, int last) {
        var start = today.minusDays(options.days() - 1L);
        var installations = new ArrayList<Map<String, AttributeValue>>();
        var counters = new ArrayList<Map<String, AttributeValue>>();
        for (var number = first; number < last; number++) {
            installations.add(Map.of("installationId", text(installationId(number)), "accessToken", text(token(number)),
                    "periodStart", text(start + "T00:00:00Z"), "periodEnd", text(today.plusDays(2) + "T00:00:00Z"),
                    "subscriptions",
                    AttributeValue.fromL(List.of(AttributeValue.fromM(Map.of("billingPlanId", text("benchmark")))))));
            for (var day = start; !day.isAfter(today); day = day.plusDays(1)) {
                for (var metric = 0; metric < options.metrics(); metric++) {
                    counters.add(Map.of("installationId", text(installationId(number)),
                            "counterId", text(counterId(day, metric)),
                            "dayValue", AttributeValue.fromN(Integer.toString(1000 + number % 997 + metric))));
                }
            }
        }
        tables.putAll(Tables.INSTALLATIONS, installations);
        tables.putAll(Tables.USAGE_COUNTERS, counters);
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }
}
