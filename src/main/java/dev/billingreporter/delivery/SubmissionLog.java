package dev.billingreporter.delivery;

import dev.billingreporter.outcome.DayOutcome;
import java.util.LinkedHashMap;
import org.jboss.logging.Logger;

/** Writes one line for each submission. Its fields are in the line's {@code mdc}, to be queried by name. */
final class SubmissionLog {

    private static final Logger LOG = Logger.getLogger("dev.billingreporter.submission");

    private SubmissionLog() {
    }

    static void write(String runId, String installationId, DayOutcome outcome) {
        var day = outcome.day().orElseThrow();
        var sending = outcome.sending().orElseThrow();
        var fields = new LinkedHashMap<String, String>();
        fields.put("runId", runId);
        fields.put("installationId", installationId);
        fields.put("day", day.toString());
        fields.put("outcome", outcome.name());
        fields.put("attempts", Integer.toString(sending.attempts()));
        fields.put("durationMillis", Long.toString(sending.duration().toMillis()));
        fields.put("contentHash", sending.contentHash());
        sending.vercelId().ifPresent(vercelId -> fields.put("vercelId", vercelId));
        var message = installationId + " " + day + " " + outcome.name();
        LogFields.with(fields, () -> {
            if (outcome instanceof DayOutcome.Failed failed) {
                LOG.warn(message + ": " + failed.failure().message());
            } else {
                LOG.info(message);
            }
        });
    }
}
