package dev.billingreporter.delivery;

import dev.billingreporter.checkpoint.StoredCheckpoint;
import dev.billingreporter.decision.CurrentPeriod;
import dev.billingreporter.decision.DayDecision.Submit;
import dev.billingreporter.decision.Decision;
import dev.billingreporter.decision.InvoiceDecision;
import dev.billingreporter.decision.InvoiceFacts;
import dev.billingreporter.dynamodb.CheckpointMove;
import dev.billingreporter.dynamodb.CheckpointWriter;
import dev.billingreporter.event.RunEvent.InvoiceAction;
import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.item.InvalidItemException;
import dev.billingreporter.item.TableException;
import dev.billingreporter.metrics.RunFigures;
import dev.billingreporter.metrics.RunMetrics;
import dev.billingreporter.outcome.DayOutcome;
import dev.billingreporter.outcome.InstallationOutcome;
import dev.billingreporter.outcome.InvoicesOutcome;
import dev.billingreporter.outcome.Sending;
import dev.billingreporter.report.RunReport;
import dev.billingreporter.vercel.BillingEndpoint;
import dev.billingreporter.vercel.RequestPacing;
import dev.billingreporter.vercel.Submission;
import dev.billingreporter.vercel.SubmissionOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Submits to Vercel, writes checkpoints, log lines and metrics. */
final class RealRun implements Delivery {

    /** Of an installation that was uninstalled, whose token is dead once it is finalized. */
    private static final Set<Integer> SAYS_GONE = Set.of(401, 403, 404, 410);

    private final String runId;
    private final boolean named;
    private final Optional<LocalDate> invoicesSince;
    private final RequestPacing pacing;
    private final BillingEndpoint endpoint;
    private final InvoiceDelivery invoices;
    private final InvoiceActions actions;
    private final CheckpointWriter checkpoints;
    private final RunMetrics metrics;
    private final Clock clock;

    RealRun(String runId, boolean named, Optional<LocalDate> invoicesSince, RequestPacing pacing, BillingEndpoint endpoint,
            InvoiceDelivery invoices, InvoiceActions actions, CheckpointWriter checkpoints, RunMetrics metrics, Clock clock) {
        this.runId = runId;
        this.named = named;
        this.invoicesSince = invoicesSince;
        this.pacing = pacing;
        this.endpoint = endpoint;
        this.invoices = invoices;
        this.actions = actions;
        this.checkpoints = checkpoints;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void begin() {
        checkpoints.begin();
    }

    @Override
    public void end() {
        checkpoints.end();
    }

    @Override
    public boolean allowsAnother() {
        return pacing.allowsAnother();
    }

    @Override
    public DayOutcome submit(Submit submit) throws InterruptedException {
        var installation = submit.installation();
        var start = clock.instant();
        var answered = endpoint.submit(
                new Submission(installation.installationId(), installation.accessToken(), submit.body()), pacing);
        var sending = new Sending(answered.attempts(), answered.rateLimited(), Duration.between(start, clock.instant()),
                submit.request().contentHash(), answered.vercelId());
        var outcome = outcome(submit, answered, sending);
        SubmissionLog.write(runId, installation.installationId(), outcome);
        return outcome;
    }

    private DayOutcome outcome(Submit submit, SubmissionOutcome answered, Sending sending) {
        if (answered instanceof SubmissionOutcome.Accepted accepted) {
            return new DayOutcome.Submitted(submit.day(), submit.statement().period(), submit.timestamp(), submit.change(),
                    accepted.at(), sending,
                    submit.current().map(CurrentPeriod::priced));
        }
        var failure = ((SubmissionOutcome.NotAccepted) answered).failure();
        if (submit.installation().isUninstalled(clock.instant())
                && failure.httpStatus().filter(SAYS_GONE::contains).isPresent()) {
            return new DayOutcome.Ended(submit.day().date(), submit.timestamp(), failure, sending);
        }
        return new DayOutcome.Failed(Optional.of(submit.day().date()), failure, Optional.of(submit.timestamp()),
                Optional.of(submit.change()), Optional.of(sending));
    }

    @Override
    public InvoicesOutcome settle(InvoiceDecision decision) throws InterruptedException {
        return invoices.settle(decision);
    }

    @Override
    public InvoicesOutcome act(InvoiceAction action, InvoiceFacts.Read facts, LocalDate firstDay, StoredCheckpoint checkpoint)
            throws InterruptedException {
        return actions.act(action, facts, firstDay, checkpoint);
    }

    @Override
    public InstallationOutcome record(Decision decision, List<DayOutcome> days, InvoicesOutcome settled)
            throws InterruptedException {
        var progress = RunProgress.of(decision, days, settled, named, invoicesSince, clock.instant());
        if (decision.stored().isEmpty() || progress.isEmpty()) {
            return decision.outcome(days, settled, 0);
        }
        try {
            // counted by the run that drops the days from the checkpoint, so that each is counted once
            var before = checkpoints.add(new CheckpointMove(decision.installationId(), decision.stored().get(), progress));
            return decision.outcome(days, settled, decision.missed().applyAsInt(before));
        } catch (TableException | InvalidItemException e) {
            var unrecorded = Failure.of(FailureKind.UNREACHABLE,
                    "the checkpoint was not written, the next run repairs it: " + e.getMessage());
            return decision.outcome(
                    Stream.concat(days.stream(), Stream.of(DayOutcome.Failed.of(Optional.empty(), unrecorded))).toList(),
                    settled, 0);
        }
    }

    @Override
    public void publish(RunFigures figures, RunReport report) {
        FailureLog.write(report);
        metrics.write(runId, figures);
    }
}
