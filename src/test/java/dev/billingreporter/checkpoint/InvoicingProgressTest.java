package dev.billingreporter.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.checkpoint.InvoicingProgress.Look;
import java.time.Instant;
import java.util.Optional;
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
