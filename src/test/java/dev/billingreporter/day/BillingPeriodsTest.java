package dev.billingreporter.day;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.billingreporter.day.BillingCycle.Anchored;
import dev.billingreporter.day.BillingCycle.Explicit;
import dev.billingreporter.day.DaySelection.Lifetime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BillingPeriodsTest {

    private static final Lifetime ALWAYS = new Lifetime(LocalDate.MIN, Optional.empty());
    private static final List<String> ZONES = ZoneRulesProvider.getAvailableZoneIds().stream().sorted().toList();

    @ParameterizedTest
    @MethodSource("golden")
    void theBillingPeriodsAreThoseOfTheGoldenCase(String rule, JsonNode given) {
        var calendar = GoldenDays.calendar(given);
        var today = calendar.day(GoldenDays.date(given.get("today")).orElseThrow());
        var periods = GoldenDays.periods(given, today);
        var lifetime = GoldenDays.lifetime(given);

        var lines = new ArrayList<String>();
        for (var period : periods.since(GoldenDays.date(given.get("since")).orElseThrow(), lifetime)) {
            var last = calendar.dayBefore(calendar.day(period.endDay())).date();
            lines.add("%s to %s of %s to %s%s".formatted(period.firstDay(), last, period.start(), period.end(),
                    GoldenDays.closing(period)));
        }
        assertThat(lines).isEqualTo(GoldenDays.expected(given));
    }

    static List<Arguments> golden() throws IOException {
        return GoldenDays.cases("periods");
    }

    /**
     * An installation whose cycle changes now and then on the first day of the new one, while some days are not accepted.
     * Beside it stands the period that the partner had defined for each day.
     */
    @Test
    void howeverTheCycleChangesYesterdayStaysInThePeriodThatWasDefinedForIt() {
        var random = new Random(20261122);
        var closedEarly = 0;
        for (var repetition = 0; repetition < 500; repetition++) {
            var zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
            var calendar = new BillingCalendar(zone, new Anchored(1 + random.nextInt(31)));
            var today = calendar.dayOf(Instant.ofEpochSecond(1_700_000_000L + random.nextInt(200_000_000)));
            var accepted = new TreeMap<LocalDate, Explicit>();
            var lastAccepted = Optional.<Explicit> empty();
            var yesterday = Optional.<UsageDay> empty();
            var definedYesterday = Optional.<BillingPeriod> empty();
            for (var passed = 0; passed < 120; passed++) {
                if (random.nextInt(20) == 0 && lastAccepted.equals(definedYesterday.map(BillingPeriodsTest::bounds))) {
                    calendar = new BillingCalendar(zone, changed(random, today));
                }
                var periods = new BillingPeriods(calendar, accepted, lastAccepted, List.of(), today);
                var current = periods.of(today).orElseThrow();
                assertThat(current).isEqualTo(calendar.periodOf(today));
                var all = periods.since(today.date().minusDays(200), ALWAYS);
                assertThat(all).last().isEqualTo(current);
                assertTiling(all);
                if (yesterday.isPresent()) {
                    var before = periods.of(yesterday.get()).orElseThrow();
                    var about = "%s, %s, accepted %s %s, in %s".formatted(calendar, today, accepted, lastAccepted, before);
                    assertThat(bounds(before)).as(about).isEqualTo(bounds(definedYesterday.orElseThrow()));
                    assertThat(before.days()).as(about).isEqualTo(definedYesterday.get().days());
                    assertThat(before.contains(yesterday.get().date())).as(about).isTrue();
                    assertThat(calendar.isLastDay(yesterday.get(), before)).as(about)
                            .isEqualTo(!bounds(before).equals(bounds(current)));
                    if (calendar.isLastDay(yesterday.get(), before)) {
                        assertThat(all).as("what closes a period is what is invoiced").contains(before);
                        closedEarly += before.closesAt().equals(before.end()) ? 0 : 1;
                    }
                }
                if (random.nextInt(4) > 0) {
                    lastAccepted = Optional.of(bounds(current));
                    accepted.put(today.date(), bounds(current));
                }
                accepted.headMap(today.date().minusDays(1)).clear();
                yesterday = Optional.of(today);
                definedYesterday = Optional.of(current);
                today = calendar.dayAfter(today);
            }
        }
        assertThat(closedEarly).as("cycles that changed in the middle of a period").isGreaterThan(500);
    }

    @Test
    void forAnyZoneAndAnchorAPeriodsStatementsEndWithItsLastDay() {
        var random = new Random(4711);
        for (var zone : ZONES) {
            var calendar = new BillingCalendar(ZoneId.of(zone), new Anchored(1 + random.nextInt(31)));
            var today = calendar.dayOf(Instant.ofEpochSecond(1_300_000_000L + random.nextInt(600_000_000)));
            var period = calendar.periodOf(today);
            var last = calendar.dayBefore(calendar.day(period.endDay()));

            assertThat(calendar.isLastDay(last, period)).as(zone).isTrue();
            assertThat(calendar.isLastDay(calendar.dayBefore(last), period)).as(zone).isFalse();
            assertThat(calendar.isLastDay(calendar.dayAfter(last), period)).as(zone).isFalse();
        }
    }

    @Test
    void theUsageOfAClosedDayIsInLaterTotalsUnlessNoLaterDayOfItsPeriodIsReported() {
        var calendar = new BillingCalendar(ZoneOffset.UTC, new Anchored(1));
        var november = Optional.of(calendar.periodOf(calendar.day(LocalDate.of(2026, 11, 1))));
        var day = calendar.day(LocalDate.of(2026, 11, 29));

        assertThat(ClosedDayUsage.of(day, november, calendar, ALWAYS).tooOld())
                .isEqualTo("the day ended more than 24 hours ago;"
                        + " its usage is in the running totals of later days of its billing period");
        assertThat(ClosedDayUsage.of(calendar.dayAfter(day), november, calendar, ALWAYS).tooOld())
                .isEqualTo("the day ended more than 24 hours ago;"
                        + " it was the last day of its billing period, so its usage is in the running totals of no later day");
        assertThat(ClosedDayUsage.of(day, november, calendar, new Lifetime(LocalDate.MIN, Optional.of(day.date()))).sentence())
                .isEqualTo("it was the installation's last day, so its usage is in the running totals of no later day");
        assertThat(ClosedDayUsage.of(day, november, calendar,
                new Lifetime(LocalDate.MIN, Optional.of(day.date().plusDays(1))))).isEqualTo(ClosedDayUsage.IN_LATER_TOTALS);
        assertThat(ClosedDayUsage.of(day, Optional.empty(), calendar, ALWAYS).sentence()).isEqualTo(
                "its usage is in the running totals of later days of its billing period, unless it was the last one");
    }

    @Test
    void boundsBetweenWhichNoDayEndsAreNoPeriod() {
        var berlin = new BillingCalendar(ZoneId.of("Europe/Berlin"), new Anchored(1));
        // 24 hours of the day of 25
        var start = Instant.parse("2026-10-24T22:00:00Z");

        assertThat(berlin.period(start, start.plus(Duration.ofHours(24)))).isEmpty();
        assertThat(berlin.period(start, start.plus(Duration.ofHours(25))).orElseThrow().days()).isEqualTo(1);
    }

    private static void assertTiling(List<BillingPeriod> periods) {
        for (var position = 1; position < periods.size(); position++) {
            assertThat(periods.get(position).firstDay()).as("%s", periods)
                    .isEqualTo(periods.get(position - 1).endDay());
        }
    }

    private static BillingCycle changed(Random random, UsageDay today) {
        if (random.nextBoolean()) {
            return new Anchored(today.date().getDayOfMonth());
        }
        var start = today.start().plus(Duration.ofHours(random.nextInt(20)));
        return new Explicit(start, start.plus(Duration.ofHours(24 + random.nextInt(1_500))));
    }

    private static Explicit bounds(BillingPeriod period) {
        return new Explicit(period.start(), period.end());
    }
}
