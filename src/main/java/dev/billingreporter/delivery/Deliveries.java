package dev.billingreporter.delivery;

import dev.billingreporter.dynamodb.CheckpointTable;
import dev.billingreporter.dynamodb.CheckpointWriter;
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
        var pacing = new RequestPacing(clock, waiting, settings.submitConcurrency(), settings.maxRequestsPerSecond(), deadline);
        if (dryRun) {
            return new DryRun(pacing);
        }
        var invoices = new InvoiceDelivery(runId, pacing, invoiceEndpoint, invoiceTable, clock);
        return new RealRun(runId, named, settings.invoicing().map(Settings.Invoicing::since), pacing, endpoint, invoices,
                new InvoiceActions(invoices, invoiceTable, checkpoints, clock), new CheckpointWriter(checkpoints), metrics,
                clock);
    }
}
