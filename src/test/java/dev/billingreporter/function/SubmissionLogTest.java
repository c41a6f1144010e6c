package dev.billingreporter.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.standin.Fault;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SubmissionLogTest extends EventPath {

    @Test
    void theLineOfASubmissionHasVercelsIdWhereThereIsOne() {
        installation("icfg_1");
        vercel.next("icfg_1", new Fault.Status(400, Map.of("X-Vercel-Id", "fra1::iad1::abc-1795341960-1f"), "{}"),
                new Fault.Status(400, Map.of(), "{}"));

        var lines = linesOf("{}");

        assertThat(lines).extracting(line -> line.get("day")).containsExactly("2026-11-21", "2026-11-22");
        assertThat(lines).extracting(line -> line.get("vercelId")).containsExactly("fra1::iad1::abc-1795341960-1f", null);
    }

    @Test
    void everyLineOfAnInvocationHasItsRequestId() {
        installation("icfg_1");
        installation("icfg_2");

        var lines = linesOf("{}");

        assertThat(lines).hasSize(4).extracting(line -> line.get("AWSRequestId")).doesNotContainNull().containsOnly(
                lines.get(0).get("AWSRequestId"));
    }

    private static List<Map<String, String>> linesOf(String event) {
        var lines = new CopyOnWriteArrayList<Map<String, String>>();
        var listener = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(ExtLogRecord.wrap(line).getMdcCopy());
            }

            @Override
            public void flush() {
                // nothing is held back
            }

            @Override
            public void close() {
                // nothing to close
            }
        };
        var log = Logger.getLogger("dev.billingreporter.submission");
        log.addHandler(listener);
        try {
            invoke(event);
        } finally {
            log.removeHandler(listener);
        }
        return lines;
    }
}
