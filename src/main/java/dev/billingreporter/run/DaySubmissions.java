package dev.billingreporter.run;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.billingreporter.checkpoint.AcceptedDay;
import dev.billingreporter.checkpoint.Checkpoint;
import dev.billingreporter.checkpoint.LastFailure;
import dev.billingreporter.checkpoint.Progress;
import dev.billingreporter.day.DaySelection.DueDay;
import dev.billingreporter.day.DaySelection.Refused;
import dev.billingreporter.day.UsageDay;
import dev.billingreporter.dynamodb.CheckpointTable;
import dev.billingreporter.dynamodb.TableException;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.installation.Installation;
import dev.billingreporter.item.InvalidItemException;
import dev.billingreporter.report.Detail;
import dev.billingreporter.report.Detail.Change;
import dev.billingreporter.report.Failure;
import dev.billingreporter.report.InstallationReport;
import dev.billingreporter.report.InstallationReport.Result;
import dev.billingreporter.request.BillingRequest;
import dev.billingreporter.time.Instants;
import dev.billingreporter.vercel.BillingEndpoint;
import dev.billingreporter.vercel.Submission;
import dev.billingreporter.vercel.SubmissionOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Submits the days of one installation in their order, and keeps what became of each for checkpoint and answer. */
final class DaySubmissions {

    private final Installation installation;
    private final Checkpoint checkpoint;
    private final Statements statements;
    private final RunContext context;
    private final BillingEndpoint endpoint;
    private final Clock clock;

    private final List<Progress.Accepted> accepted = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private final List<Detail> details = new ArrayList<>();
    private Optional<LastFailure> lastFailure = Optional.empty();
    private int unmappedCounters;
    private int retries;
    private int rateLimited;

    DaySubmissions(Installation installation, Checkpoint checkpoint, Statements statements, RunContext context,
            BillingEndpoint endpoint, Clock clock) {
        this.installation = installation;
        this.checkpoint = checkpoint;
        this.statements = statements;
        this.context = context;
        this.endpoint = endpoint;
        this.clock = clock;
    }

    /** Answers for the days that were named and cannot be sent. */
    void refuse(List<Refused> refused) {
        for (var day : refused) {
            switch (day.reason()) {
                case CLOSED -> fail(Failure.of(installation.installationId(), day.date(), FailureKind.TOO_OLD,
                        "the day ended more than 24 hours ago; its usage is in the running totals of later days of its billing period"));
                case FUTURE -> fail(Failure.of(installation.installationId(), day.date(), FailureKind.INVALID_REQUEST,
                        "the day has not begun in " + installation.calendar().zone()));
                case NOT_SUBSCRIBED, UNINSTALLED -> details.add(Detail.of(installation.installationId(),
                        Optional.of(day.date()), day.reason().name(), Optional.empty()));
            }
        }
    }

    /**
     * Submits those of the days that are to be.
     *
     * @param days ascending, the current day last
     * @param readAt when the counters were read. It is the last day's timestamp; each earlier day's is a millisecond
     *        older than the next one's, so that timestamps ascend as the days do and none is later than the reading
     */
    void submit(List<DueDay> days, Instant readAt) throws InterruptedException {
        Optional<FailureKind> stopped = Optional.empty();
        for (var position = 0; position < days.size(); position++) {
            var day = days.get(position);
            if (stopped.isPresent()) {
                details.add(Detail.of(installation.installationId(), Optional.of(day.day().date()), stopped.get().name(),
                        Optional.of("not tried after an earlier day's failure")));
            } else {
                stopped = submit(day, readAt.minusMillis(days.size() - 1L - position));
            }
        }
        if (!days.isEmpty()) {
            unmappedCounters = statements.unmappedCounters(days.get(days.size() - 1).day());
        }
    }

    /** Submits one day; gives the failure that makes it pointless to go on with the others. */
    private Optional<FailureKind> submit(DueDay selected, Instant timestamp) throws InterruptedException {
        var day = selected.day();
        var statement = statements.statement(day);
        var request = BillingRequest.of(statement);
        var change = change(day, request);
        if (!selected.always() && change == Change.UNCHANGED) {
            add(day, "UNCHANGED", Optional.empty(), change);
            return Optional.empty();
        }
        if (context.dryRun()) {
            details.add(new Detail(installation.installationId(), Optional.of(day.date()), "WOULD_SUBMIT",
                    Optional.of(Instants.text(timestamp)), Optional.of(change), Optional.empty(),
                    Optional.of(new RawValue(new String(request.body(timestamp), StandardCharsets.UTF_8))),
                    statement.explanation()));
            return Optional.empty();
        }
        return send(day, request, timestamp, change);
    }

    private Optional<FailureKind> send(UsageDay day, BillingRequest request, Instant timestamp, Change change)
            throws InterruptedException {
        var start = clock.instant();
        var outcome = endpoint.submit(
                new Submission(installation.installationId(), installation.accessToken(), request.body(timestamp)),
                context.pacing());
        SubmissionLog.write(context.runId(), installation.installationId(), day.date(), outcome,
                Duration.between(start, clock.instant()), request.contentHash());
        retries += Math.max(0, outcome.attempts() - 1);
        rateLimited += outcome.rateLimited();
        if (outcome instanceof SubmissionOutcome.Accepted success) {
            accepted.add(new Progress.Accepted(day.date(), day.endOfDay(),
                    new AcceptedDay(timestamp, request.contentHash(), success.at())));
            add(day, "SUBMITTED", Optional.of(timestamp), change);
            return Optional.empty();
        }
        var failure = (SubmissionOutcome.NotAccepted) outcome;
        fail(day.date(), failure, timestamp, change);
        return concernsEveryDay(failure.kind()) ? Optional.of(failure.kind()) : Optional.empty();
    }

    /**
     * A bad request may be about one day's data only, and so may a server's error. The other kinds would meet the next
     * day too; it is left to the next run.
     */
    private static boolean concernsEveryDay(FailureKind kind) {
        return kind != FailureKind.INVALID_REQUEST && kind != FailureKind.SERVER_ERROR;
    }

    private void fail(LocalDate day, SubmissionOutcome.NotAccepted outcome, Instant timestamp, Change change) {
        var httpStatus = outcome.httpStatus().isPresent() ? Optional.of(outcome.httpStatus().getAsInt())
                : Optional.<Integer> empty();
        var failure = new Failure(Optional.of(installation.installationId()), Optional.of(day), outcome.kind(), httpStatus,
                outcome.message());
        failures.add(failure);
        details.add(new Detail(installation.installationId(), Optional.of(day), outcome.kind().name(),
                Optional.of(Instants.text(timestamp)), Optional.of(change), Optional.of(outcome.message()), Optional.empty(),
                List.of()));
        lastFailure = Optional
                .of(new LastFailure(clock.instant(), Optional.of(day), outcome.kind().name(), httpStatus, outcome.message()));
    }

    private void fail(Failure failure) {
        failures.add(failure);
        details.add(
                Detail.of(installation.installationId(), failure.day(), failure.kind().name(), Optional.of(failure.message())));
    }

    private void add(UsageDay day, String outcome, Optional<Instant> timestamp, Change change) {
        details.add(new Detail(installation.installationId(), Optional.of(day.date()), outcome, timestamp.map(Instants::text),
                Optional.of(change), Optional.empty(), Optional.empty(), List.of()));
    }

    private Change change(UsageDay day, BillingRequest request) {
        return Optional.ofNullable(checkpoint.days().get(day.date()))
                .map(known -> known.contentHash().equals(request.contentHash()) ? Change.UNCHANGED : Change.CHANGED)
                .orElse(Change.NEVER_SENT);
    }

    /** Records the progress, now that it is known what Vercel accepted, and gives the installation's report. */
    InstallationReport finish(CheckpointTable checkpoints, LocalDate openFrom, int missedDays) {
        // nothing is tried after that answer, so it is the last failure
        var gone = lastFailure.map(failure -> failure.kind().equals(FailureKind.GONE.name())).orElse(false);
        var progress = new Progress(accepted, openFrom, lastFailure, gone, context.event().namesInstallations());
        var isProgress = !accepted.isEmpty() || lastFailure.isPresent();
        if (isProgress && !context.dryRun()) {
            try {
                checkpoints.add(installation.installationId(), checkpoint, progress);
            } catch (TableException | InvalidItemException e) {
                fail(Failure.of(installation.installationId(), FailureKind.UNREACHABLE,
                        "the checkpoint was not written, the next run repairs it: " + e.getMessage()));
            }
        }
        // counted when the checkpoint moves on, so that each missed day is reported by one run
        var reportsMissedDays = context.dryRun() || !accepted.isEmpty();
        return new InstallationReport(installation.installationId(), result(), accepted.size(),
                reportsMissedDays ? missedDays : 0, unmappedCounters, retries, rateLimited, failures, details,
                lastAcceptedAt());
    }

    private Result result() {
        if (!failures.isEmpty()) {
            return Result.FAILED;
        }
        return accepted.isEmpty() && !context.dryRun() ? Result.SKIPPED : Result.SUBMITTED;
    }

    private Optional<Instant> lastAcceptedAt() {
        return accepted.isEmpty()
                ? checkpoint.lastAcceptedAt()
                : Optional.of(accepted.get(accepted.size() - 1).details().acceptedAt());
    }
}
