package dev.billingreporter.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireLogFilterTest {

    private final WireLogFilter filter = new WireLogFilter();

    @ParameterizedTest
    @ValueSource(strings = { "org.apache.http.wire", "org.apache.http.headers", "io.netty.handler.logging.LoggingHandler",
            "io.netty.handler.codec.http2.Http2FrameLogger", "io.vertx.core.net.impl.ConnectionBase",
            "io.vertx.core.http.impl.HttpClientRequestImpl" })
    void whatGoesOverTheWireIsKeptOutAtEveryLevel(String category) {
        assertThat(filter.isLoggable(line(category, Level.SEVERE))).isFalse();
        assertThat(filter.isLoggable(line(category, Level.ALL))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "dev.billingreporter.submission", "org.apache.http.wired",
            "io.vertx.core.impl.BlockedThreadChecker",
            "" })
    void allElseIsLogged(String category) {
        assertThat(filter.isLoggable(line(category, Level.FINEST))).isTrue();
    }

    @Test
    void aLineWithoutACategoryIsLogged() {
        assertThat(filter.isLoggable(line(null, Level.INFO))).isTrue();
    }

    private static LogRecord line(String category, Level level) {
        var line = new LogRecord(level, "said");
        line.setLoggerName(category);
        return line;
    }
}
