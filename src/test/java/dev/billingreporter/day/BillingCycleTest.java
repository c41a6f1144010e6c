package dev.billingreporter.day;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.billingreporter.day.BillingCycle.Anchored;
import dev.billingreporter.day.BillingCycle.Explicit;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BillingCycleTest {

    private static final List<String> ZONES = ZoneRulesProvider.getAvailableZoneIds().stream().sorted().toList();
    private static final Instant NOVEMBER = Instant.parse("2026-11-01T00:00:00Z");

    @ParameterizedTest
    @ValueSource(ints = { -1, 0, 32 })
    void anAnchorIsADayOfTheMonth(int anchorDay) {
        assertThatThrownBy(() -> new Anchored(anchorDay)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be a day of the month, 1 to 31, but is " + anchorDay);
    }

    @ParameterizedTest
    @ValueSource(strings = { "2026-11-01T23:59:59.999Z", "2026-11-01T00:00:00Z", "2026-10-01T00:00:00Z" })
    void anExplicitPeriodIsNotShorterThanADay(String end) {
        assertThatThrownBy(() -> new Explicit(NOVEMBER, Instant.parse(end))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be at least a day after periodStart 2026-11-01T00:00:00Z, but is " + end);
    }

    @Test
    void aPeriodOfADayIsFollowedByAPeriodOfADay() {
        var cycle = new Explicit(NOVEMBER, NOVEMBER.plus(Duration.ofDays(1)));

        assertThat(cycle.start(21, ZoneOffset.UTC)).isEqualTo("2026-11-22T00:00:00Z");
        assertThat(cycle.numberOf(Instant.parse("2026-11-22T10:05:00Z"), ZoneOffset.UTC)).isEqualTo(21);
    }

    @Test
    void aPeriodOfSeveralMonthsIsFollowedByPeriodsOfAsMany() {
        var quarters = new Explicit(Instant.parse("2026-01-15T06:00:00Z"), Instant.parse("2026-04-15T06:00:00Z"));
        assertThat(quarters.start(2, ZoneOffset.UTC)).isEqualTo("2026-07-15T06:00:00Z");
        assertThat(quarters.start(5, ZoneOffset.UTC)).isEqualTo("2027-04-15T06:00:00Z");

        var fromAMonthsEnd = new Explicit(Instant.parse("2026-02-28T00:00:00Z"), Instant.parse("2026-05-31T00:00:00Z"));
        assertThat(fromAMonthsEnd.start(2, ZoneOffset.UTC)).isEqualTo("2026-08-31T00:00:00Z");
        assertThat(fromAMonthsEnd.start(5, ZoneOffset.UTC)).isEqualTo("2027-05-31T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
            "31, 2026-01-31 2026-02-28 2026-03-31 2026-04-30 2026-05-31 2026-06-30 "
                    + "2026-07-31 2026-08-31 2026-09-30 2026-10-31 2026-11-30 2026-12-31",
            "30, 2028-01-30 2028-02-29 2028-03-30 2028-04-30 2028-05-30 2028-06-30 "
                    + "2028-07-30 2028-08-30 2028-09-30 2028-10-30 2028-11-30 2028-12-30",
            "29, 2027-01-29 2027-02-28 2027-03-29 2027-04-29 2027-05-29 2027-06-29 "
                    + "2027-07-29 2027-08-29 2027-09-29 2027-10-29 2027-11-29 2027-12-29",
            "1, 2026-01-01 2026-02-01 2026-03-01 2026-04-01 2026-05-01 2026-06-01 "
                    + "2026-07-01 2026-08-01 2026-09-01 2026-10-01 2026-11-01 2026-12-01" })
    void anAnchorIsClampedToShortMonthsAndComesBackAfterThem(int anchorDay, String starts) {
        var cycle = new Anchored(anchorDay);
        for (var zone : List.of(ZoneOffset.UTC, ZoneId.of("Pacific/Auckland"), ZoneId.of("America/Havana"))) {
            var dates = List.of(starts.split(" "));
            var number = cycle.numberOf(LocalDate.parse(dates.get(0)).atStartOfDay(zone).toInstant(), zone);
            for (var position = 0; position < dates.size(); position++) {
                assertThat(cycle.start(number + position, zone))
                        .isEqualTo(LocalDate.parse(dates.get(position)).atStartOfDay(zone).toInstant());
            }
        }
    }

    @Test
    void theGivenBoundsOfAnExplicitPeriodAreExactEvenWhereTheClockShowsThemTwice() {
        var berlin = ZoneId.of("Europe/Berlin");
        var secondTime = Instant.parse("2026-10-25T01:30:00Z");
        var cycle = new Explicit(secondTime, Instant.parse("2026-11-25T01:30:00Z"));

        assertThat(cycle.start(0, berlin)).isEqualTo(secondTime);
        assertThat(cycle.defines(secondTime.minusNanos(1))).isFalse();
        assertThat(cycle.defines(secondTime)).isTrue();
        assertThat(cycle.numberOf(secondTime, berlin)).isZero();
    }

    @Test
    void nobodyKnowsThePeriodBeforeAnExplicitOne() {
        var cycle = new Explicit(NOVEMBER, NOVEMBER.plus(Duration.ofDays(30)));

        assertThatThrownBy(() -> cycle.start(-1, ZoneOffset.UTC)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nobody knows the periods before 2026-11-01T00:00:00Z");
        assertThat(new Anchored(1).defines(Instant.EPOCH.minusSeconds(1))).isTrue();
    }

    @Test
    void aPeriodOverADateThatTheClockShowedTwiceStillLeadsOnToToday() {
        // Alaska's clocks went back by a day in 1867: the bounds show the same local time
        var cycle = new Explicit(Instant.parse("1867-10-18T12:00:00Z"), Instant.parse("1867-10-19T12:00:00Z"));
        var zone = ZoneId.of("America/Juneau");
        var now = Instant.parse("2026-11-22T10:05:00Z");

        var number = assertTimeoutPreemptively(Duration.ofMinutes(1), () -> cycle.numberOf(now, zone));
        assertThat(now).isBetween(cycle.start(number, zone), cycle.start(number + 1, zone).minusNanos(1));
    }

    @Test
    void forAnyZoneAndCycleOnePeriodContainsAnInstantAndPeriodsTileTime() {
        var random = new Random(20261122);
        for (var zoneId : ZONES) {
            var zone = ZoneId.of(zoneId);
            for (var repetition = 0; repetition < 20; repetition++) {
                var now = Instant.ofEpochSecond(631_152_000L + (long) (random.nextDouble() * 1_577_836_800L));
                var cycle = random.nextBoolean() ? new Anchored(1 + random.nextInt(31)) : anyExplicit(random, now);
                var about = "%s, %s, %s".formatted(zoneId, cycle, now);

                if (!cycle.defines(now)) {
                    assertThatThrownBy(() -> cycle.numberOf(now, zone)).as(about)
                            .isInstanceOf(IllegalArgumentException.class);
                    continue;
                }
                var number = cycle.numberOf(now, zone);
                assertThat(now).as(about).isBetween(cycle.start(number, zone), cycle.start(number + 1, zone).minusNanos(1));
                for (var next = cycle instanceof Explicit ? Math.max(0, number - 15) : number - 15; next < number
                        + 15; next++) {
                    assertThat(cycle.start(next + 1, zone)).as(about).isAfterOrEqualTo(cycle.start(next, zone));
                }
                assertThat(cycle.numberOf(cycle.start(number, zone), zone)).as(about).isEqualTo(number);
                assertThat(cycle.numberOf(cycle.start(number + 1, zone).minusNanos(1), zone)).as(about).isEqualTo(number);
            }
        }
    }

    @Test
    void aDayThatDoesNotEndAfterItsStartIsNone() {
        assertThatThrownBy(() -> new UsageDay(LocalDate.of(2026, 11, 22), NOVEMBER, NOVEMBER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the day 2026-11-22 must not end at 2026-11-01T00:00:00Z before it starts at 2026-11-01T00:00:00Z");
    }

    @Test
    void aPeriodHasItsFirstDayAndNotItsEndDay() {
        var period = new BillingCalendar(ZoneOffset.UTC, new Anchored(1))
                .periodOf(new UsageDay(LocalDate.of(2026, 11, 1), NOVEMBER, NOVEMBER.plus(Duration.ofDays(1))));

        assertThat(period.days()).isEqualTo(30);
        assertThat(period.contains(LocalDate.of(2026, 10, 31))).isFalse();
        assertThat(period.contains(LocalDate.of(2026, 11, 1))).isTrue();
        assertThat(period.contains(LocalDate.of(2026, 11, 30))).isTrue();
        assertThat(period.contains(LocalDate.of(2026, 12, 1))).isFalse();
    }

    @Test
    void aPeriodWithoutADayIsNone() {
        assertThatThrownBy(() -> new BillingPeriod(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 1), NOVEMBER,
                NOVEMBER.plusSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the period from 2026-11-01T00:00:00Z to 2026-11-01T00:00:01Z has no day");
    }

    @Test
    void aDateThatTheZoneSkippedIsNoDay() {
        var calendar = new BillingCalendar(ZoneId.of("Pacific/Apia"), new Anchored(1));

        assertThat(calendar.hasDay(LocalDate.of(2011, 12, 30))).isFalse();
        assertThat(calendar.hasDay(LocalDate.of(2011, 12, 31))).isTrue();
        assertThat(calendar.dayBefore(calendar.day(LocalDate.of(2011, 12, 31))))
                .isEqualTo(calendar.day(LocalDate.of(2011, 12, 29)));
    }

    /** Near {@code now} or years away, from a day to a year long. */
    private static Explicit anyExplicit(Random random, Instant now) {
        var start = now.plus(Duration.ofHours(random.nextInt(random.nextBoolean() ? 2_000 : 100_000) - 1_000L))
                .minus(Duration.ofHours(random.nextInt(50_000)));
        return new Explicit(start, start.plus(Duration.ofHours(24 + random.nextInt(random.nextBoolean() ? 12 : 9_000))));
    }
}
