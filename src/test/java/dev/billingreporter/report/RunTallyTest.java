package dev.billingreporter.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.billingreporter.checkpoint.Checkpoint;
import dev.billingreporter.checkpoint.InvoicingProgress;
import dev.billingreporter.day.BillingPeriod;
import dev.billingreporter.day.UsageDay;
import dev.billingreporter.event.RunEvent;
import dev.billingreporter.event.RunEvent.Trigger;
import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.installation.Segment;
import dev.billingreporter.metrics.RunMetric;
import dev.billingreporter.outcome.Change;
import dev.billingreporter.outcome.DayOutcome;
import dev.billingreporter.outcome.Findings;
import dev.billingreporter.outcome.InstallationOutcome;
import dev.billingreporter.outcome.InvoicesOutcome;
import dev.billingreporter.outcome.Sending;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RunTallyTest {

    private static final Instant START = Instant.parse("2026-11-22T10:05:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    private static final BillingPeriod PERIOD = new BillingPeriod(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 12, 1),
            Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z"));

    @Test
    void eachInstallationCountsOnceAndEachSubmissionToo() {
        var tally = tally(Trigger.SCHEDULE, false);
        tally.add(outcome("icfg_1", submitted(3, 2), submitted(1, 0)));
        tally.add(outcome("icfg_2", submitted(1, 0), failed(FailureKind.SERVER_ERROR)));
        tally.add(outcome("icfg_3", DayOutcome.NotSent.ofAllDays(FailureKind.GONE)));

        assertThat(tally.report("id", Optional.empty()).installations())
                .isEqualTo(new RunReport.Installations(3, 1, 1, 1));
        var values = tally.figures(Duration.ofMillis(1234), true).values();
        assertThat(values).containsEntry(RunMetric.SUBMISSIONS, 3L).containsEntry(RunMetric.FAILURES, 1L)
                .containsEntry(RunMetric.RETRIES, 2L).containsEntry(RunMetric.RATE_LIMITED, 2L)
                .containsEntry(RunMetric.INSTALLATIONS, 3L).containsEntry(RunMetric.RUN_DURATION, 1234L);
        assertThat(tally.figures(Duration.ZERO, true).failures()).containsOnly(Map.entry(FailureKind.SERVER_ERROR, 1L));
    }

    @Test
    void howFarBehindTheScheduleIsTellsAScheduledRun() {
        var tally = tally(Trigger.SEGMENT, false);
        tally.add(behind("icfg_1", Duration.ofHours(3)));
        tally.add(behind("icfg_2", Duration.ofHours(3).plusSeconds(1)));
        tally.add(outcome("icfg_3", failed(FailureKind.UNAUTHORIZED)));

        var values = tally.figures(Duration.ZERO, true).values();

        assertThat(values).containsEntry(RunMetric.OLDEST_SUCCESS_AGE, 10_801L);
        assertThat(values).as("three hours are not, and never is").containsEntry(RunMetric.INSTALLATIONS_BEHIND, 2L);
    }

    @Test
    void anAdHocRunSaysNothingOfTheSchedule() {
        var tally = tally(Trigger.ADHOC, false);
        tally.add(behind("icfg_1", Duration.ofHours(5)));

        assertThat(tally.figures(Duration.ZERO, true).values()).doesNotContainKeys(RunMetric.SUCCESSFUL_RUNS,
                RunMetric.INSTALLATIONS, RunMetric.INSTALLATIONS_BEHIND, RunMetric.OLDEST_SUCCESS_AGE, RunMetric.GONE,
                RunMetric.CHANGED_INSTALLATIONS, RunMetric.UNMAPPED_COUNTERS, RunMetric.UNBILLED_COUNTERS)
                .containsEntry(RunMetric.SUBMISSIONS, 0L);
    }

    @Test
    void aRunThatHasToGoOnIsNotASuccessfulOne() {
        var tally = tally(Trigger.SCHEDULE, false);

        assertThat(tally.figures(Duration.ZERO, false).values()).containsEntry(RunMetric.SUCCESSFUL_RUNS, 0L);
        assertThat(tally.figures(Duration.ZERO, true).values()).containsEntry(RunMetric.SUCCESSFUL_RUNS, 1L);
    }

    @Test
    void goneAreThoseThatTheTableStillCallsActive() {
        var tally = tally(Trigger.SCHEDULE, false);
        tally.add(outcome("icfg_left_alone", DayOutcome.NotSent.ofAllDays(FailureKind.GONE)));
        tally.add(outcome("icfg_gone", failed(FailureKind.GONE)));
        tally.add(outcome("icfg_uninstalled",
                new DayOutcome.Ended(TODAY, START, Failure.of(FailureKind.UNAUTHORIZED, "Its token is dead."),
                        new Sending(1, 0, Duration.ZERO, "hash", Optional.empty())),
                new DayOutcome.NotSent(Optional.of(TODAY), FailureKind.GONE, Optional.empty())));

        assertThat(tally.figures(Duration.ZERO, true).values()).containsEntry(RunMetric.GONE, 2L);
    }

    @Test
    void aHundredFailuresAreListedInOrderAndTheRestCounted() {
        var tally = tally(Trigger.SCHEDULE, false);
        for (var number = 129; number >= 0; number--) {
            tally.add(outcome("icfg_%03d".formatted(number), failed(FailureKind.UNAUTHORIZED)));
        }

        var report = tally.report("id", Optional.empty());

        assertThat(report.failures()).hasSize(100).isSortedAccordingTo(
                (one, other) -> one.installationId().orElseThrow().compareTo(other.installationId().orElseThrow()));
        assertThat(report.failuresOmitted()).isEqualTo(30);
    }

    @Test
    void detailsEndBeforeTheAnswerIsTooLongInBytesHoweverManyBytesACharacterHas() {
        var tally = tally(Trigger.ADHOC, true);
        var request = "{\"name\":\"" + "金".repeat(3_800) + "\"}";
        for (var number = 0; number < 600; number++) {
            tally.add(outcome("icfg_%03d".formatted(number),
                    new DayOutcome.WouldSubmit(TODAY, START, Change.NEVER_SENT, request, List.of("金\"\n".repeat(500)),
                            Optional.empty())));
        }

        var report = tally.report("id", Optional.empty());

        var bytes = report.details().orElseThrow().stream()
                .mapToLong(detail -> detail.rawValue().toString().getBytes(StandardCharsets.UTF_8).length).sum();
        assertThat(bytes).isBetween(3_900_000L, 4_000_000L);
        assertThat(report.details().orElseThrow().size() + report.detailsOmitted().orElseThrow()).isEqualTo(600);
    }

    private static RunTally tally(Trigger trigger, boolean showsDetails) {
        var event = new RunEvent.Submit(trigger, List.of(), Optional.empty(), showsDetails, Segment.WHOLE, Optional.empty());
        return new RunTally(START, event, false,
                new ObjectMapper().registerModules(new Jdk8Module(), new JavaTimeModule()).writer());
    }

    private static InstallationOutcome behind(String installationId, Duration age) {
        return new InstallationOutcome(installationId, List.of(failed(FailureKind.UNREACHABLE)), 0, Findings.NONE,
                Optional.of(lastAccepted(START.minus(age))), InvoicesOutcome.NONE);
    }

    private static Checkpoint lastAccepted(Instant at) {
        return new Checkpoint(Optional.of(new Checkpoint.LastSubmission(at, at, at)), new TreeMap<>(), 0, Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), InvoicingProgress.NONE);
    }

    private static InstallationOutcome outcome(String installationId, DayOutcome... days) {
        return new InstallationOutcome(installationId, List.of(days), 0, Findings.NONE, Optional.empty(),
                InvoicesOutcome.NONE);
    }

    private static DayOutcome submitted(int attempts, int rateLimited) {
        var day = new UsageDay(TODAY, Instant.parse("2026-11-22T00:00:00Z"), Instant.parse("2026-11-23T00:00:00Z"));
        return new DayOutcome.Submitted(day, PERIOD, START, Change.CHANGED, START,
                new Sending(attempts, rateLimited, Duration.ZERO, "hash", Optional.empty()), Optional.empty());
    }

    private static DayOutcome failed(FailureKind kind) {
        return DayOutcome.Failed.of(Optional.of(TODAY), Failure.of(kind, "It did not work."));
    }
}
