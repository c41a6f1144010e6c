package dev.billingreporter.checkpoint;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far an installation's submissions have come.
 *
 * @param lastSubmission the accepted submission with the latest timestamp
 * @param days what was last accepted for the days that could still be corrected
 * @param consecutiveFailures runs that failed since the last success
 * @param lastFailure why the latest run failed; empty after a success
 * @param goneAt when Vercel answered that the installation is gone
 */
public record Checkpoint(Optional<LastSubmission> lastSubmission, SortedMap<LocalDate, AcceptedDay> days,
        int consecutiveFailures, Optional<LastFailure> lastFailure, Optional<Instant> goneAt) {

    /** The checkpoint of an installation that nothing was ever submitted for. */
    public static final Checkpoint NONE = new Checkpoint(Optional.empty(), new TreeMap<>(), 0, Optional.empty(),
            Optional.empty());

    public Checkpoint {
        Objects.requireNonNull(lastSubmission);
        days = Collections.unmodifiableSortedMap(new TreeMap<>(days));
        Objects.requireNonNull(lastFailure);
        Objects.requireNonNull(goneAt);
    }

    /**
     * An accepted submission.
     *
     * @param timestamp its timestamp
     * @param acceptedAt when Vercel answered 201
     * @param endOfDay its {@code eod}
     */
    public record LastSubmission(Instant timestamp, Instant acceptedAt, Instant endOfDay) {
    }

    /** When Vercel last accepted something; empty when it never has. */
    public Optional<Instant> lastAcceptedAt() {
        return lastSubmission.map(LastSubmission::acceptedAt);
    }

    /**
     * This checkpoint with a run's progress. What a run that overlapped has recorded meanwhile stays where it is newer:
     * the last submission and each day only ever move forward. So it does not matter in which order two runs add their
     * progress.
     */
    public Checkpoint with(Progress progress) {
        var last = lastSubmission;
        var merged = new TreeMap<>(days);
        for (var accepted : progress.accepted()) {
            var details = accepted.details();
            if (last.isEmpty() || details.timestamp().isAfter(last.get().timestamp())) {
                last = Optional.of(new LastSubmission(details.timestamp(), details.acceptedAt(), accepted.endOfDay()));
            }
            merged.merge(accepted.day(), details,
                    (known, added) -> added.timestamp().isAfter(known.timestamp()) ? added : known);
        }
        merged.headMap(progress.openFrom()).clear();
        return new Checkpoint(last, merged, failures(progress), failure(progress), goneAt(progress));
    }

    private int failures(Progress progress) {
        if (progress.failure().isEmpty()) {
            return progress.accepted().isEmpty() ? consecutiveFailures : 0;
        }
        return consecutiveFailures == Integer.MAX_VALUE ? consecutiveFailures : consecutiveFailures + 1;
    }

    private Optional<LastFailure> failure(Progress progress) {
        if (progress.failure().isPresent()) {
            return progress.failure();
        }
        return progress.accepted().isEmpty() ? lastFailure : Optional.empty();
    }

    private Optional<Instant> goneAt(Progress progress) {
        if (progress.gone()) {
            return progress.failure().map(LastFailure::at);
        }
        return progress.clearsGone() || !progress.accepted().isEmpty() ? Optional.empty() : goneAt;
    }
}
