package dev.billingreporter.metrics;

import dev.billingreporter.failure.FailureKind;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * What a run's metrics show.
 *
 * @param start when the run started
 * @param values those that the run has something to say of
 * @param failures how many failures of each kind
 */
public record RunFigures(Instant start, Map<RunMetric, Long> values, Map<FailureKind, Long> failures) {

    public RunFigures {
        Objects.requireNonNull(start);
        values = Map.copyOf(values);
        failures = Map.copyOf(failures);
    }
}
