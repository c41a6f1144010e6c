package dev.billingreporter.delivery;

import dev.billingreporter.dynamodb.CheckpointTable;
import dev.billingreporter.dynamodb.InvoiceTable;
import dev.billingreporter.metrics.RunMetrics;
import dev.billingreporter.settings.Settings;
import dev.billingreporter.time.Deadline;
import dev.billingreporter.time.Waiting;
import dev.billingreporter.vercel.BillingEndpoint;
import dev.billingreporter.vercel.InvoiceEndpoint;
import dev.billingreporter.vercel.RequestPacing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Chooses how a run delivers. */
@ApplicationScoped
public class Deliveries {

    private final BillingEndpoint endpoint;
    private final InvoiceEndpoint invoiceEndpoint;
    private final CheckpointTable checkpoints;
    private final InvoiceTable invoiceTable;
    private final RunMetrics metrics;
    private final Settings settings;
    private final Clock clock;
    private final Waiting waiting;

    Deliveries(BillingEndpoint endpoint, InvoiceEndpoint invoiceEndpoint, CheckpointTable checkpoints,
            InvoiceTable invoiceTable, RunMetrics metrics, Settings settings, Clock clock, Waiting waiting) {
        this.endpoint = endpoint;
        this.invoiceEndpoint = invoiceEndpoint;
        this.checkpoints = checkpoints;
        this.invoiceTable = invoiceTable;
        this.metrics = metrics;
        this.settings = settings;
        this.clock = clock;
        this.waiting = waiting;
    }

    /**
     * The delivery of one run.
     *
     * @param dryRun whether nothing is sent or written
     * @param named whether the run was asked for by its installations' names
     * @param runId names the run in log lines
     * @param deadline of the run
     */
    public Delivery of(boolean dryRun, boolean named, String runId, Deadline deadline) {
        var pacing = pacing(deadline);
        return dryRun ? new DryRun(pacing)
                : new RealRun(runId, named, pacing, endpoint, invoices(runId, pacing), checkpoints, metrics, clock);
    }

    /**
     * What a run does about single invoices that a person asks it for.
     *
     * @param runId names the run in log lines
     * @param deadline of the run
     */
    public InvoiceActions invoiceActions(String runId, Deadline deadline) {
        return new InvoiceActions(invoices(runId, pacing(deadline)), invoiceTable, checkpoints, clock);
    }

    private InvoiceDelivery invoices(String runId, RequestPacing pacing) {
        return new InvoiceDelivery(runId, pacing, invoiceEndpoint, invoiceTable, clock);
    }

    private RequestPacing pacing(Deadline deadline) {
        return new RequestPacing(clock, waiting, settings.submitConcurrency(), settings.maxRequestsPerSecond(), deadline);
    }
}
