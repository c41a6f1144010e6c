package dev.billingreporter.delivery;

import dev.billingreporter.outcome.DayOutcome;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Writes one line for each submission. Its fields are in the line's {@code mdc}, to be queried by name. */
final class SubmissionLog {

    private static final Logger LOG = Logger.getLogger("dev.billingreporter.submission");

    private SubmissionLog() {
    }

    static void write(String runId, String installationId, DayOutcome outcome) {
        var day = outcome.day().orElseThrow();
        var exchange = outcome.exchange().orElseThrow();
        MDC.put("runId", runId);
        MDC.put("installationId", installationId);
        MDC.put("day", day.toString());
        MDC.put("outcome", outcome.name());
        MDC.put("attempts", Integer.toString(exchange.attempts()));
        MDC.put("durationMillis", Long.toString(exchange.duration().toMillis()));
        MDC.put("contentHash", exchange.contentHash());
        try {
            if (outcome instanceof DayOutcome.Failed failed) {
                LOG.warnf("%s %s %s: %s", installationId, day, outcome.name(), failed.failure().message());
            } else {
                LOG.infof("%s %s %s", installationId, day, outcome.name());
            }
        } finally {
            MDC.clear();
        }
    }
}
