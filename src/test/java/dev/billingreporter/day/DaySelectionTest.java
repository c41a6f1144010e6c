package dev.billingreporter.day;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.billingreporter.day.DaySelection.Lifetime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DaySelectionTest {

    private static final Lifetime ALWAYS = new Lifetime(LocalDate.MIN, Optional.empty());
    private static final List<String> ZONES = ZoneRulesProvider.getAvailableZoneIds().stream().sorted().toList();

    @ParameterizedTest
    @MethodSource("golden")
    void aRunSelectsTheDaysOfTheGoldenCase(String rule, JsonNode given) {
        var calendar = GoldenDays.calendar(given);
        var lifetime = GoldenDays.lifetime(given);
        var now = Instant.parse(given.get("now").asText());
        var periods = GoldenDays.periods(given, calendar.dayOf(now));
        var selection = (given.has("named")
                ? DaySelection.named(calendar, now, lifetime, GoldenDays.date(given.at("/named/0")),
                        GoldenDays.date(given.at("/named/1")))
                : DaySelection.open(calendar, now, lifetime)).withKnownPeriods(periods);

        var lines = new ArrayList<String>();
        for (var selected : selection.days()) {
            var period = periods.of(selected.day()).orElseThrow();
            lines.add("%s ends %s of %s to %s%s%s".formatted(selected.day().date(), selected.day().endOfDay(), period.start(),
                    period.end(), GoldenDays.closing(period), selected.always() ? ", always" : ""));
        }
        selection.refused().forEach(refused -> lines.add(refused.date() + " " + refused.reason()));
        assertThat(lines).isEqualTo(GoldenDays.expected(given));
        assertThat(selection.openFrom()).isEqualTo(given.get("openFrom").asText());
    }

    static List<Arguments> golden() throws IOException {
        return GoldenDays.cases("days");
    }

    @Test
    void forAnyZoneCycleAndInstantTheEndOfDayLiesWithinThePeriod() {
        forAny((calendar, now) -> {
            var day = calendar.dayOf(now);
            var period = calendar.periodOf(day);
            assertThat(now).isBetween(day.start(), day.end().minusNanos(1));
            assertThat(day.endOfDay()).isAfterOrEqualTo(period.start()).isBefore(period.end());
            assertThat(period.contains(day.date())).isTrue();
        });
    }

    @Test
    void forAnyZoneCycleAndInstantTheDaysTileThePeriod() {
        forAny((calendar, now) -> {
            var period = calendar.periodOf(calendar.dayOf(now));
            UsageDay before = null;
            for (var date = period.firstDay(); date.isBefore(period.endDay()); date = date.plusDays(1)) {
                if (calendar.hasDay(date)) {
                    var day = calendar.day(date);
                    assertThat(calendar.periodOf(day)).isEqualTo(period);
                    if (before != null) {
                        assertThat(day.start()).as("neither gap nor overlap").isEqualTo(before.end());
                        assertThat(calendar.dayBefore(day)).isEqualTo(before);
                    }
                    before = day;
                }
            }
        });
    }

    @Test
    void forAnyZoneCycleAndInstantOnePeriodStartsWhereTheOtherEnds() {
        forAny((calendar, now) -> {
            var period = calendar.periodOf(calendar.dayOf(now));
            var next = calendar.periodOf(calendar.dayOf(period.end().plus(Duration.ofHours(26))));
            assertThat(next.start()).isEqualTo(period.end());
            assertThat(next.firstDay()).isEqualTo(period.endDay());
        });
    }

    @Test
    void forAnyZoneCycleAndInstantTheOpenDaysAscendAndEndWithTheCurrentOne() {
        forAny((calendar, now) -> {
            var days = DaySelection.open(calendar, now, ALWAYS).days();
            assertThat(days.get(days.size() - 1).day()).isEqualTo(calendar.dayOf(now));
            for (var position = 0; position < days.size(); position++) {
                var day = days.get(position);
                assertThat(day.always()).isEqualTo(position == days.size() - 1);
                assertThat(day.day().endOfDay()).as("open").isAfter(DaySelection.closedUpTo(now));
                if (position > 0) {
                    assertThat(day.day().start()).isEqualTo(days.get(position - 1).day().end());
                }
            }
            assertThat(calendar.dayBefore(days.get(0).day()).endOfDay()).as("no open day is left out")
                    .isBeforeOrEqualTo(DaySelection.closedUpTo(now));
        });
    }

    @Test
    void forAnyZoneCycleAndInstantEveryNamedDayIsSentOrRefusedAndNoneInSilence() {
        var random = new Random(4711);
        forAny((calendar, now) -> {
            var today = calendar.dayOf(now).date();
            var from = today.plusDays(random.nextInt(9) - 4);
            var to = from.plusDays(random.nextInt(5));
            var lifetime = new Lifetime(today.plusDays(random.nextInt(5) - 4),
                    random.nextBoolean() ? Optional.empty() : Optional.of(today));
            var given = random.nextInt(3);
            var selection = DaySelection.named(calendar, now, lifetime, given == 1 ? Optional.empty() : Optional.of(from),
                    given == 2 ? Optional.empty() : Optional.of(to));

            var answered = new ArrayList<LocalDate>();
            selection.days().forEach(day -> answered.add(day.day().date()));
            selection.refused().forEach(day -> answered.add(day.date()));
            assertThat(answered).doesNotHaveDuplicates();
            var named = given == 0 ? from.datesUntil(to.plusDays(1)).toList() : List.of(given == 1 ? to : from);
            assertThat(answered).containsAll(named);
            assertThat(selection.days()).extracting(day -> day.day().start()).isSorted();
            assertThat(selection.days()).allMatch(day -> day.always() && lifetime.includes(day.day().date())
                    && day.day().endOfDay().isAfter(DaySelection.closedUpTo(now)));
            if (lifetime.includes(today)) {
                assertThat(selection.days().get(selection.days().size() - 1).day().date()).as("the current day follows")
                        .isEqualTo(today);
            }
            assertThat(selection.openFrom()).isEqualTo(DaySelection.open(calendar, now, ALWAYS).openFrom());
        });
    }

    @Test
    void daysWhosePeriodsAreInvoicedAreListedApart() {
        var calendar = new BillingCalendar(ZoneOffset.UTC, new BillingCycle.Anchored(1));
        var selection = DaySelection.named(calendar, Instant.parse("2026-12-01T10:05:00Z"), ALWAYS,
                Optional.of(LocalDate.of(2026, 11, 29)), Optional.empty());
        var withoutNovember = selection.withoutInvoiced(day -> day.date().getMonth() == Month.NOVEMBER);

        assertThat(withoutNovember.days()).extracting(due -> due.day().date().toString()).containsExactly("2026-12-01");
        assertThat(withoutNovember.invoiced()).extracting(day -> day.date().toString()).containsExactly("2026-11-30");
        assertThat(withoutNovember.refused()).hasSize(1).isEqualTo(selection.refused());
        assertThat(withoutNovember.openFrom()).isEqualTo("2026-11-30");
        assertThat(selection.withoutInvoiced(day -> false)).isEqualTo(selection);
    }

    @Test
    void withoutDaysOnlyItsFirstOpenOneIsKnown() {
        var calendar = new BillingCalendar(ZoneOffset.UTC, new BillingCycle.Anchored(1));
        var selection = DaySelection.open(calendar, Instant.parse("2026-12-01T10:05:00Z"), ALWAYS);

        assertThat(selection.days()).hasSize(2);
        assertThat(selection.withoutDays())
                .isEqualTo(new DaySelection(List.of(), List.of(), List.of(), LocalDate.of(2026, 11, 30)));
    }

    private interface Property {
        void holds(BillingCalendar calendar, Instant now);
    }

    /** Every zone, with cycles and instants that are the same every time. */
    private static void forAny(Property property) {
        var random = new Random(20261122);
        for (var zone : ZONES) {
            for (var repetition = 0; repetition < 12; repetition++) {
                // whole minutes around transitions matter most, so half of the instants lie near one
                var now = Instant.ofEpochSecond(631_152_000L + (long) (random.nextDouble() * 1_577_836_800L));
                var transition = ZoneId.of(zone).getRules().nextTransition(now);
                if (transition != null && random.nextBoolean()) {
                    now = transition.getInstant().plusSeconds(random.nextInt(200_000) - 100_000);
                }
                var cycle = random.nextInt(3) > 0
                        ? new BillingCycle.Anchored(1 + random.nextInt(31))
                        : new BillingCycle.Explicit(now.minus(Duration.ofHours(random.nextInt(5000))),
                                now.plus(Duration.ofHours(24 + random.nextInt(5000))));
                try {
                    property.holds(new BillingCalendar(ZoneId.of(zone), cycle), now);
                } catch (AssertionError e) {
                    throw new AssertionError("%s, %s, %s: %s".formatted(zone, cycle, now, e.getMessage()), e);
                }
            }
        }
    }
}
