package dev.billingreporter.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.billingreporter.event.Theme;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The pages in a real browser, where one is installed. With {@code -DargLine=-Dpictures=target/pictures} it keeps a
 * picture of each.
 */
@QuarkusTest
class BrowserTest {

    /** Every element that has text of its own and shows it: its colour, the first colour behind it, its size. */
    private static final String TEXTS = """
            Array.from(document.querySelectorAll('.billing-page *')).filter(e => !e.closest('svg, style') && e.checkVisibility()
              && Array.from(e.childNodes).some(n => n.nodeType === 3 && n.nodeValue.trim())).map(e => {
                let behind = e;
                while (getComputedStyle(behind).backgroundColor === 'rgba(0, 0, 0, 0)') behind = behind.parentElement;
                const style = getComputedStyle(e);
                return {text: e.innerText.slice(0, 60), ink: style.color, ground: getComputedStyle(behind).backgroundColor,
                  size: parseFloat(style.fontSize)};
              })""";
    private static final String CUT_OFF = """
            Array.from(document.querySelectorAll('.billing-page table, .billing-page h1, .billing-page .chart')).filter(e => {
              const box = e.getBoundingClientRect(); return box.left < 0 || box.right > document.documentElement.clientWidth + 0.5; })
              .map(e => e.outerHTML.slice(0, 200))""";

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
        if (chromium != null) {
            chromium.forget();
        }
        assumeTrue(chromium != null, "SKIPPED: Chromium is not installed on this machine (Debian: apt-get install chromium)");
    }

    private static void answer(HttpExchange exchange) {
        var query = String.valueOf(exchange.getRequestURI().getQuery());
        var theme = query.contains("theme=dark") ? Theme.DARK : Theme.LIGHT;
        var dashboard = exchange.getRequestURI().getPath().equals("/dashboard");
        var frame = dashboard ? SamplePages.inDashboard(theme) : SamplePages.inBrowser(theme);
        var html = query.contains("long") ? longWords(query, frame)
                : query.contains("installationId=icfg") ? Pages.html(SamplePages.statement(), frame)
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

    private static String longWords(String query, Frame frame) {
        var word = "W".repeat(150);
        if (query.contains("digits")) {
            return Pages.html(HostilePages.statement(word), frame);
        }
        return query.contains("installationId") ? Pages.html(HostilePages.many(SamplePages.statement(), 3, word), frame)
                : Pages.html(HostilePages.overview(word), frame);
    }

    @ParameterizedTest
    @CsvSource({ "light,1200", "light,400", "dark,1200", "dark,400" })
    void leadsFromTheOverviewToAStatementAndAnExplanation(String theme, int width) throws IOException {
        chromium.open(address("/?theme=" + theme), width, 900);
        isReadable(width);
        keepPicture("overview", theme, width);
        chromium.follow("table a");
        assertThat(chromium.evaluate("location.search").asText()).isEqualTo("?installationId=icfg_b4Jm0s&theme=" + theme);
        assertThat(chromium.evaluate("document.querySelector('tr.why p').checkVisibility()").asBoolean()).isFalse();
        keepPicture("statement", theme, width);
        chromium.click("tr.why summary");
        assertThat(chromium.evaluate("document.querySelector('tr.why p').checkVisibility()").asBoolean()).isTrue();
        chromium.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
        isReadable(width);
        keepPicture("explained", theme, width);
        chromium.follow("p.back a");
        chromium.evaluate("document.querySelector('input').value = 'icfg_7gK2'");
        chromium.follow("button.go");
        assertThat(chromium.evaluate("document.querySelector('h1').innerText").asText()).isEqualTo("icfg_7gK2");
        assertThat(chromium.complaints()).isEmpty();
        assertThat(chromium.requests()).hasSizeGreaterThanOrEqualTo(4).allMatch(request -> request.startsWith(address("/?")));
    }

    @ParameterizedTest
    @CsvSource({ "light,1200", "light,400", "dark,1200", "dark,400" })
    void isReadableWithinADashboard(String theme, int width) throws IOException {
        for (var page : List.of("", "installationId=icfg_7gK2&")) {
            chromium.open(address("/dashboard?" + page + "theme=" + theme), width, 900);
            isReadable(width);
            assertThat(chromium.evaluate("document.body.innerText").asText()).doesNotContain("{", "}");
            keepPicture(page.isEmpty() ? "widget-overview" : "widget-statement", theme, width);
        }
        assertThat(chromium.complaints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = { 400, 1200 })
    void longWordsAndNumbersStayOnThePage(int width) {
        chromium.open(address("/?installationId=long"), width, 900);
        staysWithin(width);
        chromium.open(address("/?long"), width, 900);
        staysWithin(width);
        chromium.open(address("/?long&digits"), width, 900);
        assertThat(chromium.evaluate("document.documentElement.scrollWidth").asInt()).as("it scrolls within itself")
                .isLessThanOrEqualTo(width);
    }

    /** Of local mode's sample: it runs, and its address is given with {@code -Dlocal=http://127.0.0.1:9000/}. */
    @Test
    @EnabledIfSystemProperty(named = "local", matches = ".+")
    void picturesAStatementForTheReadme() throws IOException {
        chromium.open(System.getProperty("local") + "?installationId=icfg_umbrella", 940, 900);
        chromium.click("tr:nth-of-type(4) summary");
        chromium.evaluate("scrollTo(0, 0)");
        var height = chromium.evaluate("""
                Math.ceil(Math.max(...Array.from(document.querySelectorAll('.chart')).slice(0, 2)
                .map(chart => chart.getBoundingClientRect().bottom))) + 12""").asInt();
        Files.write(Path.of("src/docs/statement.png"), chromium.picture(940, height));
        assertThat(chromium.complaints()).isEmpty();
    }

    /** Every text, on what is behind it, as the browser shows it. */
    private static void isReadable(int width) {
        var texts = chromium.evaluate(TEXTS);
        assertThat(texts).hasSizeGreaterThan(20);
        for (var text : texts) {
            var ratio = Contrast.of(colour(text.get("ink").asText()), colour(text.get("ground").asText()));
            assertThat(ratio).as(text.toString()).isGreaterThanOrEqualTo(4.5);
            assertThat(text.get("size").asDouble()).as(text.toString()).isGreaterThanOrEqualTo(11);
        }
        staysWithin(width);
    }

    private static void staysWithin(int width) {
        assertThat(chromium.evaluate("document.documentElement.scrollWidth").asInt()).isLessThanOrEqualTo(width);
        assertThat(chromium.evaluate(CUT_OFF)).as("wider than the page").isEmpty();
    }

    private static String colour(String computed) {
        var channels = Pattern.compile("rgb\\((\\d+), (\\d+), (\\d+)\\)").matcher(computed);
        assertThat(channels.matches()).as(computed).isTrue();
        return "#%02x%02x%02x".formatted(Integer.parseInt(channels.group(1)), Integer.parseInt(channels.group(2)),
                Integer.parseInt(channels.group(3)));
    }

    private static String address(String path) {
        return "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
    }

    private static void keepPicture(String name, String theme, int width) throws IOException {
        if (System.getProperty("pictures") != null) {
            Files.write(pictures().resolve("%s-%s-%d.png".formatted(name, theme, width)), chromium.picture());
        }
    }

    private static Path pictures() throws IOException {
        return Files.createDirectories(Path.of(System.getProperty("pictures")));
    }
}
