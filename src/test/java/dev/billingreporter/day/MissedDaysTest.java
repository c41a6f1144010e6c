package dev.billingreporter.day;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.day.DaySelection.Lifetime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class MissedDaysTest {

    private static final BillingCalendar UTC = new BillingCalendar(ZoneOffset.UTC, new BillingCycle.Anchored(1));
    private static final Lifetime ALWAYS = new Lifetime(LocalDate.MIN, Optional.empty());

    @Test
    void aDayThatClosedWithOtherContentIsMissedOnceAlsoWhereTheRunThatDropsItFails() {
        // 10 of 15 were accepted on the 25th
        var checkpoint = known(day(20), day(25), Optional.of(day(25)), "25 10");

        assertThat(missed(checkpoint, day(26), ALWAYS, "25 15")).as("the run of the 27th 00:05, which gets a 503")
                .containsExactly(day(25));

        var afterIt = known(day(20), day(26), Optional.of(day(25)));
        assertThat(missed(afterIt, day(26), ALWAYS, "25 15")).as("the run of 01:05").isEmpty();
    }

    @Test
    void aDayWhoseFinalFiguresWereAcceptedIsNotMissed() {
        assertThat(missed(known(day(20), day(25), Optional.of(day(26)), "25 15", "26 3"), day(26), ALWAYS, "25 15"))
                .isEmpty();
    }

    @Test
    void usageThatCameAfterADayHadClosedMakesItMissed() {
        assertThat(missed(known(day(20), day(25), Optional.of(day(26)), "25 15", "26 3"), day(26), ALWAYS, "25 16"))
                .containsExactly(day(25));
    }

    @Test
    void aDayThatCannotBeCheckedIsMissed() {
        assertThat(missed(known(day(20), day(25), Optional.of(day(26)), "25 15", "26 3"), day(26), ALWAYS))
                .containsExactly(day(25));
    }

    @Test
    void onlyClosedDaysThatWereAcceptedAreChecked() {
        var asked = new ArrayList<LocalDate>();
        var checkpoint = known(day(20), day(24), Optional.of(day(26)), "24 1", "26 3");

        var missed = MissedDays.among(MissedDays.uncounted(checkpoint, UTC, day(26), ALWAYS), checkpoint, asked(asked));

        assertThat(asked).containsExactly(day(24));
        assertThat(missed).as("the 25th was never accepted").containsExactly(day(24), day(25));
    }

    @Test
    void theLastDayOfAnInstallationThatLeftInAnOutageIsMissedOnceAndThereIsNothingToCountAfterIt() {
        var left = new Lifetime(LocalDate.MIN, Optional.of(day(25)));

        assertThat(missed(known(day(20), day(25), Optional.of(day(24))), day(27), left)).containsExactly(day(25));
        assertThat(MissedDays.uncounted(known(day(20), day(27), Optional.of(day(24))), UTC, day(28), left)).isEmpty();
    }

    @Test
    void theLastDayOfAnInstallationThatLeftIsCountedAlsoWhereItIsNotMissed() {
        var left = new Lifetime(LocalDate.MIN, Optional.of(day(25)));
        var checkpoint = known(day(20), day(25), Optional.of(day(25)), "25 15");

        assertThat(MissedDays.uncounted(checkpoint, UTC, day(27), left)).extracting(UsageDay::date).containsExactly(day(25));
        assertThat(missed(checkpoint, day(27), left, "25 15")).isEmpty();
    }

    @Test
    void nothingIsMissedBeforeTheFirstRunThatSawTheInstallation() {
        var firstSeen = known(Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(MissedDays.uncounted(firstSeen, UTC, day(25), new Lifetime(day(1), Optional.empty()))).isEmpty();

        var nextDay = known(Optional.of(day(25)), Optional.of(day(25)), Optional.of(day(26)), "25 1", "26 1");
        assertThat(missed(nextDay, day(26), new Lifetime(day(1), Optional.empty()), "25 1")).isEmpty();
    }

    @Test
    void daysBeforeTheFirstSubscriptionAreNotMissed() {
        assertThat(missed(known(day(20), day(20), Optional.empty()), day(25), new Lifetime(day(23), Optional.empty())))
                .containsExactly(day(23), day(24));
    }

    @Test
    void aDayThatWasAcceptedAfterTheInstallationWasUninstalledInHindsightIsNotMissed() {
        assertThat(missed(known(day(20), day(25), Optional.of(day(26)), "25 15", "26 3"), day(27),
                new Lifetime(LocalDate.MIN, Optional.of(day(24))))).isEmpty();
    }

    @Test
    void everyDayOfAnOutageIsMissedFromTheVeryFirstRunOn() {
        assertThat(missed(known(Optional.of(day(20)), Optional.of(day(20)), Optional.empty()), day(25), ALWAYS))
                .containsExactly(day(20), day(21), day(22), day(23), day(24));
    }

    @Test
    void whereNoRunRecordedHowFarItCountedTheDaysBeforeThoseLeftWereDropped() {
        var none = Optional.<LocalDate> empty();

        assertThat(missed(known(Optional.of(day(1)), none, Optional.of(day(23)), "22 1", "23 1"), day(25), ALWAYS, "22 1"))
                .containsExactly(day(23), day(24));
        assertThat(missed(known(Optional.of(day(1)), none, Optional.of(day(22))), day(25), ALWAYS))
                .as("those after the last accepted one").containsExactly(day(23), day(24));
        assertThat(missed(known(none, none, Optional.of(day(22)), "22 1"), day(25), ALWAYS, "22 1"))
                .as("tracked before the day was recorded from which on").containsExactly(day(23), day(24));
        assertThat(missed(known(Optional.of(day(23)), none, none), day(25), ALWAYS)).containsExactly(day(23), day(24));
        assertThat(missed(known(Optional.of(day(24)), none, Optional.of(day(20))), day(25), ALWAYS))
                .as("never before it is tracked").containsExactly(day(24));
    }

    @Test
    void aMachineWhoseClockIsBehindCountsNothingAgain() {
        assertThat(MissedDays.uncounted(known(day(20), day(27), Optional.empty()), UTC, day(26), ALWAYS)).isEmpty();
    }

    @Test
    void aDateThatTheZoneSkippedIsNotMissed() {
        var apia = new BillingCalendar(ZoneId.of("Pacific/Apia"), new BillingCycle.Anchored(1));
        var checkpoint = known(Optional.of(LocalDate.of(2011, 12, 28)), Optional.of(LocalDate.of(2011, 12, 29)),
                Optional.empty());

        assertThat(MissedDays.uncounted(checkpoint, apia, LocalDate.of(2012, 1, 1), ALWAYS)).extracting(UsageDay::date)
                .containsExactly(LocalDate.of(2011, 12, 29), LocalDate.of(2011, 12, 31));
    }

    @Test
    void aMistakenDayFromWhichOnDaysAreTrackedMeansTenYearsAtMost() {
        var checkpoint = known(Optional.of(LocalDate.MIN), Optional.empty(), Optional.empty());

        assertThat(MissedDays.uncounted(checkpoint, UTC, day(25), ALWAYS)).hasSize(3_653);
        assertThat(MissedDays.uncounted(known(Optional.of(LocalDate.MAX), Optional.empty(), Optional.empty()), UTC, day(25),
                ALWAYS)).isEmpty();
    }

    /** Hourly runs, some of which fail and some of which cannot write down anything, against an account kept beside them. */
    @Test
    void howeverRunsFailEachMissedDayIsCountedOnceAndNoneForgotten() {
        var random = new Random(20261122);
        var missedInAll = 0;
        for (var repetition = 0; repetition < 300; repetition++) {
            var zone = List.of("UTC", "Pacific/Auckland", "America/Havana", "Europe/Berlin").get(random.nextInt(4));
            var calendar = new BillingCalendar(ZoneId.of(zone), new BillingCycle.Anchored(1));
            var now = Instant.parse("2026-10-20T00:05:00Z").plus(Duration.ofHours(random.nextInt(300)));
            var left = random.nextBoolean() ? Optional.of(calendar.dayOf(now).date().plusDays(4))
                    : Optional.<LocalDate> empty();
            var lifetime = new Lifetime(LocalDate.MIN, left);
            var usage = new HashMap<LocalDate, Integer>();
            var lastAccepted = new HashMap<LocalDate, Integer>();
            var counted = new ArrayList<LocalDate>();
            var checkpoint = known(Optional.empty(), Optional.empty(), Optional.empty());
            var down = 0;
            var first = DaySelection.open(calendar, now, lifetime).openFrom();
            for (var hour = 0; hour < 300; hour++, now = now.plus(Duration.ofHours(1))) {
                usage.merge(calendar.dayOf(now).date(), random.nextInt(2), Integer::sum);
                down = down > 0 ? down - 1 : random.nextInt(30) == 0 ? random.nextInt(60) : 0;
                var unwritten = down > 0 && random.nextInt(4) == 0;
                var selection = DaySelection.open(calendar, now, lifetime);
                var uncounted = MissedDays.uncounted(checkpoint, calendar, selection.openFrom(), lifetime);
                if ((selection.days().isEmpty() && uncounted.isEmpty()) || unwritten) {
                    continue;
                }
                var missed = MissedDays.among(uncounted, checkpoint,
                        day -> Optional.of(usage.getOrDefault(day.date(), 0).toString()));
                var hashes = new TreeMap<>(checkpoint.contentHashes());
                if (down == 0) {
                    for (var due : selection.days()) {
                        var figures = usage.getOrDefault(due.day().date(), 0);
                        lastAccepted.put(due.day().date(), figures);
                        hashes.put(due.day().date(), figures.toString());
                    }
                }
                hashes.headMap(selection.openFrom()).clear();
                counted.addAll(missed);
                checkpoint = new MissedDays.Known(checkpoint.trackedFrom().or(() -> Optional.of(selection.openFrom())),
                        Optional.of(selection.openFrom()), Optional.empty(), hashes);
            }
            var expected = new TreeSet<LocalDate>();
            var trackedFrom = checkpoint.trackedFrom().orElseThrow();
            assertThat(trackedFrom).isAfterOrEqualTo(first);
            for (var date = trackedFrom; date.isBefore(checkpoint.countedBefore().orElseThrow()); date = date.plusDays(1)) {
                if (lifetime.includes(date)
                        && !usage.getOrDefault(date, 0).equals(lastAccepted.get(date))) {
                    expected.add(date);
                }
            }
            assertThat(counted).as("%s, repetition %d", zone, repetition).containsExactlyElementsOf(expected);
            missedInAll += counted.size();
        }
        assertThat(missedInAll).as("outages that were long enough").isGreaterThan(300);
    }

    private static List<LocalDate> missed(MissedDays.Known known, LocalDate openFrom, Lifetime lifetime, String... now) {
        var hashes = hashes(now);
        return MissedDays.among(MissedDays.uncounted(known, UTC, openFrom, lifetime), known,
                day -> Optional.ofNullable(hashes.get(day.date())));
    }

    private static Function<UsageDay, Optional<String>> asked(List<LocalDate> asked) {
        return day -> {
            asked.add(day.date());
            return Optional.empty();
        };
    }

    private static MissedDays.Known known(LocalDate trackedFrom, LocalDate countedBefore,
            Optional<LocalDate> lastAccepted, String... accepted) {
        return known(Optional.of(trackedFrom), Optional.of(countedBefore), lastAccepted, accepted);
    }

    private static MissedDays.Known known(Optional<LocalDate> trackedFrom, Optional<LocalDate> countedBefore,
            Optional<LocalDate> lastAccepted, String... accepted) {
        return new MissedDays.Known(trackedFrom, countedBefore, lastAccepted, hashes(accepted));
    }

    /** Of texts such as {@code 25 15}: the day of November, and what stands for its content. */
    private static SortedMap<LocalDate, String> hashes(String... days) {
        var hashes = new TreeMap<LocalDate, String>();
        for (var day : days) {
            hashes.put(day(Integer.parseInt(day.split(" ")[0])), day.split(" ")[1]);
        }
        return hashes;
    }

    private static LocalDate day(int dayOfMonth) {
        return LocalDate.of(2026, 11, dayOfMonth);
    }
}
