package dev.billingreporter.run;

import dev.billingreporter.vercel.SubmissionOutcome;
import java.time.Duration;
import java.time.LocalDate;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Writes one line for each submission. Its fields are in the line's {@code mdc}, to be queried by name. */
final class SubmissionLog {

    private static final Logger LOG = Logger.getLogger("dev.billingreporter.submission");

    private SubmissionLog() {
    }

    static void write(String runId, String installationId, LocalDate day, SubmissionOutcome outcome, Duration duration,
            String contentHash) {
        var name = name(outcome);
        MDC.put("runId", runId);
        MDC.put("installationId", installationId);
        MDC.put("day", day.toString());
        MDC.put("outcome", name);
        MDC.put("attempts", Integer.toString(outcome.attempts()));
        MDC.put("durationMillis", Long.toString(duration.toMillis()));
        MDC.put("contentHash", contentHash);
        outcome.vercelId().ifPresent(vercelId -> MDC.put("vercelId", vercelId));
        try {
            if (outcome instanceof SubmissionOutcome.NotAccepted failure) {
                LOG.warnf("%s %s %s: %s", installationId, day, name, failure.message());
            } else {
                LOG.infof("%s %s %s", installationId, day, name);
            }
        } finally {
            MDC.clear();
        }
    }

    private static String name(SubmissionOutcome outcome) {
        return outcome instanceof SubmissionOutcome.NotAccepted failure ? failure.kind().name() : "SUBMITTED";
    }
}
