package dev.billingreporter.delivery;

import dev.billingreporter.decision.DayDecision.Submit;
import dev.billingreporter.decision.Decision;
import dev.billingreporter.metrics.RunFigures;
import dev.billingreporter.outcome.DayOutcome;
import dev.billingreporter.outcome.InstallationOutcome;
import java.util.List;

/** All that a run does to the world outside: really, or only telling what it would do. It is chosen once, at its start. */
public interface Delivery {

    /** Whether there is time for one more installation. */
    boolean allowsAnother();

    /**
     * Submits one day.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    DayOutcome submit(Submit submit) throws InterruptedException;

    /** Records what became of an installation's days, and gives all that the run did for it. */
    InstallationOutcome record(Decision decision, List<DayOutcome> days);

    /** Publishes the figures of the run. */
    void publish(RunFigures figures);
}
