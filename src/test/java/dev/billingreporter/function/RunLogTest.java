package dev.billingreporter.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.local.Tables;
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
class RunLogTest extends EventPath {

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

    @Test
    void aFailureThatNothingWasSentForHasALineToo() {
        installation("icfg_1");
        TestTime.CLOCK.set("2026-12-01T10:05:00Z");
        tables.counter("icfg_1", "2026-11-29#requests", "3");

        var lines = linesOf("dev.billingreporter.failure", "{}");

        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line).containsEntry("installationId", "icfg_1").containsEntry("day", "2026-11-30")
                    .containsEntry("kind", "INVALID_DATA");
            assertThat(line.get("runId")).isNotBlank();
        });
        assertThat(linesOf("dev.billingreporter.failure", "{\"dryRun\":true}")).as("its answer is read").isEmpty();
    }

    @Test
    void afterAHundredFailuresTheRestIsCounted() {
        for (var number = 0; number < 102; number++) {
            tables.put(Tables.INSTALLATIONS,
                    "{installationId: 'icfg_%03d', accessToken: 'x', status: 'NONE'}".formatted(number));
        }

        assertThat(linesOf("dev.billingreporter.failure", "{}")).hasSize(101).filteredOn(line -> line.containsKey("kind"))
                .hasSize(100);
    }

    private static List<Map<String, String>> linesOf(String event) {
        return linesOf("dev.billingreporter.submission", event);
    }

    private static List<Map<String, String>> linesOf(String category, String event) {
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
        var log = Logger.getLogger(category);
        log.addHandler(listener);
        try {
            invoke(event);
        } finally {
            log.removeHandler(listener);
        }
        return lines;
    }
}
