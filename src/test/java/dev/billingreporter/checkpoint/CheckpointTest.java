package dev.billingreporter.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.checkpoint.Checkpoint.LastSubmission;
import dev.billingreporter.checkpoint.Progress.Accepted;
import dev.billingreporter.day.BillingCalendar;
import dev.billingreporter.day.BillingCycle.Anchored;
import dev.billingreporter.day.BillingCycle.Explicit;
import dev.billingreporter.day.MissedDays;
import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.pricing.PricedPeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CheckpointTest {

    private static final LocalDate YESTERDAY = LocalDate.of(2026, 11, 21);
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final Instant NOW = Instant.parse("2026-11-22T10:05:00Z");

    @Test
    void aRunThatWasAcceptedMovesTheCheckpointForward() {
        var checkpoint = Checkpoint.NONE.with(success(YESTERDAY, accepted(YESTERDAY, NOW), accepted(TODAY, NOW.plusMillis(1))));

        assertThat(checkpoint).isEqualTo(new Checkpoint(
                Optional.of(new LastSubmission(NOW.plusMillis(1), NOW.plusMillis(1).plusSeconds(2), endOf(TODAY))),
                new TreeMap<>(Map.of(YESTERDAY, details(NOW), TODAY, details(NOW.plusMillis(1)))), 0, Optional.empty(),
                Optional.empty(), Optional.of(YESTERDAY), Optional.of(YESTERDAY), Optional.empty(), InvoicingProgress.NONE));
    }

    @Test
    void aRunThatReadEarlierAndWritesLaterDoesNotMoveTheCheckpointBack() {
        var newer = Checkpoint.NONE.with(success(YESTERDAY, accepted(TODAY, NOW)));

        assertThat(newer.with(success(YESTERDAY, accepted(TODAY, NOW.minusMillis(1))))).isEqualTo(newer);
    }

    @Test
    void theSameProgressAddedTwiceIsAddedOnce() {
        var progress = success(YESTERDAY, accepted(YESTERDAY, NOW), accepted(TODAY, NOW.plusMillis(1)));
        var once = Checkpoint.NONE.with(progress);

        assertThat(once.with(progress)).isEqualTo(once);
    }

    @Test
    void anOlderRunStillAddsTheDayThatOnlyItSubmitted() {
        var newer = Checkpoint.NONE.with(success(YESTERDAY, accepted(TODAY, NOW)));
        var both = newer.with(success(YESTERDAY, accepted(YESTERDAY, NOW.minusMillis(2)), accepted(TODAY, NOW.minusMillis(1))));

        assertThat(both.lastSubmission()).isEqualTo(newer.lastSubmission());
        assertThat(both.days()).isEqualTo(Map.of(YESTERDAY, details(NOW.minusMillis(2)), TODAY, details(NOW)));
    }

    @Test
    void closedDaysAreDropped() {
        var before = Checkpoint.NONE.with(success(YESTERDAY, accepted(YESTERDAY, NOW), accepted(TODAY, NOW.plusMillis(1))));

        assertThat(before.with(success(TODAY, accepted(TODAY, NOW.plusSeconds(1)))).days()).containsOnlyKeys(TODAY);
        assertThat(before.with(failure(TODAY, FailureKind.SERVER_ERROR)).days()).containsOnlyKeys(TODAY);
        assertThat(before.with(failure(TODAY.plusDays(1), FailureKind.SERVER_ERROR)).days()).isEmpty();
    }

    @Test
    void whatWasSubmittedLastOutlivesItsDay() {
        var before = Checkpoint.NONE.with(success(YESTERDAY, accepted(YESTERDAY, NOW)));

        assertThat(before.with(failure(TODAY, FailureKind.SERVER_ERROR)).lastSubmission()).isEqualTo(before.lastSubmission());
    }

    @Test
    void failuresAreCountedAndTheLatestIsKept() {
        var checkpoint = Checkpoint.NONE.with(failure(YESTERDAY, FailureKind.RATE_LIMITED))
                .with(failure(YESTERDAY, FailureKind.RATE_LIMITED))
                .with(failure(YESTERDAY, FailureKind.UNAUTHORIZED));

        assertThat(checkpoint.consecutiveFailures()).isEqualTo(3);
        assertThat(checkpoint.lastFailure()).contains(lastFailure(FailureKind.UNAUTHORIZED));
        assertThat(checkpoint.lastSubmission()).isEmpty();
        assertThat(checkpoint.goneAt()).isEmpty();
    }

    @Test
    void aSuccessEndsTheCountOfFailures() {
        var checkpoint = Checkpoint.NONE.with(failure(YESTERDAY, FailureKind.RATE_LIMITED))
                .with(success(YESTERDAY, accepted(TODAY, NOW)));

        assertThat(checkpoint.consecutiveFailures()).isZero();
        assertThat(checkpoint.lastFailure()).isEmpty();
    }

    @Test
    void aRunThatSubmittedADayAndFailedAtTheNextCountsAsAFailureAndKeepsTheDay() {
        var checkpoint = Checkpoint.NONE.with(failure(YESTERDAY, FailureKind.SERVER_ERROR))
                .with(progress(List.of(accepted(YESTERDAY, NOW)), YESTERDAY, Optional.of(lastFailure(FailureKind.SERVER_ERROR)),
                        Optional.empty(), false));

        assertThat(checkpoint.consecutiveFailures()).isEqualTo(2);
        assertThat(checkpoint.days()).containsOnlyKeys(YESTERDAY);
        assertThat(checkpoint.lastSubmission()).map(LastSubmission::timestamp).contains(NOW);
    }

    @Test
    void aRunThatNeitherSubmittedNorFailedLeavesTheCountOfFailures() {
        var before = Checkpoint.NONE.with(failure(YESTERDAY, FailureKind.SERVER_ERROR));

        assertThat(before.with(success(YESTERDAY))).isEqualTo(before);
    }

    @Test
    void theCountOfFailuresStopsAtTheLargestNumber() {
        var before = new Checkpoint(Optional.empty(), new TreeMap<>(), Integer.MAX_VALUE, Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), InvoicingProgress.NONE);

        assertThat(before.with(failure(YESTERDAY, FailureKind.SERVER_ERROR)).consecutiveFailures())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void anInstallationIsGoneFromWhenVercelSaidSo() {
        var checkpoint = Checkpoint.NONE.with(gone());

        assertThat(checkpoint.goneAt()).contains(NOW);
        assertThat(checkpoint.lastFailure()).contains(lastFailure(FailureKind.GONE));
        assertThat(checkpoint.consecutiveFailures()).isOne();
    }

    @Test
    void anotherFailureDoesNotBringAGoneInstallationBack() {
        assertThat(Checkpoint.NONE.with(gone()).with(failure(YESTERDAY, FailureKind.SERVER_ERROR)).goneAt()).contains(NOW);
    }

    @Test
    void aRunThatNamesTheInstallationForgetsThatItWasGone() {
        var named = progress(List.of(), YESTERDAY, Optional.of(lastFailure(FailureKind.SERVER_ERROR)), Optional.empty(), true);

        assertThat(Checkpoint.NONE.with(gone()).with(named).goneAt()).isEmpty();
    }

    @Test
    void anInstallationThatWasNamedAndIsStillGoneStaysGone() {
        var namedAndGone = progress(List.of(), YESTERDAY, Optional.of(lastFailure(FailureKind.GONE)), Optional.of(NOW), true);

        assertThat(Checkpoint.NONE.with(gone()).with(namedAndGone).goneAt()).contains(NOW);
    }

    @Test
    void whatVercelAcceptsIsNotGone() {
        assertThat(Checkpoint.NONE.with(gone()).with(success(YESTERDAY, accepted(TODAY, NOW))).goneAt()).isEmpty();
    }

    @Test
    void whatWasAcceptedLastIsTheLatestOfTheLastSubmissionAndAllDays() {
        var older = Checkpoint.NONE.with(success(YESTERDAY, accepted(YESTERDAY, NOW)));
        var last = new LastSubmission(NOW, NOW.plusSeconds(9), endOf(TODAY));

        assertThat(Checkpoint.NONE.lastAcceptedAt(NOW)).isEmpty();
        assertThat(older.lastAcceptedAt(NOW)).contains(NOW.plusSeconds(2));
        assertThat(checkpoint(Optional.of(last), Map.of(YESTERDAY, details(NOW))).lastAcceptedAt(NOW))
                .contains(NOW.plusSeconds(9));
        assertThat(checkpoint(Optional.of(last), Map.of(TODAY, details(NOW.plusSeconds(8)))).lastAcceptedAt(NOW))
                .contains(NOW.plusSeconds(10));
        assertThat(checkpoint(Optional.of(last), Map.of()).lastAcceptedAt(NOW)).contains(NOW.plusSeconds(9));
    }

    @Test
    void whatIsDatedLaterThanClocksDifferProvesNothing() {
        var checkpoint = checkpoint(Optional.of(new LastSubmission(NOW, NOW.plusSeconds(600).plusNanos(1), endOf(TODAY))),
                Map.of(YESTERDAY, details(NOW.plusSeconds(598)), TODAY, details(NOW.plusSeconds(599))));

        assertThat(checkpoint.lastAcceptedAt(NOW)).as("ten minutes ahead").contains(NOW.plusSeconds(600));
        assertThat(checkpoint.lastAcceptedAt(NOW.plusNanos(1))).contains(NOW.plusSeconds(600).plusNanos(1));
        assertThat(checkpoint.lastAcceptedAt(NOW.minusSeconds(1))).isEmpty();
    }

    @Test
    void thePeriodsOfTheDaysAreThoseThatWereRecorded() {
        var november = new Explicit(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z"));
        var recorded = new AcceptedDay(NOW, "hash", NOW, Optional.of(november));

        assertThat(checkpoint(Optional.empty(), Map.of(YESTERDAY, details(NOW), TODAY, recorded)).periods())
                .isEqualTo(Map.of(TODAY, november));
    }

    @Test
    void ofTheDaysThatClosedItKnowsWhatWasAcceptedAndHowFarTheyAreCounted() {
        var calendar = new BillingCalendar(ZoneOffset.ofHours(5), new Anchored(1));
        var endOfLast = Instant.parse("2026-11-21T18:59:59.999Z");
        var checkpoint = new Checkpoint(Optional.of(new LastSubmission(NOW, NOW, endOfLast)),
                new TreeMap<>(Map.of(YESTERDAY, details(NOW))), 0, Optional.empty(), Optional.empty(),
                Optional.of(YESTERDAY.minusDays(9)), Optional.of(YESTERDAY), Optional.empty(), InvoicingProgress.NONE);

        assertThat(checkpoint.known(calendar)).isEqualTo(new MissedDays.Known(Optional.of(YESTERDAY.minusDays(9)),
                Optional.of(YESTERDAY), Optional.of(YESTERDAY), new TreeMap<>(Map.of(YESTERDAY, "hash of " + NOW))));
        assertThat(Checkpoint.NONE.known(calendar)).isEqualTo(
                new MissedDays.Known(Optional.empty(), Optional.empty(), Optional.empty(), new TreeMap<>()));
    }

    @Test
    void theCurrentPeriodIsThatOfTheLastSubmission() {
        var first = Checkpoint.NONE.with(inPeriod(NOW, priced("1")));
        assertThat(first.period()).contains(priced("1"));
        assertThat(first.with(inPeriod(NOW.plusMillis(1), priced("2"))).period()).as("a later one").contains(priced("2"));
        assertThat(first.with(inPeriod(NOW.minusMillis(1), priced("2"))).period()).as("an earlier one").contains(priced("1"));
        assertThat(first.with(success(YESTERDAY, accepted(YESTERDAY, NOW.plusMillis(1)))).period()).as("of another day")
                .contains(priced("1"));
        assertThat(first.with(failure(YESTERDAY, FailureKind.SERVER_ERROR)).period()).contains(priced("1"));
    }

    @Test
    void aPeriodThatEndedIsRememberedWhereItIsInvoiced() {
        var november = new Explicit(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z"));

        assertThat(endedAfterNovember(Optional.of(LocalDate.of(2026, 11, 1)))).containsExactly(november);
        assertThat(endedAfterNovember(Optional.of(LocalDate.of(2026, 12, 1)))).as("invoices begin later").isEmpty();
        assertThat(endedAfterNovember(Optional.empty())).as("no invoices are sent").isEmpty();
    }

    private static List<Explicit> endedAfterNovember(Optional<LocalDate> invoicesSince) {
        var december = new PricedPeriod(Instant.parse("2026-12-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"),
                new TreeMap<>(), BigDecimal.ONE);
        return Checkpoint.NONE.with(inPeriod(NOW, priced("1"), invoicesSince))
                .with(inPeriod(NOW.plusMillis(1), december, invoicesSince)).invoicing().ended();
    }

    private static Progress inPeriod(Instant timestamp, PricedPeriod period) {
        return inPeriod(timestamp, period, Optional.empty());
    }

    private static Progress inPeriod(Instant timestamp, PricedPeriod period, Optional<LocalDate> invoicesSince) {
        return new Progress(List.of(accepted(TODAY, timestamp)), Optional.of(YESTERDAY), false, Optional.empty(),
                Optional.empty(), false, Optional.of(period), Optional.empty(), invoicesSince);
    }

    private static PricedPeriod priced(String counted) {
        return new PricedPeriod(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z"), new TreeMap<>(),
                new BigDecimal(counted));
    }

    private static Checkpoint checkpoint(Optional<LastSubmission> last, Map<LocalDate, AcceptedDay> days) {
        return new Checkpoint(last, new TreeMap<>(days), 0, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), InvoicingProgress.NONE);
    }

    @Test
    void whicheverOfTwoOverlappingRunsWritesFirstTheCheckpointIsTheSame() {
        forAnyTwoRuns((before, one, other) -> {
            var oneFirst = before.with(one).with(other);
            var otherFirst = before.with(other).with(one);
            assertThat(oneFirst.lastSubmission()).isEqualTo(otherFirst.lastSubmission());
            // a day that closed between the runs may stay until the next one, which drops it
            var openForBoth = openFrom(one).isAfter(openFrom(other)) ? openFrom(one) : openFrom(other);
            assertThat(oneFirst.days().tailMap(openForBoth)).isEqualTo(otherFirst.days().tailMap(openForBoth));
            assertThat(oneFirst.with(success(openForBoth)).days()).isEqualTo(otherFirst.with(success(openForBoth)).days());
        });
    }

    @Test
    void whateverIsAddedTheCheckpointNeverMovesBack() {
        forAnyTwoRuns((before, one, other) -> {
            var known = before;
            for (var progress : List.of(one, other, one)) {
                var moved = known.with(progress);
                assertThat(timestamp(moved)).isAfterOrEqualTo(timestamp(known));
                known.days().tailMap(openFrom(progress)).forEach(
                        (day, details) -> assertThat(moved.days().get(day).timestamp()).isAfterOrEqualTo(details.timestamp()));
                assertThat(moved.days().headMap(openFrom(progress))).isEmpty();
                known = moved;
            }
        });
    }

    @Test
    void whateverIsAddedTheLatestSubmissionIsTheOneThatIsKept() {
        forAnyTwoRuns((before, one, other) -> {
            var after = before.with(one).with(other);
            var latest = new ArrayList<>(one.accepted());
            latest.addAll(other.accepted());
            latest.removeIf(accepted -> accepted.details().timestamp().isBefore(timestamp(before)));
            latest.sort((left, right) -> left.details().timestamp().compareTo(right.details().timestamp()));
            if (latest.isEmpty()) {
                assertThat(after.lastSubmission()).isEqualTo(before.lastSubmission());
            } else {
                var last = latest.get(latest.size() - 1);
                assertThat(after.lastSubmission())
                        .contains(new LastSubmission(last.details().timestamp(), last.details().acceptedAt(), last.endOfDay()));
            }
        });
    }

    private interface Property {
        void holds(Checkpoint before, Progress one, Progress other);
    }

    /** Runs whose submissions interleave in every way; no two have the same timestamp. The same every time. */
    private static void forAnyTwoRuns(Property property) {
        var random = new Random(20261122);
        for (var repetition = 0; repetition < 5_000; repetition++) {
            var before = random.nextBoolean() ? Checkpoint.NONE : Checkpoint.NONE.with(anyRun(random, 0));
            property.holds(before, anyRun(random, 1), anyRun(random, 2));
        }
    }

    private static Progress anyRun(Random random, int run) {
        var accepted = new ArrayList<Accepted>();
        var timestamp = NOW.plusMillis(random.nextInt(20) * 3L + run);
        var openFrom = YESTERDAY.plusDays(random.nextInt(3) - 1);
        for (var day = openFrom; day.isBefore(openFrom.plusDays(3)); day = day.plusDays(1)) {
            if (random.nextBoolean()) {
                accepted.add(accepted(day, timestamp));
                timestamp = timestamp.plusMillis(3L * (1 + random.nextInt(5)));
            }
        }
        var failure = random.nextInt(4) == 0 ? Optional.of(lastFailure(FailureKind.SERVER_ERROR))
                : Optional.<LastFailure> empty();
        return progress(accepted, openFrom, failure, Optional.empty(), random.nextBoolean());
    }

    private static Instant timestamp(Checkpoint checkpoint) {
        return checkpoint.lastSubmission().map(LastSubmission::timestamp).orElse(Instant.MIN);
    }

    private static LocalDate openFrom(Progress progress) {
        return progress.openFrom().orElseThrow();
    }

    private static Progress progress(List<Accepted> accepted, LocalDate openFrom, Optional<LastFailure> failure,
            Optional<Instant> goneAt, boolean clearsGone) {
        return new Progress(accepted, Optional.of(openFrom), false, failure, goneAt, clearsGone, Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    private static Progress success(LocalDate openFrom, Accepted... accepted) {
        return progress(List.of(accepted), openFrom, Optional.empty(), Optional.empty(), false);
    }

    private static Progress failure(LocalDate openFrom, FailureKind kind) {
        return progress(List.of(), openFrom, Optional.of(lastFailure(kind)), Optional.empty(), false);
    }

    private static Progress gone() {
        return progress(List.of(), YESTERDAY, Optional.of(lastFailure(FailureKind.GONE)), Optional.of(NOW), false);
    }

    private static LastFailure lastFailure(FailureKind kind) {
        return new LastFailure(NOW, Optional.of(TODAY), Failure.of(kind, "It did not work."));
    }

    private static Accepted accepted(LocalDate day, Instant timestamp) {
        return new Accepted(day, endOf(day), details(timestamp));
    }

    private static AcceptedDay details(Instant timestamp) {
        return new AcceptedDay(timestamp, "hash of " + timestamp, timestamp.plusSeconds(2), Optional.empty());
    }

    private static Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusMillis(1);
    }
}
