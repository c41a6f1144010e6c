package dev.billingreporter.function;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The lines of metrics that the function prints, in which CloudWatch would find them. */
final class PrintedMetrics {

    private static final List<String> LINES = new CopyOnWriteArrayList<>();

    private PrintedMetrics() {
    }

    /** Starts to keep what is printed; to be called once, before the function starts. */
    static void keep() {
        System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8) {

            @Override
            public void println(String line) {
                if (line.contains("\"_aws\"")) {
                    LINES.add(line);
                }
                super.println(line);
            }
        });
    }

    /** The metrics of the run that an action makes; those by kind of failure are left out. */
    static JsonNode of(Runnable run) {
        LINES.clear();
        run.run();
        var lines = LINES.stream().map(EventPath::json).filter(line -> !line.has("Kind")).toList();
        if (lines.size() != 1) {
            throw new IllegalStateException("a run prints its metrics once, not: " + lines);
        }
        return lines.get(0);
    }
}
