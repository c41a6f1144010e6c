package dev.billingreporter.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.checkpoint.InvoicingProgress.Look;
import dev.billingreporter.checkpoint.Progress.Accepted;
import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final Instant NOW = Instant.parse("2026-11-22T10:05:00Z");
    private static final Look LOOK = new Look(Optional.of(NOW), InvoicingProgress.NONE);

    @Test
    void aRunThatAchievedNothingHasNothingToRecord() {
        assertThat(progress(List.of(), false, Optional.empty(), Optional.empty(), Optional.empty()).isEmpty()).isTrue();
    }

    @Test
    void anythingThatARunAchievedIsRecorded() {
        var accepted = new Accepted(TODAY, NOW, new AcceptedDay(NOW, "hash", NOW, Optional.empty()));
        var failure = new LastFailure(NOW, Optional.empty(), Failure.of(FailureKind.GONE, "It is gone."));

        assertThat(List.of(progress(List.of(accepted), false, Optional.empty(), Optional.empty(), Optional.empty()),
                progress(List.of(), true, Optional.empty(), Optional.empty(), Optional.empty()),
                progress(List.of(), false, Optional.of(failure), Optional.empty(), Optional.empty()),
                progress(List.of(), false, Optional.empty(), Optional.of(NOW), Optional.empty()),
                progress(List.of(), false, Optional.empty(), Optional.empty(), Optional.of(LOOK))))
                .noneMatch(Progress::isEmpty);
    }

    @Test
    void aLookAtTheInvoicesChangesNothingElse() {
        var before = Checkpoint.NONE.with(progress(List.of(), true, Optional.empty(), Optional.of(NOW), Optional.empty()));
        var found = new InvoicingProgress(Optional.of(NOW), Optional.of(NOW.plusSeconds(60)));

        assertThat(Progress.of(new Look(Optional.of(NOW), found)).isEmpty()).isFalse();
        assertThat(before.with(Progress.of(new Look(Optional.of(NOW), found)))).isEqualTo(new Checkpoint(
                before.lastSubmission(),
                before.days(), before.consecutiveFailures(), before.lastFailure(), before.goneAt(), before.trackedFrom(),
                before.countedBefore(), before.period(), found));
    }

    private static Progress progress(List<Accepted> accepted, boolean counts, Optional<LastFailure> failure,
            Optional<Instant> goneAt, Optional<Look> invoicing) {
        return new Progress(accepted, Optional.of(TODAY), counts, failure, goneAt, false, Optional.empty(), invoicing,
                Optional.empty());
    }
}
