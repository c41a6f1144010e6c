package dev.billingreporter.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The pages in a real browser, where one is installed. With {@code -Dpictures=target/pictures} it keeps a picture of each.
 */
@QuarkusTest
class BrowserTest {

    private static Chromium chromium;
    private static HttpServer server;

    @BeforeAll
    static void start() throws IOException {
        chromium = Chromium.start().orElse(null);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", BrowserTest::answer);
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void isInstalled() {
        assumeTrue(chromium != null, "SKIPPED: Chromium is not installed on this machine (Debian: apt-get install chromium)");
    }

    private static void answer(HttpExchange exchange) {
        var query = String.valueOf(exchange.getRequestURI().getQuery());
        var theme = query.contains("theme=dark") ? Theme.DARK : Theme.LIGHT;
        var dashboard = exchange.getRequestURI().getPath().equals("/dashboard");
        var frame = dashboard ? SamplePages.inDashboard(theme) : SamplePages.inBrowser(theme);
        var html = query.contains("installationId=icfg") ? Pages.html(SamplePages.statement(), frame)
                : Pages.html(SamplePages.overview(), frame);
        var body = (dashboard ? "<!doctype html><link rel=icon href=data:,><body>" + html : html)
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        try (exchange) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({ "light,1200", "light,400", "dark,1200", "dark,400" })
    void leadsFromTheOverviewToAStatementAndAnExplanation(String theme, int width) throws IOException {
        chromium.open(address("/?theme=" + theme), width, 900);
        keepPicture("overview", theme, width);
        chromium.follow("table a");
        keepPicture("statement", theme, width);
        assertThat(chromium.evaluate("document.querySelector('tr.why details').open").asBoolean()).isFalse();
        chromium.click("tr.why summary");
        assertThat(chromium.evaluate("document.querySelector('tr.why details').open").asBoolean()).isTrue();
        keepPicture("explained", theme, width);
        chromium.open(address("/dashboard?installationId=icfg_7gK2&theme=" + theme), width, 900);
        keepPicture("dashboard", theme, width);
    }

    private static String address(String path) {
        return "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
    }

    private static void keepPicture(String name, String theme, int width) throws IOException {
        var directory = System.getProperty("pictures");
        if (directory != null) {
            Files.createDirectories(Path.of(directory));
            Files.write(Path.of(directory, "%s-%s-%d.png".formatted(name, theme, width)), chromium.picture());
        }
    }
}
