package dev.billingreporter.run;

import dev.billingreporter.dynamodb.TableException;
import dev.billingreporter.event.RunEvent.Submit;
import dev.billingreporter.metrics.RunMetrics;
import dev.billingreporter.report.RunReport;
import dev.billingreporter.report.RunTally;
import dev.billingreporter.settings.Settings;
import dev.billingreporter.time.Deadline;
import dev.billingreporter.time.Waiting;
import dev.billingreporter.vercel.RequestPacing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;

/** One run over installations: all of them, a share, or those that are named. */
@ApplicationScoped
public class BillingRun {

    private final PageReader pages;
    private final InstallationRunner installations;
    private final RunMetrics metrics;
    private final Settings settings;
    private final Clock clock;
    private final Waiting waiting;

    BillingRun(PageReader pages, InstallationRunner installations, RunMetrics metrics, Settings settings, Clock clock,
            Waiting waiting) {
        this.pages = pages;
        this.installations = installations;
        this.metrics = metrics;
        this.settings = settings;
        this.clock = clock;
        this.waiting = waiting;
    }

    /**
     * Does what the event asks for.
     *
     * @param deadline from which on no installation is started
     * @return what became of it, installation by installation: their failures are in it
     * @throws TableException if nothing could be done as a table cannot be read
     * @throws NothingStartedException if the deadline had come before the first installation could be started
     * @throws InterruptedException if the thread is interrupted
     */
    public RunReport run(Submit event, Deadline deadline) throws InterruptedException {
        var start = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var runId = UUID.randomUUID().toString();
        var pacing = new RequestPacing(clock, waiting, settings.submitConcurrency(), settings.maxRequestsPerSecond(), deadline);
        var context = new RunContext(runId, event, pacing);
        var tally = new RunTally(start, event.dryRun(), event.dryRun() || event.namesInstallations());
        var work = new InstallationWork(installations, context, tally, settings.installationsAtOnce());
        var resumeAfter = new PageLoop(pages, event, pacing, work).run();
        var report = tally.report(runId, event.trigger().name().toLowerCase(Locale.ROOT), resumeAfter);
        metrics.write(report, tally.figures(Duration.between(start, clock.instant())));
        return report;
    }
}
