package dev.billingreporter.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.installation.AccessToken;
import dev.billingreporter.local.Tables;
import dev.billingreporter.standin.Fault;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Provokes every failure, listens to everything that is said, and finds no token in it. */
@QuarkusTest
class AccessTokenTest extends EventPath {

    @Test
    void noTokenIsInAnyLogLineAnswerExceptionOrCheckpoint() {
        var heard = new Listener();
        var out = System.out;
        var printed = new ByteArrayOutputStream();
        var root = Logger.getLogger("");
        var level = root.getLevel();
        root.addHandler(heard);
        root.setLevel(Level.ALL);
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        var said = new StringBuilder();
        try {
            provoke(said);
        } finally {
            System.setOut(out);
            root.setLevel(level);
            root.removeHandler(heard);
        }
        said.append(heard.text).append(printed.toString(StandardCharsets.UTF_8));

        assertThat(heard.text).as("it listened at the most verbose level").contains("DEBUG");
        assertThat(said).as("the runs were heard").contains("icfg_echo", "icfg_fine", "UNAUTHORIZED");
        assertThat(said.toString()).doesNotContain("zQ9").doesNotContainIgnoringCase("secret-icfg")
                .doesNotContainPattern("(?i)secret(-|\\\\+u00|&#)");
    }

    @Test
    void whatGoesOverTheWireIsNotLoggedHoweverVerboseTheLogsAre() {
        for (var category : new String[] { "org.apache.http", "org.apache.http.wire", "org.apache.http.headers", "io.netty",
                "io.netty.handler.logging.LoggingHandler", "io.netty.handler.codec.http2.Http2FrameLogger", "io.vertx",
                "io.vertx.core.net.impl.ConnectionBase", "io.vertx.core.http.impl.HttpClientRequestImpl" }) {
            assertThat(Logger.getLogger(category).isLoggable(Level.SEVERE)).as(category).isFalse();
        }
    }

    private void provoke(StringBuilder said) {
        installation("icfg_fine");
        installation("icfg_echo");
        var echo = "{\"error\":{\"code\":\"bad\",\"message\":\"the token %s is bad\"}}".formatted(token("icfg_echo"));
        var faults = new Fault[] { new Fault.Status(400, Map.of(), echo), new Fault.Status(401, Map.of(), token("icfg_echo")),
                new Fault.Status(403, Map.of(), "{\"error\":\"" + token("icfg_echo") + "\"}"),
                new Fault.Status(404, Map.of(), "x".repeat(250) + token("icfg_echo")), new Fault.Status(500, Map.of(), echo),
                new Fault.Status(429, Map.of(), echo),
                new Fault.Status(302, Map.of("Location", "/" + token("icfg_echo")), echo),
                new Fault.CloseBeforeHead(), new Fault.CloseMidHead(), new Fault.Garbage(), new Fault.NeverAnswer(),
                new Fault.Raw("HTTP/1.1 " + token("icfg_echo") + " x\r\n\r\n"),
                new Fault.Raw("HTTP/1.1 2" + token("icfg_echo") + " x\r\n\r\n"),
                new Fault.Raw(token("icfg_echo") + " 201 Created\r\n\r\n"),
                new Fault.Raw("HTTP/1.1 500 " + token("icfg_echo") + "\r\nContent-Length: " + token("icfg_echo") + "\r\n\r\n"),
                new Fault.Raw("HTTP/1.1 500 x\r\n" + token("icfg_echo") + "\u0000: x\r\n\r\n"),
                new Fault.Status(500, Map.of("X-Vercel-Id", token("icfg_echo"), "Retry-After", token("icfg_echo")), "{}"),
                new Fault.Status(400, Map.of(), echo.replace("-", "\\u002d")),
                new Fault.Status(400, Map.of(), echo.replace("-", "\\\\u002d")),
                new Fault.Status(400, Map.of(), "<b>" + token("icfg_echo").replace("-", "&#45;") + "</b>"),
                new Fault.Status(400, Map.of(), " ".repeat(8 * 1024 - 12) + token("icfg_echo")),
                new Fault.Status(400, Map.of(), "{\"error\":\"" + " ".repeat(8 * 1024 - 24) + token("icfg_echo")),
                new Fault.StallingBody(400, echo.substring(0, echo.indexOf("-zQ9"))),
                new Fault.StallingBody(500, "the token is " + token("icfg_echo").substring(0, 12)) };
        for (var fault : faults) {
            vercel.always("icfg_echo", fault);
            said.append(invoke("{\"installationIds\":[\"icfg_echo\",\"icfg_fine\"]}"));
            said.append(tables.checkpoint("icfg_echo").orElseThrow());
        }
        said.append(invoke("{\"dryRun\":true}"));
        said.append(invoke("{\"status\":true}"));
        for (var attributes : new String[] { "status: 'WRONG'", "timeZone: 'Nowhere'", "billingAnchorDay: 99",
                "subscriptions: [{billingPlanId: 'none'}]" }) {
            installation("icfg_bad", attributes);
            said.append(invoke("{}"));
        }
        for (var token : new String[] { "secret-\r\nX-Injected: 1", "secret-\nx", "secret- with space", "secret-ünïcode",
                "secret-" + "x".repeat(5000) }) {
            tables.put(Tables.INSTALLATIONS,
                    Map.of("installationId", AttributeValue.fromS("icfg_bad"), "accessToken", AttributeValue.fromS(token)));
            var answer = invoke("{}");
            assertThat(answer.at("/failures").toString()).contains("accessToken must");
            said.append(answer);
        }
        said.append(refusal("{\"accessToken\":1}"));
        tables.delete(Tables.USAGE_COUNTERS);
        said.append(refusal("{\"installationIds\":[\"icfg_fine\"]}"));
    }

    @Test
    void aTokenShowsNothingOfItself() {
        var token = AccessToken.of("secret-1");

        assertThat(token.toString()).isEqualTo("AccessToken[hidden]");
        assertThat("%s".formatted(token)).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = { "a/b", "a%2Fb", "..", ".hidden", "a#b", "a?b", "a b", "a\r\nHost: evil", "ünïcode", "a\\b", "a:b",
            "a@b", "a;b" })
    void anInstallationIdThatCouldLeadElsewhereIsNeverPutIntoAPath(String installationId) {
        tables.put(Tables.INSTALLATIONS, Map.of("installationId", AttributeValue.fromS(installationId), "accessToken",
                AttributeValue.fromS("secret-1")));

        var answer = invoke("{}");

        assertThat(answer.at("/failures/0/kind").asText()).isEqualTo("INVALID_DATA");
        assertThat(answer.at("/failures/0/message").asText()).contains("installationId must consist of letters");
        assertThat(vercel.requests()).isEmpty();
    }

    private static final class Listener extends Handler {

        private final PatternFormatter message = new PatternFormatter("%s");
        @SuppressWarnings("JdkObsolete") // several threads log
        private final StringBuffer text = new StringBuffer();

        @Override
        public void publish(LogRecord record) {
            var extended = ExtLogRecord.wrap(record);
            text.append(extended.getLevel()).append(' ').append(extended.getLoggerName()).append(' ')
                    .append(message.format(extended)).append(' ').append(extended.getMdcCopy()).append('\n');
            if (record.getThrown() != null) {
                var trace = new StringWriter();
                record.getThrown().printStackTrace(new PrintWriter(trace, true));
                text.append(trace);
            }
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            // nothing to close
        }
    }
}
