package dev.billingreporter.dynamodb;

import dev.billingreporter.checkpoint.AcceptedDay;
import dev.billingreporter.checkpoint.Progress;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The progress of a run in which a day was accepted. */
final class AcceptedProgress {

    static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    private AcceptedProgress() {
    }

    static Progress accepted(Instant timestamp) {
        return new Progress(
                List.of(new Progress.Accepted(TODAY, Instant.parse("2026-11-22T23:59:59.999Z"),
                        new AcceptedDay(timestamp, "hash", timestamp.plusSeconds(1), Optional.empty()))),
                Optional.of(TODAY.minusDays(1)), false, Optional.empty(), Optional.empty(), false,
                Optional.empty(), Optional.empty(), Optional.empty());
    }
}
