package dev.billingreporter.page;

import dev.billingreporter.decision.Decision;
import dev.billingreporter.event.RunEvent.Submit;
import dev.billingreporter.event.RunEvent.Trigger;
import dev.billingreporter.installation.Segment;
import dev.billingreporter.reading.FactsReader;
import dev.billingreporter.reading.InstallationEntry;
import dev.billingreporter.reading.PageReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Reads one installation's statement: decided as a dry run that names the installation decides it. */
@ApplicationScoped
class StatementReader {

    private final PageReader pages;
    private final FactsReader facts;
    private final InvoiceViews invoices;
    private final Clock clock;

    StatementReader(PageReader pages, FactsReader facts, InvoiceViews invoices, Clock clock) {
        this.pages = pages;
        this.facts = facts;
        this.invoices = invoices;
        this.clock = clock;
    }

    /**
     * The statement as of now; empty where the table has no such installation.
     *
     * @throws dev.billingreporter.item.TableException if the tables of installations, plans or checkpoints cannot be read
     */
    Optional<InstallationStatement> read(String installationId) {
        return pages.named(List.of(installationId)).entries().stream().findFirst().map(this::statement);
    }

    private InstallationStatement statement(InstallationEntry entry) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        // a scheduled run leaves one that is gone alone; its statement can be looked at all the same
        var read = facts.read(entry, new Submit(Trigger.ADHOC, List.of(entry.installationId()), Optional.empty(), true,
                Segment.WHOLE, Optional.empty()));
        var maker = new StatementMaker(entry, read, Decision.of(read), FactsReader.whyLeftAlone(entry, now), now);
        return maker.statement(invoices.of(entry.installationId(), maker.zone()));
    }
}
