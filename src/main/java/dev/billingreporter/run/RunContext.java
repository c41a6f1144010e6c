package dev.billingreporter.run;

import dev.billingreporter.event.RunEvent.Submit;
import dev.billingreporter.vercel.RequestPacing;

/**
 * What all installations of one run share.
 *
 * @param runId names the run in log lines
 * @param event what was asked for
 * @param pacing when requests may be sent
 */
record RunContext(String runId, Submit event, RequestPacing pacing) {

    boolean dryRun() {
        return event.dryRun();
    }
}
