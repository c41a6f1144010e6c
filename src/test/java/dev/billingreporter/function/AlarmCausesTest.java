package dev.billingreporter.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.billingreporter.local.Tables;
import dev.billingreporter.metrics.RunMetric;
import dev.billingreporter.standin.Fault;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * What src/docs/operations.md says of the alarms on the function's own metrics: the cause makes a run write what the alarm
 * waits for, and after the cure it does so no more.
 */
@QuarkusTest
class AlarmCausesTest extends EventPath {

    @Inject
    PrintedMetrics metrics;

    @Test
    void aRefusedTokenIsAFailureAndAnInstallationBehindUntilItsTokenIsWritten() {
        installation("icfg_1");
        vercel.register("icfg_1", "another");

        var refused = hour();
        vercel.register("icfg_1", token("icfg_1"));
        var cured = hour();

        assertThat(value(refused, RunMetric.FAILURES)).isPositive();
        assertThat(value(refused, RunMetric.INSTALLATIONS_BEHIND)).isOne();
        assertThat(value(cured, RunMetric.FAILURES)).isZero();
        assertThat(value(cured, RunMetric.INSTALLATIONS_BEHIND)).isZero();
    }

    @Test
    void oneThatWasAcceptedIsBehindAfterThreeHours() {
        installation("icfg_1");
        hour();
        vercel.register("icfg_1", "another");

        assertThat(value(hour(), RunMetric.INSTALLATIONS_BEHIND)).isZero();
        TestTime.CLOCK.advance(Duration.ofHours(1));
        assertThat(value(hour(), RunMetric.INSTALLATIONS_BEHIND)).isZero();
        assertThat(value(hour(), RunMetric.INSTALLATIONS_BEHIND)).isOne();
    }

    @Test
    void aGoneInstallationIsToldUntilTheTableSaysSoToo() {
        installation("icfg_1");
        vercel.always("icfg_1", new Fault.Status(410));

        var gone = hour();
        var stillGone = hour();
        installation("icfg_1", "subscriptions: [{billingPlanId: 'pro'}], status: 'UNINSTALLED', "
                + "uninstalledAt: '2026-11-22T09:00:00Z'");
        var cured = hour();

        assertThat(value(gone, RunMetric.GONE)).isOne();
        assertThat(value(stillGone, RunMetric.GONE)).isOne();
        assertThat(value(cured, RunMetric.GONE)).isZero();
        assertThat(value(cured, RunMetric.FAILURES)).isZero();
    }

    @Test
    void usageBeforeASubscriptionIsUnbilledUntilTheSubscriptionStartsEarlier() {
        installation("icfg_1", "subscriptions: [{billingPlanId: 'pro', from: '2026-11-20'}]");
        tables.counter("icfg_1", "2026-11-10#requests#", "5");

        var unbilled = hour();
        installation("icfg_1", "subscriptions: [{billingPlanId: 'pro', from: '2026-11-10'}]");
        var cured = hour();

        assertThat(value(unbilled, RunMetric.UNBILLED_COUNTERS)).isOne();
        assertThat(value(cured, RunMetric.UNBILLED_COUNTERS)).isZero();
    }

    @Test
    void aCounterThatNoPlanNamesIsUnmappedUntilAMetricNamesIt() {
        installation("icfg_1");
        tables.counter("icfg_1", "2026-11-22#storage#", "5");

        var unmapped = hour();
        tables.put(Tables.BILLING_PLANS, PRO.replace("metrics: [",
                "metrics: [{name: 'Storage', counter: 'storage', type: 'total', units: 'GB'}, "));
        var cured = hour();

        assertThat(value(unmapped, RunMetric.UNMAPPED_COUNTERS)).isOne();
        assertThat(value(cured, RunMetric.UNMAPPED_COUNTERS)).isZero();
    }

    @Test
    void aDayThatClosesWithoutItsFinalFiguresIsMissedOnce() {
        installation("icfg_1");
        tables.counter("icfg_1", "2026-11-22#requests#", "10");
        hour();
        tables.count("icfg_1", "2026-11-22#requests#", "1");
        vercel.register("icfg_1", "another");

        TestTime.CLOCK.set("2026-11-23T23:05:00Z");
        assertThat(value(hour(), RunMetric.MISSED_DAYS)).as("while the day can be corrected").isZero();
        assertThat(value(hour(), RunMetric.MISSED_DAYS)).isOne();
        vercel.register("icfg_1", token("icfg_1"));
        assertThat(value(hour(), RunMetric.MISSED_DAYS)).isZero();
    }

    @Test
    void aRunOutOfTimeIsNoSuccessfulOneUntilItHasMoreTime() {
        for (var number = 0; number < 60; number++) {
            installation("icfg_" + number);
            vercel.beforeNext("icfg_" + number, () -> TestTime.CLOCK.advance(Duration.ofMillis(200)));
        }
        TestTime.remaining = Duration.ofSeconds(20 + 2);

        var outOfTime = hour();
        TestTime.remaining = Duration.ofMinutes(15);
        var cured = hour();

        assertThat(value(outOfTime, RunMetric.RUNS_OUT_OF_TIME)).isOne();
        assertThat(value(outOfTime, RunMetric.SUCCESSFUL_RUNS)).isZero();
        assertThat(value(cured, RunMetric.RUNS_OUT_OF_TIME)).isZero();
        assertThat(value(cured, RunMetric.SUCCESSFUL_RUNS)).isOne();
    }

    @Test
    void aRunThatFailsAsAWholeIsNoSuccessfulOneAndTheNextIs() {
        installation("icfg_1");
        tables.delete(Tables.INSTALLATIONS);

        assertThat(refusal("{}")).contains(Tables.INSTALLATIONS);
        tables.recreate();

        assertThat(value(hour(), RunMetric.SUCCESSFUL_RUNS)).isOne();
    }

    @Test
    void aChangedPriceIsToldByTheRunAfterItAndSoIsTheOldOneWhenItIsWrittenBack() {
        installation("icfg_1");

        assertThat(value(hour(), RunMetric.REPRICED_INSTALLATIONS)).isZero();
        tables.put(Tables.BILLING_PLANS, PRO.replace("amount: 29", "amount: 39"));
        assertThat(value(hour(), RunMetric.REPRICED_INSTALLATIONS)).isOne();
        assertThat(value(hour(), RunMetric.REPRICED_INSTALLATIONS)).isZero();
        tables.put(Tables.BILLING_PLANS, PRO);
        assertThat(value(hour(), RunMetric.REPRICED_INSTALLATIONS)).isOne();
        assertThat(value(hour(), RunMetric.REPRICED_INSTALLATIONS)).isZero();
    }

    @Test
    void aNewPriceInAVersionOfAnotherPeriodRepricesNothing() {
        installation("icfg_1");
        hour();
        tables.put(Tables.BILLING_PLANS, PRO.stripTrailing().replaceAll("}$",
                ", versions: [{from: '2026-12-01', charges: [{kind: 'flat', name: 'Pro plan', amount: 39}]}]}"));

        assertThat(value(hour(), RunMetric.REPRICED_INSTALLATIONS)).isZero();
    }

    @Test
    void usageThatBecameLessIsToldByTheRunThatSeesItAndRestoredUsageIsRight() {
        installation("icfg_1");
        tables.counter("icfg_1", "2026-11-10#requests#", "1500");

        assertThat(value(hour(), RunMetric.DECREASED_TOTALS)).isZero();
        tables.counter("icfg_1", "2026-11-10#requests#", "500");
        assertThat(value(hour(), RunMetric.DECREASED_TOTALS)).isOne();
        tables.counter("icfg_1", "2026-11-10#requests#", "1500");
        assertThat(value(hour(), RunMetric.DECREASED_TOTALS)).isZero();
    }

    @Test
    void figuresThatNobodyCountsAnyMoreDoNotChange() {
        installation("icfg_1");
        tables.counter("icfg_1", "2026-11-22#requests#", "1");
        hour();

        var silent = hour();
        tables.count("icfg_1", "2026-11-22#requests#", "1");
        var cured = hour();

        assertThat(value(silent, RunMetric.CHANGED_INSTALLATIONS)).isZero();
        assertThat(value(silent, RunMetric.INSTALLATIONS)).as("the alarm waits for hours in which runs went on").isOne();
        assertThat(value(cured, RunMetric.CHANGED_INSTALLATIONS)).isOne();
    }

    /** Otherwise a writer that is dead would come back to life each midnight. */
    @Test
    void aNewDayIsNoChange() {
        installation("icfg_1");
        tables.counter("icfg_1", "2026-11-22#requests#", "1");
        hour();
        TestTime.CLOCK.set("2026-11-23T00:05:00Z");

        assertThat(value(hour(), RunMetric.CHANGED_INSTALLATIONS)).isZero();
    }

    /** The metrics of a scheduled run; then an hour goes by. */
    private JsonNode hour() {
        var written = metrics.of(() -> invoke("{}"));
        TestTime.CLOCK.advance(Duration.ofHours(1));
        return written;
    }

    private static long value(JsonNode metrics, RunMetric metric) {
        assertThat(metrics.has(metric.metricName())).as(metric.metricName()).isTrue();
        return metrics.get(metric.metricName()).longValue();
    }
}
