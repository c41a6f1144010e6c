package dev.billingreporter.delivery;

import dev.billingreporter.report.FailureEntry;
import dev.billingreporter.report.RunReport;
import java.util.LinkedHashMap;
import org.jboss.logging.Logger;

/**
 * Writes one line for each failure that an answer lists: nobody reads the answers of scheduled runs, and what fails before
 * anything is sent has no line of its own. Its fields are in the line's {@code mdc}, to be queried by name.
 */
final class FailureLog {

    private static final Logger LOG = Logger.getLogger("dev.billingreporter.failure");

    private FailureLog() {
    }

    static void write(RunReport report) {
        report.failures().forEach(failure -> write(report.runId(), failure));
        if (report.failuresOmitted() > 0) {
            LOG.warnf("%d more failures", report.failuresOmitted());
        }
    }

    private static void write(String runId, FailureEntry failure) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("runId", runId);
        failure.installationId().ifPresent(installationId -> fields.put("installationId", installationId));
        failure.date().ifPresent(date -> fields.put(failure.dateName(), date.toString()));
        fields.put("kind", failure.kind().name());
        LogFields.with(fields, () -> LOG.warn(failure.message()));
    }
}
