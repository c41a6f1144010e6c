package dev.billingreporter.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.checkpoint.InvoicingProgress.Look;
import dev.billingreporter.day.BillingCycle.Explicit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InvoicingProgressTest {

    private static final Instant NOW = Instant.parse("2026-12-01T12:05:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);
    private static final Optional<Instant> NONE = Optional.empty();

    @Test
    void whatIsSettledOnlyEverMovesForward() {
        assertThat(settled(NONE).with(look(settled(Optional.of(NOW))))).isEqualTo(settled(Optional.of(NOW)));
        assertThat(settled(Optional.of(NOW)).with(look(settled(Optional.of(LATER))))).isEqualTo(settled(Optional.of(LATER)));
        assertThat(settled(Optional.of(LATER)).with(look(settled(Optional.of(NOW))))).isEqualTo(settled(Optional.of(LATER)));
        assertThat(settled(Optional.of(NOW)).with(look(settled(NONE)))).isEqualTo(settled(Optional.of(NOW)));
    }

    @Test
    void aLookThatWasAskedForUntilNowIsDone() {
        assertThat(lookAt(NOW).with(look(InvoicingProgress.NONE))).isEqualTo(InvoicingProgress.NONE);
        assertThat(lookAt(NOW.minusSeconds(1)).with(look(InvoicingProgress.NONE))).isEqualTo(InvoicingProgress.NONE);
        assertThat(lookAt(NOW).with(look(lookAt(LATER)))).isEqualTo(lookAt(LATER));
    }

    @Test
    void aLaterLookThatAnotherRunHasAskedForStaysAndTheEarlierOfTwoCounts() {
        assertThat(lookAt(NOW.plusNanos(1)).with(look(InvoicingProgress.NONE))).isEqualTo(lookAt(NOW.plusNanos(1)));
        assertThat(lookAt(LATER).with(look(lookAt(LATER.plusSeconds(1))))).isEqualTo(lookAt(LATER));
        assertThat(lookAt(LATER).with(look(lookAt(LATER.minusSeconds(1))))).isEqualTo(lookAt(LATER.minusSeconds(1)));
    }

    @Test
    void whoDidNotLookForgetsNoLook() {
        var asks = new Look(NONE, lookAt(LATER));

        assertThat(lookAt(NOW).with(asks)).isEqualTo(lookAt(NOW));
        assertThat(InvoicingProgress.NONE.with(asks)).isEqualTo(lookAt(LATER));
    }

    @Test
    void whatALookFoundIsRecordedIfItIsNotKnown() {
        assertThat(settled(Optional.of(NOW)).changesWith(look(settled(Optional.of(NOW))))).isFalse();
        assertThat(settled(Optional.of(NOW)).changesWith(look(InvoicingProgress.NONE))).isFalse();
        assertThat(settled(Optional.of(NOW)).changesWith(look(settled(Optional.of(LATER))))).isTrue();
        assertThat(lookAt(NOW).changesWith(look(InvoicingProgress.NONE))).isTrue();
    }

    @Test
    void aPeriodIsRememberedFromTheNextOneOnUntilItIsSettled() {
        var november = period("2026-11-01", "2026-12-01");
        var open = InvoicingProgress.NONE.with(Stream.of(november, period("2026-12-01", "2027-01-01")), start("2026-12-01"));

        assertThat(open.ended()).containsExactly(november);
        assertThat(open.with(Stream.of(), start("2027-01-01")).ended()).containsExactly(november);
        assertThat(open.with(look(settled(Optional.of(start("2026-11-30"))))).with(Stream.of(), start("2026-12-01")).ended())
                .containsExactly(november);
        assertThat(open.with(look(settled(Optional.of(start("2026-12-01"))))).with(Stream.of(), start("2026-12-01")).ended())
                .isEmpty();
    }

    @Test
    void aPeriodThatEndedEarlyIsSettledWhereTheNextOneStarts() {
        var december = period("2026-12-01", "2027-01-01");
        var open = settled(Optional.of(start("2026-12-14"))).with(Stream.of(december), start("2026-12-15"));

        assertThat(open.ended()).containsExactly(december);
        assertThat(settled(Optional.of(start("2026-12-15"))).with(Stream.of(december), start("2026-12-15")).ended()).isEmpty();
    }

    @Test
    void thatWhichReachesBackOverAPeriodTakesItsPlaceAndTheLaterBoundsOfTheSameStartCount() {
        var moved = InvoicingProgress.NONE.with(Stream.of(period("2026-11-10", "2026-12-10")), start("2026-11-15"));
        assertThat(moved.ended()).hasSize(1);

        assertThat(moved.with(Stream.of(), start("2026-11-10")).ended()).isEmpty();
        assertThat(moved.with(Stream.of(period("2026-11-10", "2026-12-11")), start("2026-12-11")).ended())
                .containsExactly(period("2026-11-10", "2026-12-11"));
    }

    @Test
    void theEarliestHundredAreRemembered() {
        var days = Stream.iterate(start("2026-01-01"), day -> day.plus(Duration.ofDays(1))).limit(120)
                .map(day -> new Explicit(day, day.plus(Duration.ofDays(1)))).toList();

        assertThat(InvoicingProgress.NONE.with(days.stream(), start("2027-01-01")).ended())
                .isEqualTo(days.subList(0, InvoicingProgress.MOST_ENDED));
    }

    private static Explicit period(String start, String end) {
        return new Explicit(start(start), start(end));
    }

    private static Instant start(String day) {
        return Instant.parse(day + "T00:00:00Z");
    }

    private static Look look(InvoicingProgress found) {
        return new Look(Optional.of(NOW), found);
    }

    private static InvoicingProgress settled(Optional<Instant> through) {
        return new InvoicingProgress(through, NONE);
    }

    private static InvoicingProgress lookAt(Instant instant) {
        return new InvoicingProgress(NONE, Optional.of(instant));
    }
}
