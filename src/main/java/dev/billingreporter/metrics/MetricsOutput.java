package dev.billingreporter.metrics;

import jakarta.enterprise.context.ApplicationScoped;

/** Where metrics are written: to standard output, which is the function's log. */
@ApplicationScoped
public class MetricsOutput {

    /** Writes one line. */
    public void print(String line) {
        System.out.println(line);
    }
}
