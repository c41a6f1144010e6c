package dev.billingreporter.function;

import static org.assertj.core.api.Assertions.assertThat;

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

        var wrong = new ArrayList<String>();
        zones.forEach((id, zone) -> truth.get(id).forEach((day, used) -> {
            var held = vercel.accepted().ofDay(id, endOfDay(day, zone));
            if (held.isEmpty() || held.get().at("/usage/0/dayValue").asInt() != used
                    || held.get().at("/usage/0/periodValue").asInt() != periodValue(id, day)) {
                wrong.add(id + " " + day);
            }
        }));
        // the day that ended at 00:00 UTC and closed 24 hours later, both within the outage
        assertThat(wrong).containsExactly("icfg_late 2026-11-27", "icfg_utc 2026-11-27");
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
            if (!used.isBefore(START.minusSeconds(300)) && !now.isAfter(END)) {
                truth.get(id).merge(day, hour, Integer::sum);
                tables.count(id, day + "#requests#", Integer.toString(hour));
            }
        });
    }

    private int periodValue(String id, LocalDate day) {
        return truth.get(id).subMap(day.withDayOfMonth(1), true, day, true).values().stream().mapToInt(Integer::intValue).sum();
    }

    private static Instant endOfDay(LocalDate day, ZoneId zone) {
        return day.plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1);
    }

    private static boolean isUp(Instant now) {
        return OUTAGES.stream().noneMatch(outage -> now.isAfter(outage[0]) && now.isBefore(outage[1]));
    }
}
