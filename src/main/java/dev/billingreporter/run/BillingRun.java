package dev.billingreporter.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.billingreporter.delivery.Deliveries;
import dev.billingreporter.dynamodb.RunPlaceTable;
import dev.billingreporter.event.RunEvent;
import dev.billingreporter.event.RunEvent.Submit;
import dev.billingreporter.event.RunEvent.Work;
import dev.billingreporter.reading.FactsReader;
import dev.billingreporter.reading.PageReader;
import dev.billingreporter.report.RunReport;
import dev.billingreporter.report.RunTally;
import dev.billingreporter.settings.Settings;
import dev.billingreporter.time.Deadline;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** One run over installations: all of them, a share, or those that are named. */
@ApplicationScoped
public class BillingRun {

    private final PageReader pages;
    private final FactsReader facts;
    private final RunPlaceTable places;
    private final Deliveries deliveries;
    private final Settings settings;
    private final ObjectMapper json;
    private final Clock clock;

    BillingRun(PageReader pages, FactsReader facts, RunPlaceTable places, Deliveries deliveries, Settings settings,
            ObjectMapper json, Clock clock) {
        this.pages = pages;
        this.facts = facts;
        this.places = places;
        this.deliveries = deliveries;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Does what the event asks for.
     *
     * @param deadline from which on no installation is started
     * @return what became of it, installation by installation: their failures are in it
     * @throws dev.billingreporter.item.TableException if nothing could be done as a table cannot be read
     * @throws dev.billingreporter.failure.NothingStartedException if the deadline had come before the first installation
     *         could be started
     * @throws InterruptedException if the thread is interrupted
     */
    public RunReport run(Work event, Deadline deadline) throws InterruptedException {
        var start = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var runId = UUID.randomUUID().toString();
        var delivery = deliveries.of(event.dryRun(), event.namesInstallations(), runId, deadline);
        var tally = new RunTally(start, event, settings.invoicing().isPresent(), json.writer());
        var task = event instanceof Submit submit ? new InstallationRun(submit, facts, delivery)
                : new InvoiceActionRun((RunEvent.Invoice) event, facts, delivery);
        var work = new InstallationWork(task, tally, settings.installationsAtOnce());
        var resumeAfter = new PageLoop(pages, places, event, delivery, work, deadline, clock).run();
        var report = tally.report(runId, resumeAfter);
        delivery.publish(tally.figures(Duration.between(start, clock.instant()), resumeAfter.isEmpty()), report);
        return report;
    }
}
