package dev.billingreporter.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is measured.
 *
 * @param installations how many there are
 * @param metrics counters of each on each day
 * @param days days of the period up to today
 * @param latency of each of the endpoint's answers
 * @param concurrency the function's {@code SUBMIT_CONCURRENCY}
 * @param runs scheduled runs, the first of which is cold
 * @param countedInstallations about how many of the installations the run covers that counts requests to DynamoDB
 * @param invoices whether invoices are switched on; none is due
 * @param sessionToken whether the credentials have a session token, as they have in Lambda
 * @param jvmOptions for the packaged jar
 * @param against another executable, with which the native one is compared and nothing else is measured
 */
record BenchmarkOptions(int installations, int metrics, int days, Duration latency, int concurrency, int runs,
        int countedInstallations, boolean invoices, boolean sessionToken, List<String> jvmOptions,
        Optional<Path> against) {

    BenchmarkOptions {
        if (installations < 1 || metrics < 1 || days < 1 || concurrency < 1 || runs < 1 || countedInstallations < 1) {
            throw new IllegalArgumentException("every number must be 1 or more");
        }
        if (latency.isNegative()) {
            throw new IllegalArgumentException("latency must not be negative");
        }
    }

    /** From arguments such as {@code installations=1000}; all must be there. */
    static BenchmarkOptions of(String... arguments) {
        var values = new HashMap<String, String>();
        for (var argument : arguments) {
            var parts = argument.split("=", 2);
            values.put(parts[0], parts[1]);
        }
        return new BenchmarkOptions(number(values, "installations"), number(values, "metrics"), number(values, "days"),
                Duration.ofMillis(number(values, "latency")), number(values, "concurrency"), number(values, "runs"),
                number(values, "counted"), isOn(values, "invoices"), isOn(values, "session-token"),
                List.of(values.get("jvm-options").strip().split("\\s+")),
                Optional.of(values.get("against")).filter(path -> !path.isEmpty()).map(Path::of));
    }

    private static boolean isOn(Map<String, String> values, String name) {
        return switch (values.get(name)) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException(name + " must be on or off");
        };
    }

    private static int number(Map<String, String> values, String name) {
        return Integer.parseInt(values.get(name));
    }

    /** The runs, the last quarter of them, whose mean is printed as that of a warm function. */
    int warmRuns() {
        return (runs + 3) / 4;
    }

    /** The most installations a second that the endpoint's latency allows; unlimited without latency. */
    double bound() {
        return latency.isZero() ? Double.POSITIVE_INFINITY : concurrency * 1000.0 / latency.toMillis();
    }
}
