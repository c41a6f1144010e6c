package dev.billingreporter.logging;

import io.quarkus.logging.LoggingFilter;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Keeps out of the log what libraries write of the bytes they send and receive, at whatever level somebody has set their
 * categories to: there are access tokens in it.
 */
@LoggingFilter(name = "wire")
public final class WireLogFilter implements Filter {

    private static final List<String> CATEGORIES = List.of("org.apache.http.wire", "org.apache.http.headers",
            "io.netty.handler", "io.vertx.core.http", "io.vertx.core.net");

    @Override
    public boolean isLoggable(LogRecord line) {
        var category = line.getLoggerName();
        return category == null || CATEGORIES.stream()
                .noneMatch(wire -> category.equals(wire) || category.startsWith(wire + "."));
    }
}
