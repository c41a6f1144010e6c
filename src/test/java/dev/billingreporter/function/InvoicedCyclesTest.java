package dev.billingreporter.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.local.Tables;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Invoices whose billing cycle the partner writes anew or changes: no time is forgotten without a word, and none charged
 * twice.
 */
@QuarkusTest
@TestProfile(InvoicingOn.class)
class InvoicedCyclesTest extends EventPath {

    private static final String BAD = "{installationId: 'icfg_1', counterId: '%s#requests#', dayValue: 'many'}";
    private static String last = "";

    private static void hourly(String from, String until) {
        for (var now = Instant.parse(from); !now.isAfter(Instant.parse(until)); now = now.plusSeconds(3600)) {
            TestTime.CLOCK.set(now);
            last = invoke("{}").toString();
        }
    }

    /** First to last usage day, and the total. */
    private List<String> invoiced() {
        return vercel.acceptedInvoices("icfg_1").stream()
                .map(invoice -> invoice.body().get("memo").asText() + ": " + invoice.total()).toList();
    }

    private void assertLeftToAPerson(String start, String end, String upTo) {
        assertThat(invoiced()).hasSize(1);
        assertThat(last).contains("the billing period from %s to %s is invoiced already up to %s".formatted(start, end, upTo))
                .contains("\"pending\":1");
    }

    private static String explicit(String start, String end) {
        return "periodStart: '%s', periodEnd: '%s', subscriptions: [{billingPlanId: 'pro'}]".formatted(start, end);
    }

    private static String anchor(int day) {
        return "billingAnchorDay: %d, subscriptions: [{billingPlanId: 'pro'}]".formatted(day);
    }

    @Test
    void aPeriodWhoseInvoiceCannotBeMadeIsToldUntilItCan() {
        installation("icfg_1", explicit("2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z"));
        hourly("2026-11-30T23:05:00Z", "2026-11-30T23:05:00Z");
        installation("icfg_1", explicit("2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z"));
        tables.put(Tables.USAGE_COUNTERS, BAD.formatted("2026-11-12"));
        hourly("2026-12-01T00:05:00Z", "2026-12-02T03:05:00Z");
        assertThat(last).as("still told").contains("\"invoice\":\"2026-11-01\"").contains("\"pending\":1");

        tables.counter("icfg_1", "2026-11-12#requests#", "1500");
        hourly("2026-12-02T04:05:00Z", "2026-12-02T04:05:00Z");
        assertThat(invoiced()).containsExactly("Usage from 2026-11-01 to 2026-11-30: 34.00");
    }

    @Test
    void anExplicitPeriodIsInvoicedThoughTheNextOneIsWrittenAndItsDaysHaveClosed() {
        installation("icfg_1", explicit("2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z"));
        hourly("2026-11-30T23:05:00Z", "2026-11-30T23:05:00Z");
        installation("icfg_1", explicit("2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z"));
        tables.delete(Tables.INVOICES);
        hourly("2026-12-01T00:05:00Z", "2026-12-02T00:05:00Z");
        tables.createInvoices();
        hourly("2026-12-02T01:05:00Z", "2026-12-02T03:05:00Z");
        assertThat(invoiced()).as(last).containsExactly("Usage from 2026-11-01 to 2026-11-30: 29.00");
    }

    @Test
    void aPeriodThatEndedEarlyIsRememberedAndNoneIsMadeUpInItsPlace() {
        installation("icfg_1", anchor(1));
        tables.counter("icfg_1", "2026-11-20#requests#", "1500");
        hourly("2026-12-01T11:05:00Z", "2026-12-01T12:05:00Z");
        hourly("2026-12-14T23:05:00Z", "2026-12-14T23:05:00Z");
        installation("icfg_1", anchor(15));
        tables.put(Tables.USAGE_COUNTERS, BAD.formatted("2026-12-03"));
        hourly("2026-12-15T00:05:00Z", "2026-12-16T00:05:00Z");
        tables.counter("icfg_1", "2026-12-03#requests#", "0");
        hourly("2026-12-16T01:05:00Z", "2026-12-16T03:05:00Z");
        assertThat(invoiced()).hasSize(2).last().asString().startsWith("Usage from 2026-12-01 to 2026-12-14: ");
    }

    @Test
    void aPeriodThatReachesBackOverInvoicedDaysIsLeftToAPerson() {
        installation("icfg_1", anchor(1));
        tables.counter("icfg_1", "2026-11-25#requests#", "1500");
        hourly("2026-12-01T11:05:00Z", "2026-12-01T12:05:00Z");
        installation("icfg_1", anchor(20));
        hourly("2026-12-05T11:05:00Z", "2026-12-05T12:05:00Z");
        hourly("2026-12-19T23:05:00Z", "2026-12-20T13:05:00Z");
        assertThat(invoiced()).containsExactly("Usage from 2026-11-01 to 2026-11-30: 34.00");
        assertLeftToAPerson("2026-11-20T00:00:00Z", "2026-12-20T00:00:00Z", "2026-12-01T00:00:00Z");

        invoicedThrough("icfg_1", "2026-12-20T00:00:00Z");
        hourly("2026-12-20T14:05:00Z", "2026-12-20T14:05:00Z");
        assertThat(last).contains("\"failures\":[]").contains("\"pending\":0");
    }

    @Test
    void aPeriodThatMovesByHoursAsTheZoneIsPutRightIsInvoiced() {
        installation("icfg_1");
        hourly("2026-12-01T11:05:00Z", "2026-12-01T12:05:00Z");
        installation("icfg_1", "timeZone: 'Asia/Tokyo', subscriptions: [{billingPlanId: 'pro'}]");
        hourly("2026-12-05T11:05:00Z", "2026-12-05T11:05:00Z");
        hourly("2026-12-31T14:05:00Z", "2027-01-01T03:05:00Z");
        assertThat(invoiced()).hasSize(2).last().asString().startsWith("Usage from 2026-12-01 to 2026-12-31: ");
    }

    @Test
    void aPeriodOfWhichAPartIsInvoicedIsLeftToAPerson() {
        installation("icfg_1", anchor(1));
        hourly("2026-11-09T23:05:00Z", "2026-11-09T23:05:00Z");
        installation("icfg_1", anchor(10));
        hourly("2026-11-10T00:05:00Z", "2026-11-10T12:05:00Z");
        hourly("2026-11-20T09:05:00Z", "2026-11-20T09:05:00Z");
        installation("icfg_1", anchor(1));
        hourly("2026-11-20T10:05:00Z", "2026-11-22T10:05:00Z");
        tables.counter("icfg_1", "2026-11-25#requests#", "9000");
        hourly("2026-11-30T23:05:00Z", "2026-12-01T12:05:00Z");
        assertLeftToAPerson("2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z", "2026-11-10T00:00:00Z");
    }

    @Test
    void aPeriodWhoseEndIsMovedOnAfterItsInvoiceIsLeftToAPerson() {
        installation("icfg_1", explicit("2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z"));
        tables.counter("icfg_1", "2026-12-05#requests#", "9000");
        hourly("2026-12-01T11:05:00Z", "2026-12-01T12:05:00Z");
        installation("icfg_1", explicit("2026-11-01T00:00:00Z", "2027-01-01T00:00:00Z"));
        hourly("2026-12-31T23:05:00Z", "2027-01-01T12:05:00Z");
        assertLeftToAPerson("2026-11-01T00:00:00Z", "2027-01-01T00:00:00Z", "2026-12-01T00:00:00Z");
    }

    @Test
    void lateUsageThatIsTakenBackIsNotToldAnyMore() {
        installation("icfg_1");
        tables.counter("icfg_1", "2026-11-30#requests#", "1500");
        hourly("2026-12-01T11:05:00Z", "2026-12-01T12:05:00Z");
        tables.counter("icfg_1", "2026-11-30#requests#", "1600");
        hourly("2026-12-01T13:05:00Z", "2026-12-01T13:05:00Z");
        tables.counter("icfg_1", "2026-11-30#requests#", "1500");
        hourly("2026-12-01T14:05:00Z", "2026-12-01T14:05:00Z");
        assertThat(tables.invoice("icfg_1", "2026-11-01T00:00:00.000Z").orElseThrow().has("lateTotal")).isFalse();
    }
}
