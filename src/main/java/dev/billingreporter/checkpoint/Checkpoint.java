package dev.billingreporter.checkpoint;

import dev.billingreporter.day.BillingCalendar;
import dev.billingreporter.day.BillingCycle.Explicit;
import dev.billingreporter.day.MissedDays;
import dev.billingreporter.day.SubmissionTimestamps;
import dev.billingreporter.pricing.PricedPeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How far an installation's submissions have come.
 *
 * @param lastSubmission the accepted submission with the latest timestamp
 * @param days what was last accepted for the days that could still be corrected
 * @param consecutiveFailures runs that failed since the last success
 * @param lastFailure why the latest run failed; empty after a success
 * @param goneAt when Vercel last answered that the installation is gone
 * @param trackedFrom the earliest open day of the first run that saw the installation
 * @param countedBefore the earliest open day of the latest run: of the days before it, those that were missed are counted
 * @param period the current billing period as it was last accepted
 * @param invoicing how far its invoices have come
 */
public record Checkpoint(Optional<LastSubmission> lastSubmission, SortedMap<LocalDate, AcceptedDay> days,
        int consecutiveFailures, Optional<LastFailure> lastFailure, Optional<Instant> goneAt, Optional<LocalDate> trackedFrom,
        Optional<LocalDate> countedBefore, Optional<PricedPeriod> period, InvoicingProgress invoicing) {

    /** The checkpoint of an installation that nothing was ever submitted for. */
    public static final Checkpoint NONE = new Checkpoint(Optional.empty(), new TreeMap<>(), 0, Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), InvoicingProgress.NONE);

    public Checkpoint {
        Objects.requireNonNull(lastSubmission);
        days = Collections.unmodifiableSortedMap(new TreeMap<>(days));
        Objects.requireNonNull(lastFailure);
        Objects.requireNonNull(goneAt);
        Objects.requireNonNull(trackedFrom);
        Objects.requireNonNull(countedBefore);
        Objects.requireNonNull(period);
        Objects.requireNonNull(invoicing);
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

    /**
     * When Vercel last accepted something; empty when it never has. What is dated later than clocks can differ is an error,
     * and proves nothing.
     */
    public Optional<Instant> lastAcceptedAt(Instant now) {
        return Stream.concat(lastSubmission.map(LastSubmission::acceptedAt).stream(),
                days.values().stream().map(AcceptedDay::acceptedAt))
                .filter(acceptedAt -> !acceptedAt.isAfter(now.plus(SubmissionTimestamps.MOST_AHEAD))).max(Instant::compareTo);
    }

    /** The bounds of the billing period of each day for which they were recorded. */
    public SortedMap<LocalDate, Explicit> periods() {
        return periods(days);
    }

    private static SortedMap<LocalDate, Explicit> periods(SortedMap<LocalDate, AcceptedDay> days) {
        var periods = new TreeMap<LocalDate, Explicit>();
        days.forEach((day, accepted) -> accepted.period().ifPresent(period -> periods.put(day, period)));
        return periods;
    }

    /** The bounds of the current billing period as it was last accepted. */
    public Optional<Explicit> currentPeriod() {
        return period.map(priced -> new Explicit(priced.start(), priced.end()));
    }

    /** What it knows of the days that closed. */
    public MissedDays.Known known(BillingCalendar calendar) {
        var contentHashes = new TreeMap<LocalDate, String>();
        days.forEach((day, accepted) -> contentHashes.put(day, accepted.contentHash()));
        return new MissedDays.Known(trackedFrom, countedBefore,
                lastSubmission.map(last -> calendar.dayOf(last.endOfDay()).date()), contentHashes);
    }

    /**
     * This checkpoint with a run's progress. What a run that overlapped has recorded meanwhile stays where it is newer:
     * the last submission and each day only ever move forward. So it does not matter in which order two runs add their
     * progress.
     */
    public Checkpoint with(Progress progress) {
        var last = lastSubmission;
        var isLatest = false;
        var merged = new TreeMap<>(days);
        for (var accepted : progress.accepted()) {
            var details = accepted.details();
            if (last.isEmpty() || details.timestamp().isAfter(last.get().timestamp())) {
                last = Optional.of(new LastSubmission(details.timestamp(), details.acceptedAt(), accepted.endOfDay()));
                isLatest = true;
            }
            merged.merge(accepted.day(), details,
                    (known, added) -> added.timestamp().isAfter(known.timestamp()) ? added : known);
        }
        var current = isLatest ? progress.period().or(() -> period) : period;
        var invoiced = progress.invoicing().map(invoicing::with).orElse(invoicing);
        if (progress.invoicesSince().isPresent() && current.isPresent()) {
            var since = earliestStart(progress.invoicesSince().get());
            invoiced = invoiced.with(Stream.concat(currentPeriod().stream(), periods(merged).values().stream())
                    .filter(bounds -> !bounds.start().isBefore(since)), current.get().start());
        }
        progress.openFrom().ifPresent(openFrom -> merged.headMap(openFrom).clear());
        return new Checkpoint(last, merged, failures(progress), failure(progress), goneAt(progress),
                earliest(trackedFrom, progress.openFrom()), latest(countedBefore, progress.openFrom()), current, invoiced);
    }

    /** The earliest instant at which a period with that first day starts, in whatever zone. */
    private static Instant earliestStart(LocalDate firstDay) {
        return firstDay.minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Optional<LocalDate> earliest(Optional<LocalDate> one, Optional<LocalDate> other) {
        return Stream.of(one, other).flatMap(Optional::stream).min(LocalDate::compareTo);
    }

    private static Optional<LocalDate> latest(Optional<LocalDate> one, Optional<LocalDate> other) {
        return Stream.of(one, other).flatMap(Optional::stream).max(LocalDate::compareTo);
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
        if (progress.goneAt().isPresent()) {
            return progress.goneAt();
        }
        return progress.clearsGone() || !progress.accepted().isEmpty() ? Optional.empty() : goneAt;
    }
}
