package dev.billingreporter.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.billingreporter.local.Tables;
import dev.billingreporter.standin.Fault;
import dev.billingreporter.standin.ReceivedRequest;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Days that closed: counted as missed exactly once, and never in the way of the open ones. */
@QuarkusTest
class ClosedDaysTest extends EventPath {

    private static final List<String> LATER = List.of("2026-12-02T00:05:00Z", "2026-12-03T10:05:00Z", "2026-12-10T10:05:00Z",
            "2026-12-31T10:05:00Z");

    @Test
    void aDayIsCountedOnceThoughTheRunThatDropsItFails() {
        installation("icfg_1", "subscriptions: [{billingPlanId: 'pro', from: '2026-11-25'}]");
        TestTime.CLOCK.set("2026-11-25T10:05:00Z");
        tables.counter("icfg_1", "2026-11-25#requests#", "10");
        assertThat(missed()).isZero();
        tables.counter("icfg_1", "2026-11-25#requests#", "15");
        vercel.always("icfg_1", new Fault.Status(503));

        TestTime.CLOCK.set("2026-11-27T00:05:00Z");
        var failing = invoke("{}");
        TestTime.CLOCK.set("2026-11-27T01:05:00Z");
        var failingAgain = invoke("{}");
        vercel.behave();
        TestTime.CLOCK.set("2026-11-27T02:05:00Z");
        var fine = invoke("{}");

        assertThat(failing.at("/installations/failed").asInt()).isEqualTo(1);
        assertThat(Stream.of(failing, failingAgain, fine).map(answer -> answer.get("missedDays").asInt())).containsExactly(1, 0,
                0);
        assertThat(fine.at("/installations/submitted").asInt()).isEqualTo(1);
    }

    @Test
    void aPeriodThatWasInvoicedStaysSoWhenInvoicesAreSwitchedOffAndTheirTableIsNotMissed() {
        installation("icfg_1");
        tables.counter("icfg_1", "2026-11-30#requests#", "10");
        TestTime.CLOCK.set("2026-11-30T23:05:00Z");
        invoke("{}");
        invoicedThrough("icfg_1", "2026-12-01T00:00:00Z");
        tables.counter("icfg_1", "2026-11-30#requests#", "15");
        tables.delete(Tables.INVOICES);
        try {
            TestTime.CLOCK.set("2026-12-01T10:05:00Z");
            var answer = invoke("{\"installationIds\":[\"icfg_1\"],\"from\":\"2026-11-30\"}");

            assertThat(answer.get("failures")).isEmpty();
            assertThat(answer.at("/installations/submitted").asInt()).isEqualTo(1);
            assertThat(vercel.acceptedRequests("icfg_1")).last().satisfies(
                    request -> assertThat(request.body().get("eod").asText()).isEqualTo("2026-12-01T23:59:59.999Z"));
            assertThat(vercel.acceptedRequests("icfg_1")).hasSize(3);
        } finally {
            tables.createInvoices();
        }
    }

    @Test
    void theLastDaysOfACustomerWhoLeftInAnOutageAreCountedOnce() {
        installation("icfg_1", "subscriptions: [{billingPlanId: 'pro', from: '2026-11-25'}]");
        TestTime.CLOCK.set("2026-11-25T10:05:00Z");
        invoke("{}");
        tables.counter("icfg_1", "2026-11-26#requests#", "15");
        installation("icfg_1", "status: 'UNINSTALLED', uninstalledAt: '2026-11-26T20:00:00Z', "
                + "subscriptions: [{billingPlanId: 'pro', from: '2026-11-25'}]");

        TestTime.CLOCK.set("2026-11-28T00:05:00Z");
        var answer = invoke("{}");

        assertThat(answer.get("missedDays").asInt())
                .as("the 26th was never accepted, and the 25th without the subscription's end")
                .isEqualTo(2);
        assertThat(answer.at("/installations/skipped").asInt()).isEqualTo(1);
        TestTime.CLOCK.set("2026-11-29T00:05:00Z");
        assertThat(missed()).isZero();
    }

    @Test
    void daysAreTrackedFromTheFirstRunThatSawAnInstallationOnThoughItFailed() {
        installation("icfg_1", "subscriptions: [{billingPlanId: 'later'}]");
        assertThat(invoke("{}").at("/failures/0/kind").asText()).isEqualTo("INVALID_DATA");
        assertThat(tables.checkpoint("icfg_1").orElseThrow().get("trackedFrom").asText()).isEqualTo("2026-11-21");

        tables.put(Tables.BILLING_PLANS, PRO.replace("billingPlanId: 'pro'", "billingPlanId: 'later'"));
        TestTime.CLOCK.set("2026-11-25T10:05:00Z");

        assertThat(missed()).as("21, 22 and 23 November").isEqualTo(3);
        assertThat(missed()).isZero();
    }

    @Test
    void daysThatCannotBeCheckedNowWaitForARunThatCan() {
        installation("icfg_1", "subscriptions: [{billingPlanId: 'pro', from: '2026-11-20'}]");
        invoke("{}");
        TestTime.CLOCK.set("2026-11-23T00:05:00Z");
        assertThat(missed()).isZero();
        tables.remove(Tables.BILLING_PLANS, "billingPlanId", "pro");
        TestTime.CLOCK.set("2026-11-24T00:05:00Z");
        assertThat(invoke("{}").at("/failures/0/kind").asText()).isEqualTo("INVALID_DATA");
        tables.put(Tables.BILLING_PLANS, PRO);

        TestTime.CLOCK.set("2026-11-24T01:05:00Z");
        assertThat(missed()).as("the 22nd closed with what was accepted at 00:05").isZero();
    }

    @Test
    void aPlanThatOnlyAnEndedPeriodNeedsMayBeDeleted() {
        tables.put(Tables.BILLING_PLANS, PRO.replace("billingPlanId: 'pro'", "billingPlanId: 'old'"));
        installation("icfg_1", "subscriptions: [{billingPlanId: 'old', until: '2026-11-15'},"
                + " {billingPlanId: 'pro', from: '2026-11-15'}]");
        TestTime.CLOCK.set("2026-11-30T23:05:00Z");
        invoke("{}");
        tables.counter("icfg_1", "2026-11-30#requests#", "7");
        tables.remove(Tables.BILLING_PLANS, "billingPlanId", "old");

        TestTime.CLOCK.set("2026-12-01T00:05:00Z");
        var first = invoke("{}");

        assertThat(first.get("failures")).hasSize(1);
        assertThat(first.at("/failures/0/day").asText()).isEqualTo("2026-11-30");
        assertThat(first.at("/failures/0/kind").asText()).isEqualTo("INVALID_DATA");
        assertThat(first.at("/failures/0/message").asText()).isEqualTo("BillingPlans has no item \"old\"");
        assertThat(day(vercel.acceptedRequests("icfg_1"))).as("the open day goes out").isEqualTo("2026-12-01");
        var checkpoint = tables.checkpoint("icfg_1").orElseThrow();
        assertThat(checkpoint.at("/lastFailure/day").asText()).isEqualTo("2026-11-30");
        LATER.forEach(this::nothingFails);
        assertThat(tables.checkpoint("icfg_1").orElseThrow().has("lastFailure")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "2026-11-05#requests#", "2026-11-05#requests", "2026-11-05", "2026-11-30#requests" })
    void aCounterThatOnlyAnEndedPeriodNeedsMayBeBad(String counterId) {
        installation("icfg_1");
        TestTime.CLOCK.set("2026-11-30T23:05:00Z");
        invoke("{}");
        tables.put(Tables.USAGE_COUNTERS,
                "{installationId: 'icfg_1', counterId: '%s', dayValue: 'seven'}".formatted(counterId));

        TestTime.CLOCK.set("2026-12-01T00:05:00Z");
        var first = invoke("{}");

        assertThat(first.get("failures")).hasSize(1);
        assertThat(first.at("/failures/0/day").asText()).isEqualTo("2026-11-30");
        assertThat(first.at("/failures/0/message").asText()).startsWith("UsageCounters item \"icfg_1 / " + counterId + "\": ");
        assertThat(day(vercel.acceptedRequests("icfg_1"))).isEqualTo("2026-12-01");
        LATER.forEach(this::nothingFails);
    }

    @Test
    void aBadCounterOfTheRunningPeriodStopsItsInstallation() {
        installation("icfg_1");
        tables.put(Tables.USAGE_COUNTERS, "{installationId: 'icfg_1', counterId: '2026-11-05#requests', dayValue: 7}");

        var answer = invoke("{}");

        assertThat(answer.get("failures")).hasSize(1);
        assertThat(answer.at("/failures/0/day").isNull()).isTrue();
        assertThat(vercel.requests()).isEmpty();
        assertThat(tables.checkpoint("icfg_1").orElseThrow().at("/lastFailure/kind").asText()).isEqualTo("INVALID_DATA");
    }

    private int missed() {
        return invoke("{}").get("missedDays").asInt();
    }

    private void nothingFails(String now) {
        TestTime.CLOCK.set(now);
        JsonNode answer = invoke("{}");
        assertThat(answer.get("failures")).as(now).isEmpty();
        assertThat(answer.at("/installations/submitted").asInt()).as(now).isEqualTo(1);
    }

    private static String day(List<ReceivedRequest> accepted) {
        return LocalDate.ofInstant(accepted.get(accepted.size() - 1).endOfDay(), ZoneOffset.UTC).toString();
    }
}
