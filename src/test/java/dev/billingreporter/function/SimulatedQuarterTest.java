package dev.billingreporter.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.billingreporter.local.Tables;
import dev.billingreporter.standin.AcceptedInvoice;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * November to January with a run every hour for days around each change, and every fourth in between: zones, anchors, a change
 * of plan, a cycle that is changed within a period, and
 * a customer who leaves while the function is down. Every period is invoiced once, in time, and to the cent.
 */
@QuarkusTest
@TestProfile(InvoicingOn.class)
class SimulatedQuarterTest extends EventPath {

    private static final Instant START = Instant.parse("2026-11-01T12:05:00Z");
    private static final Instant END = Instant.parse("2027-02-01T23:05:00Z");
    private static final Instant CYCLE_CHANGES = Instant.parse("2026-12-12T00:00:00Z");
    private static final Instant UNINSTALL = Instant.parse("2027-01-20T15:30:00Z");
    private static final Instant DOWN_FROM = Instant.parse("2027-01-20T15:40:00Z");
    private static final Instant DOWN_UNTIL = Instant.parse("2027-01-20T23:40:00Z");
    /** Ends of periods, and what customers do. */
    private static final List<Instant> CHANGES = Stream.of("2026-11-14", "2026-11-30", "2026-12-10", "2026-12-12", "2026-12-15",
            "2026-12-31", "2027-01-12", "2027-01-15", "2027-01-20", "2027-01-31").map(day -> Instant.parse(day + "T12:00:00Z"))
            .toList();
    private static final Duration HOURLY_FOR = Duration.ofHours(40);
    private static final String TEAM = PRO.replace("'pro'", "'team'").replace("Pro plan", "Team plan").replace("29", "99");

    private final Map<String, ZoneId> zones = new TreeMap<>(Map.of("icfg_utc", ZoneId.of("UTC"),
            "icfg_new_york", ZoneId.of("America/New_York"), "icfg_auckland", ZoneId.of("Pacific/Auckland"),
            "icfg_cycle", ZoneId.of("UTC"), "icfg_leaves", ZoneId.of("UTC")));
    /** What was used on each day. */
    private final Map<String, TreeMap<LocalDate, Integer>> truth = new TreeMap<>();

    @Test
    void everyPeriodIsInvoicedOnceInTimeAndToTheCent() {
        tables.put(Tables.BILLING_PLANS, TEAM);
        installation("icfg_utc", "subscriptions: [{billingPlanId: 'pro', from: '2026-11-01'}]");
        installation("icfg_new_york",
                """
                        timeZone: 'America/New_York', billingAnchorDay: 15, subscriptions: [
                        {billingPlanId: 'pro', from: '2026-11-15', until: '2026-12-10'}, {billingPlanId: 'team', from: '2026-12-10'}]""");
        installation("icfg_auckland", """
                timeZone: 'Pacific/Auckland', billingAnchorDay: 31,
                subscriptions: [{billingPlanId: 'pro', from: '2026-11-02'}]""");
        installation("icfg_cycle", "subscriptions: [{billingPlanId: 'pro', from: '2026-11-01'}]");
        installation("icfg_leaves", "subscriptions: [{billingPlanId: 'pro', from: '2026-11-01'}]");
        zones.keySet().forEach(id -> truth.put(id, new TreeMap<>()));

        for (var now = START; !now.isAfter(END); now = now.plus(Duration.ofHours(1))) {
            use(now);
            change(now);
            TestTime.CLOCK.set(now);
            if (isRun(now)) {
                assertThat(invoke(SCHEDULED).get("failures")).as(now.toString()).isEmpty();
            }
        }

        areInvoiced("icfg_utc", "2026-11-01", "2026-12-01", "2027-01-01");
        areInvoiced("icfg_new_york", "2026-11-15", "2026-12-15");
        // the one that started on 31 October is somebody else's
        areInvoiced("icfg_auckland", "2026-11-30", "2026-12-31");
        areInvoiced("icfg_cycle", "2026-11-01", "2026-12-01", "2026-12-12");
        areInvoiced("icfg_leaves", "2026-11-01", "2026-12-01", "2027-01-01");
        isMetered("icfg_utc", "2026-11-01", "2026-12-01", "29.00");
        isMetered("icfg_utc", "2026-12-01", "2027-01-01", "29.00");
        isMetered("icfg_auckland", "2026-11-30", "2026-12-31", "29.00");
        // 11 of 31 days: of the fee, and of what is included
        isMetered("icfg_cycle", "2026-12-01", "2026-12-12", "10.29");
        var last = invoice("icfg_leaves", "2027-01-01");
        assertThat(last.body().get("final").asBoolean()).isTrue();
        assertThat(vercel.finalized("icfg_leaves")).isTrue();
        assertThat(tables.invoice("icfg_leaves", "2027-01-01T00:00:00.000Z").orElseThrow().get("finalizedAt").asText())
                .isEqualTo("2027-01-21T00:05:00.000Z");
    }

    private static boolean isRun(Instant now) {
        var isDown = now.isAfter(DOWN_FROM) && now.isBefore(DOWN_UNTIL);
        var isHourly = CHANGES.stream().anyMatch(change -> Duration.between(change, now).abs().compareTo(HOURLY_FOR) < 0);
        return !isDown && (isHourly || now.getEpochSecond() / 3600 % 4 == 0);
    }

    private void change(Instant now) {
        if (now.equals(CYCLE_CHANGES.plus(Duration.ofMinutes(5)))) {
            installation("icfg_cycle", "billingAnchorDay: 12, subscriptions: [{billingPlanId: 'pro', from: '2026-11-01'}]");
        }
        if (now.equals(UNINSTALL.plus(Duration.ofMinutes(35)))) {
            installation("icfg_leaves", """
                    status: 'UNINSTALLED', uninstalledAt: '2027-01-20T15:30:00Z',
                    subscriptions: [{billingPlanId: 'pro', from: '2026-11-01'}]""");
            vercel.uninstalling("icfg_leaves", UNINSTALL);
        }
    }

    /** An hour's usage, counted when it is over. */
    private void use(Instant now) {
        var used = now.minus(Duration.ofMinutes(6));
        var amount = 1 + Math.floorMod(now.getEpochSecond() / 3600 * 7919, 13);
        zones.forEach((id, zone) -> {
            if (!id.equals("icfg_leaves") || used.isBefore(UNINSTALL)) {
                var day = LocalDate.ofInstant(used, zone);
                truth.get(id).merge(day, amount, Integer::sum);
                tables.count(id, day + "#requests#", Integer.toString(amount));
            }
        });
    }

    /** One for each of these periods and no other: the same bytes however often, and what the dashboard shows. */
    private void areInvoiced(String id, String... firstDays) {
        var invoices = vercel.acceptedInvoices(id);
        assertThat(invoices).as(id).extracting(AcceptedInvoice::externalId)
                .containsExactly(List.of(firstDays).stream().map(day -> id + ":" + day).toArray(String[]::new));
        assertThat(vercel.sentInvoices(id)).doesNotHaveDuplicates();
        for (var item : tables.invoices(id)) {
            assertThat(item.get("state").asText()).as(item.toString()).isEqualTo("ACCEPTED");
            var end = Instant.parse(item.get("periodEnd").asText());
            var frozenAt = Instant.parse(item.get("frozenAt").asText());
            var late = item.get("final").asBoolean() ? Duration.between(UNINSTALL, frozenAt) : Duration.between(end, frozenAt);
            assertThat(late).as(item.toString()).isBetween(Duration.ZERO, Duration.ofHours(13));
            var invoice = invoice(id, item.get("externalId").asText().substring(id.length() + 1));
            assertThat(item.get("total").decimalValue()).isEqualByComparingTo(invoice.total());
            var lastDay = item.get("final").asBoolean() ? Instant.parse("2027-01-20T23:59:59.999Z") : end.minusMillis(1);
            assertThat(total(vercel.accepted().ofDay(id, lastDay).orElseThrow().get("billing"))).as(item.toString())
                    .isEqualByComparingTo(invoice.total());
        }
    }

    /** A period of the plan pro, computed from what was really used. */
    private void isMetered(String id, String from, String until, String fee) {
        var days = truth.get(id).subMap(LocalDate.parse(from), LocalDate.parse(until));
        var used = days.values().stream().mapToInt(Integer::intValue).sum();
        var isWhole = fee.equals("29.00");
        // 11 of 31 days of 1,000 included requests are 354.838710
        var included = isWhole ? new BigDecimal("1000") : new BigDecimal("354.838710");
        var charged = BigDecimal.valueOf(used).subtract(included).max(BigDecimal.ZERO).multiply(new BigDecimal("0.01"))
                .setScale(2, RoundingMode.HALF_UP);
        assertThat(invoice(id, from).total()).as(id + " " + from + ": " + used).isEqualByComparingTo(charged.add(
                new BigDecimal(fee)));
    }

    private AcceptedInvoice invoice(String id, String firstDay) {
        return vercel.acceptedInvoices(id).stream().filter(invoice -> invoice.externalId().equals(id + ":" + firstDay))
                .findFirst().orElseThrow();
    }

    private static BigDecimal total(JsonNode lines) {
        var total = BigDecimal.ZERO;
        for (var item : lines.get("items")) {
            total = total.add(new BigDecimal(item.get("total").asText()));
        }
        for (var discount : lines.path("discounts")) {
            total = total.subtract(new BigDecimal(discount.get("amount").asText()));
        }
        return total;
    }
}
