package dev.billingreporter.report;

import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.report.InstallationReport.Result;
import dev.billingreporter.report.RunReport.Installations;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds up what a run did, in bounded memory however many installations it covers. Safe for use by many threads. */
public final class RunTally {

    /** Failures listed in an answer. */
    public static final int MOST_FAILURES = 100;
    /** An installation without an accepted submission for longer is behind: there is time left to mend it. */
    public static final Duration BEHIND_AFTER = Duration.ofHours(3);
    /** Lambda's answers end at 6 MB. */
    private static final int MOST_DETAIL_BYTES = 4_000_000;

    /** Installations end in any order; an answer is easier to read, and to compare, in one. */
    private static final Comparator<Failure> FAILURE_ORDER = Comparator
            .comparing((Failure failure) -> failure.installationId().orElse(""))
            .thenComparing(failure -> failure.day().orElse(LocalDate.MIN));
    private static final Comparator<Detail> DETAIL_ORDER = Comparator.comparing(Detail::installationId)
            .thenComparing(detail -> detail.day().orElse(LocalDate.MIN));

    private final Instant start;
    private final boolean dryRun;
    private final boolean showsDetails;

    private final Map<FailureKind, Long> failuresByKind = new EnumMap<>(FailureKind.class);
    private final List<Failure> failures = new ArrayList<>();
    private final List<Detail> details = new ArrayList<>();
    private long total;
    private long submitted;
    private long skipped;
    private long failed;
    private long submissions;
    private long missedDays;
    private long unmappedCounters;
    private long retries;
    private long rateLimited;
    private long behind;
    private long failuresOmitted;
    private long detailsOmitted;
    private int detailBytes;
    private Duration oldestSuccess = Duration.ZERO;

    /**
     * @param start when the run started
     * @param dryRun whether nothing is sent, so that nothing counts as submitted
     * @param showsDetails whether the answer lists each day
     */
    public RunTally(Instant start, boolean dryRun, boolean showsDetails) {
        this.start = start;
        this.dryRun = dryRun;
        this.showsDetails = showsDetails;
    }

    /** Adds one installation. */
    public synchronized void add(InstallationReport report) {
        total++;
        submitted += report.result() == Result.SUBMITTED && !dryRun ? 1 : 0;
        skipped += report.result() == Result.SKIPPED ? 1 : 0;
        failed += report.result() == Result.FAILED ? 1 : 0;
        submissions += report.submissions();
        missedDays += report.missedDays();
        unmappedCounters += report.unmappedCounters();
        retries += report.retries();
        rateLimited += report.rateLimited();
        report.failures().forEach(this::add);
        if (showsDetails) {
            report.details().forEach(this::add);
        }
        report.lastAcceptedAt().ifPresentOrElse(this::addLastSuccess,
                () -> behind += report.result() == Result.FAILED ? 1 : 0);
    }

    /** Adds a failure that is no single installation's. */
    public synchronized void add(Failure failure) {
        failuresByKind.merge(failure.kind(), 1L, Long::sum);
        if (failures.size() < MOST_FAILURES) {
            failures.add(failure);
        } else {
            failuresOmitted++;
        }
    }

    private void add(Detail detail) {
        if (detailsOmitted == 0 && detailBytes + detail.size() <= MOST_DETAIL_BYTES) {
            detailBytes += detail.size();
            details.add(detail);
        } else {
            detailsOmitted++;
        }
    }

    private void addLastSuccess(Instant lastAcceptedAt) {
        var age = Duration.between(lastAcceptedAt, start);
        if (age.compareTo(oldestSuccess) > 0) {
            oldestSuccess = age;
        }
        if (age.compareTo(BEHIND_AFTER) > 0) {
            behind++;
        }
    }

    /** The answer. */
    public synchronized RunReport report(String runId, String trigger, Optional<String> resumeAfter) {
        return new RunReport(runId, trigger, dryRun, start, new Installations(total, submitted, skipped, failed), submissions,
                missedDays, unmappedCounters, failures.stream().sorted(FAILURE_ORDER).toList(), failuresOmitted, resumeAfter,
                showsDetails ? Optional.of(details.stream().sorted(DETAIL_ORDER).toList()) : Optional.empty(),
                showsDetails ? Optional.of(detailsOmitted) : Optional.empty());
    }

    /** The figures for the metrics. */
    public synchronized RunFigures figures(Duration duration) {
        return new RunFigures(submissions, Map.copyOf(failuresByKind), retries, rateLimited, missedDays, unmappedCounters,
                oldestSuccess, behind, total, duration);
    }
}
