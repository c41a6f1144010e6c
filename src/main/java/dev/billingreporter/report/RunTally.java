package dev.billingreporter.report;

import com.fasterxml.jackson.databind.ObjectWriter;
import dev.billingreporter.event.RunEvent.Trigger;
import dev.billingreporter.event.RunEvent.Work;
import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.metrics.RunFigures;
import dev.billingreporter.metrics.RunMetric;
import dev.billingreporter.outcome.DayOutcome;
import dev.billingreporter.outcome.InstallationOutcome;
import dev.billingreporter.outcome.InstallationOutcome.Result;
import dev.billingreporter.outcome.InvoiceOutcome;
import dev.billingreporter.outcome.Sending;
import dev.billingreporter.report.FailureEntry.DayFailure;
import dev.billingreporter.report.FailureEntry.InvoiceFailure;
import dev.billingreporter.report.RunReport.Installations;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Adds up what a run did, in bounded memory however many installations it covers. Safe for use by many threads. */
public final class RunTally {

    /** Failures listed in an answer. */
    public static final int MOST_FAILURES = 100;
    /** An installation without an accepted submission for longer counts for the alarm: there is time left to fix it. */
    static final Duration ALARMING_AGE = Duration.ofHours(3);

    /** Installations end in any order; an answer is easier to read, and to compare, in one. */
    private static final Comparator<FailureEntry> FAILURE_ORDER = Comparator
            .comparing((FailureEntry failure) -> failure.installationId().orElse(""))
            .thenComparing(failure -> failure.date().orElse(LocalDate.MIN));

    private final Instant start;
    private final Work event;
    private final Optional<InvoiceTally> invoices;

    private final Map<RunMetric, Long> values = new EnumMap<>(RunMetric.class);
    private final Map<Result, Long> results = new EnumMap<>(Result.class);
    private final Map<FailureKind, Long> failuresByKind = new EnumMap<>(FailureKind.class);
    private final List<FailureEntry> failures = new ArrayList<>();
    private final DetailList details;
    private Duration oldestSuccess = Duration.ZERO;

    /**
     * @param start when the run started
     * @param event what it was asked for
     * @param countsInvoices whether invoices are sent
     * @param json writes the answer
     */
    public RunTally(Instant start, Work event, boolean countsInvoices, ObjectWriter json) {
        this.start = start;
        this.event = event;
        this.invoices = countsInvoices ? Optional.of(new InvoiceTally()) : Optional.empty();
        this.details = new DetailList(json);
    }

    /** Adds one installation. */
    public synchronized void add(InstallationOutcome outcome) {
        add(RunMetric.INSTALLATIONS, 1);
        results.merge(outcome.result(), 1L, Long::sum);
        add(RunMetric.SUBMISSIONS, outcome.of(DayOutcome.Submitted.class).count());
        add(RunMetric.MISSED_DAYS, outcome.missedDays());
        var findings = outcome.findings();
        add(RunMetric.UNMAPPED_COUNTERS, findings.unmappedCounters());
        add(RunMetric.UNBILLED_COUNTERS, findings.unbilledCounters());
        add(RunMetric.REPRICED_INSTALLATIONS, findings.isRepriced() ? 1 : 0);
        add(RunMetric.DECREASED_TOTALS, findings.isDecreased() ? 1 : 0);
        add(RunMetric.CHANGED_INSTALLATIONS, findings.isChanged() ? 1 : 0);
        for (var day : outcome.days()) {
            add(RunMetric.RETRIES, day.sending().map(Sending::retries).orElse(0));
            add(RunMetric.RATE_LIMITED, day.sending().map(Sending::rateLimited).orElse(0));
            if (day instanceof DayOutcome.Failed failed) {
                add(new DayFailure(Optional.of(outcome.installationId()), failed.day(), failed.failure()));
            }
            if (event.wantsDetails()) {
                details.add(new DayDetail(outcome.installationId(), day));
            }
        }
        invoices.ifPresent(tally -> tally.add(outcome.invoices()));
        for (var invoice : outcome.invoices().invoices()) {
            addInvoice(outcome.installationId(), invoice);
        }
        if (outcome.result() != Result.SKIPPED) {
            outcome.lastAcceptedAt(start).ifPresentOrElse(this::addLastSuccess,
                    () -> add(RunMetric.INSTALLATIONS_BEHIND, outcome.result() == Result.FAILED ? 1 : 0));
        }
        add(RunMetric.GONE, outcome.isGone() ? 1 : 0);
    }

    /** Adds a failure that is no single installation's. */
    public synchronized void add(Failure failure) {
        add(new DayFailure(Optional.empty(), Optional.empty(), failure));
    }

    private void addInvoice(String installationId, InvoiceOutcome invoice) {
        add(RunMetric.RETRIES, invoice.sending().map(Sending::retries).orElse(0));
        add(RunMetric.RATE_LIMITED, invoice.sending().map(Sending::rateLimited).orElse(0));
        invoice.failure().ifPresent(failure -> add(new InvoiceFailure(installationId, invoice.firstDay(), failure)));
        if (event.wantsDetails()) {
            details.add(new InvoiceDetail(installationId, invoice));
        }
    }

    private void add(FailureEntry failure) {
        add(RunMetric.FAILURES, 1);
        failuresByKind.merge(failure.failure().kind(), 1L, Long::sum);
        if (failures.size() < MOST_FAILURES) {
            failures.add(failure);
        }
    }

    private void addLastSuccess(Instant lastAcceptedAt) {
        var age = Duration.between(lastAcceptedAt, start);
        if (age.compareTo(oldestSuccess) > 0) {
            oldestSuccess = age;
        }
        add(RunMetric.INSTALLATIONS_BEHIND, age.compareTo(ALARMING_AGE) > 0 ? 1 : 0);
    }

    private void add(RunMetric metric, long count) {
        values.merge(metric, count, Long::sum);
    }

    /**
     * The answer.
     *
     * @param resumeAfter the key after which the next call goes on
     */
    public synchronized RunReport report(String runId, Optional<String> resumeAfter) {
        return new RunReport(runId, event.trigger().name().toLowerCase(Locale.ROOT), event.dryRun(), start,
                new Installations(value(RunMetric.INSTALLATIONS), count(Result.SUBMITTED), count(Result.SKIPPED),
                        count(Result.FAILED)),
                value(RunMetric.SUBMISSIONS), value(RunMetric.MISSED_DAYS), value(RunMetric.UNMAPPED_COUNTERS),
                value(RunMetric.UNBILLED_COUNTERS), value(RunMetric.REPRICED_INSTALLATIONS), value(RunMetric.DECREASED_TOTALS),
                invoices.map(InvoiceTally::report),
                failures.stream().sorted(FAILURE_ORDER).toList(), value(RunMetric.FAILURES) - failures.size(), resumeAfter,
                event.wantsDetails() ? Optional.of(details.sorted()) : Optional.empty(),
                event.wantsDetails() ? Optional.of(details.omitted()) : Optional.empty());
    }

    /**
     * The figures for the metrics. An ad hoc run covers what it was asked to, and says nothing of how the schedule is doing.
     *
     * @param duration how long the run took
     * @param cameToItsEnd whether it reached all installations that it was to cover
     */
    public synchronized RunFigures figures(Duration duration, boolean cameToItsEnd) {
        var all = new EnumMap<>(values);
        for (var metric : List.of(RunMetric.SUBMISSIONS, RunMetric.FAILURES, RunMetric.RETRIES, RunMetric.RATE_LIMITED,
                RunMetric.MISSED_DAYS, RunMetric.UNMAPPED_COUNTERS, RunMetric.UNBILLED_COUNTERS,
                RunMetric.REPRICED_INSTALLATIONS, RunMetric.DECREASED_TOTALS, RunMetric.CHANGED_INSTALLATIONS,
                RunMetric.INSTALLATIONS, RunMetric.INSTALLATIONS_BEHIND,
                RunMetric.GONE)) {
            all.putIfAbsent(metric, 0L);
        }
        all.put(RunMetric.RUN_DURATION, duration.toMillis());
        invoices.ifPresent(tally -> all.putAll(tally.figures(event.trigger() != Trigger.ADHOC)));
        if (event.trigger() == Trigger.ADHOC) {
            all.keySet().removeAll(List.of(RunMetric.INSTALLATIONS, RunMetric.INSTALLATIONS_BEHIND, RunMetric.GONE,
                    RunMetric.CHANGED_INSTALLATIONS, RunMetric.UNMAPPED_COUNTERS, RunMetric.UNBILLED_COUNTERS));
        } else {
            all.put(RunMetric.OLDEST_SUCCESS_AGE, oldestSuccess.toSeconds());
            all.put(RunMetric.SUCCESSFUL_RUNS, cameToItsEnd ? 1L : 0L);
            all.put(RunMetric.RUNS_OUT_OF_TIME, cameToItsEnd ? 0L : 1L);
        }
        return new RunFigures(start, all, failuresByKind);
    }

    private long value(RunMetric metric) {
        return values.getOrDefault(metric, 0L);
    }

    private long count(Result result) {
        return results.getOrDefault(result, 0L);
    }
}
