package dev.billingreporter.run;

import dev.billingreporter.failure.Failure;
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

    /**
     * Records a failure of the function itself, of which nobody knows how far it came.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    default InstallationOutcome failed(InstallationEntry entry, Failure failure) throws InterruptedException {
        return InstallationOutcome.failed(entry.installationId(), failure);
    }
}
