package dev.billingreporter.run;

import dev.billingreporter.outcome.InstallationOutcome;
import dev.billingreporter.reading.InstallationEntry;

/** What a run does for each installation. */
interface InstallationTask {

    /**
     * Does it for one installation.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    InstallationOutcome run(InstallationEntry entry) throws InterruptedException;
}
