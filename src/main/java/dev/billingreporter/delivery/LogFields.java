package dev.billingreporter.delivery;

import java.util.Map;
import org.jboss.logging.MDC;

/** Fields of a log line that stand in its {@code mdc}, to be queried by name. */
final class LogFields {

    private LogFields() {
    }

    /** Writes a line with these fields. */
    static void with(Map<String, String> fields, Runnable line) {
        fields.forEach(MDC::put);
        try {
            line.run();
        } finally {
            // only these: the invocation's own request id stays for the lines that follow
            fields.keySet().forEach(MDC::remove);
        }
    }
}
