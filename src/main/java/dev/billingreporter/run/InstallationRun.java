package dev.billingreporter.run;

import dev.billingreporter.decision.DayDecision;
import dev.billingreporter.decision.DayDecision.Settled;
import dev.billingreporter.decision.DayDecision.Submit;
import dev.billingreporter.decision.Decision;
import dev.billingreporter.decision.InstallationFacts;
import dev.billingreporter.delivery.Delivery;
import dev.billingreporter.event.RunEvent;
import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.outcome.DayOutcome;
import dev.billingreporter.outcome.InstallationOutcome;
import dev.billingreporter.outcome.InvoicesOutcome;
import dev.billingreporter.reading.FactsReader;
import dev.billingreporter.reading.InstallationEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One installation's part of a run that submits usage. */
final class InstallationRun implements InstallationTask {

    private final RunEvent.Submit event;
    private final FactsReader reader;
    private final Delivery delivery;

    InstallationRun(RunEvent.Submit event, FactsReader reader, Delivery delivery) {
        this.event = event;
        this.reader = reader;
        this.delivery = delivery;
    }

    @Override
    public InstallationOutcome run(InstallationEntry entry) throws InterruptedException {
        delivery.begin();
        try {
            var facts = reader.read(entry, event);
            var decision = Decision.of(facts);
            var days = deliver(decision.days());
            var invoices = settle(decision);
            return delivery.record(decision, days, invoices);
        } finally {
            delivery.end();
        }
    }

    /** After the days, so that Vercel's dashboard shows what the invoice says. */
    private InvoicesOutcome settle(Decision decision) throws InterruptedException {
        return decision.invoices().isPresent() ? delivery.settle(decision.invoices().get()) : InvoicesOutcome.NONE;
    }

    @Override
    public InstallationOutcome failed(InstallationEntry entry, Failure failure) throws InterruptedException {
        var facts = new InstallationFacts.Unusable(entry.installationId(), entry.checkpoint().usable(), Optional.empty(),
                failure, Optional.empty());
        delivery.begin();
        try {
            return delivery.record(Decision.of(facts), List.of(DayOutcome.Failed.of(Optional.empty(), failure)),
                    InvoicesOutcome.NONE);
        } finally {
            delivery.end();
        }
    }

    /** In their order. After a failure that every day would meet, the later ones are left to the next run. */
    private List<DayOutcome> deliver(List<DayDecision> days) throws InterruptedException {
        var outcomes = new ArrayList<DayOutcome>();
        Optional<FailureKind> ended = Optional.empty();
        for (var day : days) {
            if (day instanceof Settled settled) {
                outcomes.add(settled.outcome());
            } else if (ended.isPresent()) {
                outcomes.add(new DayOutcome.NotSent(Optional.of(((Submit) day).day().date()), ended.get(),
                        Optional.of("not tried after an earlier day's failure")));
            } else {
                var outcome = delivery.submit((Submit) day);
                ended = outcome.endsTheDays();
                outcomes.add(outcome);
            }
        }
        return outcomes;
    }
}
