package dev.billingreporter.function;

import com.fasterxml.jackson.databind.JsonNode;
import dev.billingreporter.metrics.MetricsOutput;
import io.quarkus.test.Mock;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes metrics as ever, and keeps what was written last. */
@Mock
@ApplicationScoped
public class PrintedMetrics extends MetricsOutput {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void print(String line) {
        lines.add(line);
        super.print(line);
    }

    /** The metrics of the run that an action makes; those by kind of failure are left out. */
    JsonNode of(Runnable run) {
        lines.clear();
        run.run();
        var found = lines.stream().map(EventPath::json).filter(line -> !line.has("Kind")).toList();
        if (found.size() != 1) {
            throw new IllegalStateException("a run prints its metrics once, not: " + found);
        }
        return found.get(0);
    }
}
