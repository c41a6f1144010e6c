package dev.billingreporter.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.local.Tables;
import dev.billingreporter.standin.Fault;
import dev.billingreporter.standin.ReceivedRequest;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Eight days of hourly runs with an outage of 8 hours over midnight, one of 30 hours, and counters that arrive 3 hours
 * late. At the end Vercel holds the right figures for every day that could be right; the others were reported as missed.
 */
@QuarkusTest
class SimulatedWeekTest extends EventPath {

    private static final Instant START = Instant.parse("2026-11-23T00:05:00Z");
    private static final Instant END = Instant.parse("2026-12-03T23:05:00Z");
    private static final Duration LATE = Duration.ofHours(3);
    private static final List<Instant[]> OUTAGES = List.of(
            new Instant[] { Instant.parse("2026-11-24T20:30:00Z"), Instant.parse("2026-11-25T04:30:00Z") },
            new Instant[] { Instant.parse("2026-11-27T20:30:00Z"), Instant.parse("2026-11-29T02:30:00Z") });

    private final Map<String, ZoneId> zones = new TreeMap<>(
            Map.of("icfg_utc", ZoneId.of("UTC"), "icfg_new_york", ZoneId.of("America/New_York"),
                    "icfg_auckland", ZoneId.of("Pacific/Auckland"), "icfg_late", ZoneId.of("UTC")));
    /** What was used on each day, whenever it was counted. */
    private final Map<String, TreeMap<LocalDate, Integer>> truth = new TreeMap<>();

    @Test
    void everyDayThatCouldBeRightIsRightAndTheOthersAreReportedAsMissed() {
        zones.forEach((id, zone) -> {
            installation(id, "timeZone: '%s', subscriptions: [{billingPlanId: 'pro', from: '%s'}]".formatted(zone,
                    START.minusSeconds(300)));
            truth.put(id, new TreeMap<>());
        });
        var missed = 0;
        var hour = 0;
        for (var now = START; !now.isAfter(END); now = now.plus(Duration.ofHours(1))) {
            use(now, ++hour);
            TestTime.CLOCK.set(now);
            if (isUp(now)) {
                var answer = invoke(SCHEDULED);
                assertThat(answer.get("failures")).isEmpty();
                missed += answer.get("missedDays").asInt();
            }
        }

        // the day that ended at 00:00 UTC and closed 24 hours later, both within the outage
        assertThat(wrong()).containsExactly("icfg_late 2026-11-27", "icfg_utc 2026-11-27");
        assertThat(missed).isEqualTo(2);
        for (var id : zones.keySet()) {
            assertThat(vercel.acceptedRequests(id)).extracting(ReceivedRequest::timestamp).isSorted().doesNotHaveDuplicates();
            var latest = truth.get(id).lastKey();
            assertThat(vercel.accepted().ofMonth(id, YearMonth.from(endOfDay(latest, zones.get(id)).atOffset(ZoneOffset.UTC)))
                    .orElseThrow().at("/usage/0/periodValue").asInt())
                    .as("the month ends with the current day").isEqualTo(periodValue(id, latest));
        }
    }

    /** An hour's usage; that of one installation is counted only when it is 3 hours old. */
    private void use(Instant now, int hour) {
        zones.forEach((id, zone) -> {
            var isLate = id.equals("icfg_late");
            var used = isLate ? now.minus(LATE) : now.minus(Duration.ofMinutes(6));
            var day = LocalDate.ofInstant(used, zone);
            var hasLeft = id.startsWith("icfg_leaves") && used.isAfter(Instant.parse("2026-11-27T12:30:00Z"));
            if (!used.isBefore(START.minusSeconds(300)) && !now.isAfter(END) && !hasLeft) {
                truth.get(id).merge(day, hour, Integer::sum);
                tables.count(id, day + "#requests#", Integer.toString(hour));
            }
        });
    }

    /**
     * The same without an outage of all, but with trouble of each: runs that fail over a day's closing, customers who leave
     * while nothing gets through, a cycle that is changed on its own day, a plan that is deleted when nothing open needs it.
     */
    @Test
    void whateverHappensToOneEveryDayThatCouldBeRightIsRightAndTheOthersAreMissed() {
        var since = "from: '2026-11-23'";
        tables.put(Tables.BILLING_PLANS, PRO.replace("billingPlanId: 'pro'", "billingPlanId: 'old'"));
        var ids = List.of("icfg_fine", "icfg_failing", "icfg_leaves", "icfg_leaves_late", "icfg_cycle", "icfg_plan");
        ids.forEach(id -> {
            zones.put(id, ZoneOffset.UTC);
            truth.put(id, new TreeMap<>());
            installation(id, "subscriptions: [{billingPlanId: 'pro', %s}]".formatted(since));
        });
        zones.keySet().retainAll(ids);
        installation("icfg_plan", "subscriptions: [{billingPlanId: 'old', %s, until: '2026-11-25'},"
                .formatted(since) + " {billingPlanId: 'pro', from: '2026-11-25'}]");
        var left = "status: 'UNINSTALLED', uninstalledAt: '2026-11-27T12:30:00Z', subscriptions: [{billingPlanId: 'pro', %s}]"
                .formatted(since);
        var unavailable = new Fault.Status(503);
        var events = new TreeMap<Instant, Runnable>(Map.<Instant, Runnable> of(
                Instant.parse("2026-11-26T22:30:00Z"), () -> vercel.always("icfg_failing", unavailable),
                Instant.parse("2026-11-28T00:30:00Z"), () -> vercel.behave("icfg_failing"),
                Instant.parse("2026-11-27T11:30:00Z"), () -> {
                    vercel.always("icfg_leaves", unavailable);
                    vercel.always("icfg_leaves_late", unavailable);
                },
                Instant.parse("2026-11-27T12:30:00Z"), () -> {
                    installation("icfg_leaves", left);
                    installation("icfg_leaves_late", left);
                },
                Instant.parse("2026-11-28T06:30:00Z"), () -> vercel.behave("icfg_leaves"),
                Instant.parse("2026-11-29T06:30:00Z"), () -> vercel.behave("icfg_leaves_late"),
                Instant.parse("2026-11-29T00:00:00Z"),
                () -> installation("icfg_cycle",
                        "billingAnchorDay: 29, subscriptions: [{billingPlanId: 'pro', %s}]".formatted(since)),
                Instant.parse("2026-12-02T01:00:00Z"), () -> tables.remove(Tables.BILLING_PLANS, "billingPlanId", "old")));
        var missed = new TreeMap<String, Integer>();
        var hour = 0;
        for (var now = START; !now.isAfter(END); now = now.plus(Duration.ofHours(1))) {
            events.headMap(now).values().forEach(Runnable::run);
            events.headMap(now).clear();
            use(now, ++hour);
            TestTime.CLOCK.set(now);
            var answer = invoke(SCHEDULED);
            assertThat(answer.get("failures")).as("%s", now).allSatisfy(failure -> {
                assertThat(failure.get("kind").asText()).isEqualTo("SERVER_ERROR");
                assertThat(failure.get("installationId").asText()).isIn("icfg_failing", "icfg_leaves", "icfg_leaves_late");
            });
            if (answer.get("missedDays").asInt() > 0) {
                missed.put(now.toString(), answer.get("missedDays").asInt());
            }
        }

        // the 26th's last hour, and what followed the uninstallation's day, could not be said any more
        assertThat(wrong()).containsExactly("icfg_failing 2026-11-26", "icfg_leaves_late 2026-11-27");
        assertThat(missed)
                .as("counted once each, by the first run after they closed; of those that left the 26th too, as its share of the"
                        + " fee was another once the subscription had ended, and nothing got through to say so")
                .isEqualTo(Map.of("2026-11-28T00:05:00Z", 3, "2026-11-29T00:05:00Z", 1));
        assertThat(vercel.acceptedRequests("icfg_cycle")).allSatisfy(request -> {
            var isOld = request.endOfDay().isBefore(Instant.parse("2026-11-29T00:00:00Z"));
            assertThat(request.body().at("/period/start").asText()).startsWith(isOld ? "2026-11-01" : "2026-11-29");
            assertThat(request.body().at("/period/end").asText()).startsWith(isOld ? "2026-12-01" : "2026-12-29");
        });
    }

    private List<String> wrong() {
        var wrong = new ArrayList<String>();
        zones.forEach((id, zone) -> truth.get(id).forEach((day, used) -> {
            var held = vercel.accepted().ofDay(id, endOfDay(day, zone));
            if (held.isEmpty() || held.get().at("/usage/0/dayValue").asInt() != used
                    || held.get().at("/usage/0/periodValue").asInt() != periodValue(id, day)) {
                wrong.add(id + " " + day);
            }
        }));
        return wrong;
    }

    private int periodValue(String id, LocalDate day) {
        var cycle = LocalDate.of(2026, 11, 29);
        var first = id.equals("icfg_cycle") && !day.isBefore(cycle) ? cycle : day.withDayOfMonth(1);
        return truth.get(id).subMap(first, true, day, true).values().stream().mapToInt(Integer::intValue).sum();
    }

    private static Instant endOfDay(LocalDate day, ZoneId zone) {
        return day.plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1);
    }

    private static boolean isUp(Instant now) {
        return OUTAGES.stream().noneMatch(outage -> now.isAfter(outage[0]) && now.isBefore(outage[1]));
    }
}
