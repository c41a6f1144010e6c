package dev.billingreporter.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A real browser without a window, driven by the Chrome DevTools Protocol: one tab, what it requests, and what it complains
 * about.
 */
final class Chromium implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final int SECONDS = 60;

    private final ObjectMapper json = JsonMapper.builder().build();
    private final AtomicInteger lastId = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> calls = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();

    private Chromium(Path executable) throws IOException {
        profile = Files.createTempDirectory("chromium");
        process = new ProcessBuilder(executable.toString(), "--headless=new", "--no-sandbox", "--disable-gpu",
                "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--no-first-run", "--no-default-browser-check", "--hide-scrollbars", "--force-color-profile=srgb",
                "--remote-debugging-port=0", "--user-data-dir=" + profile, "about:blank").redirectErrorStream(true).start();
        socket = connect();
        call("Page.enable", Map.of());
        call("Runtime.enable", Map.of());
        call("Log.enable", Map.of());
        call("Network.enable", Map.of());
    }

    /** Starts it, if it is installed here. */
    static Optional<Chromium> start() {
        return executable().map(path -> {
            try {
                return new Chromium(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Optional<Path> executable() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name))).filter(Files::isExecutable)
                .findFirst();
    }

    /** A page at this address, in a window of this width. */
    void open(String address, int width, int height) {
        call("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        loaded = new CompletableFuture<>();
        call("Page.navigate", Map.of("url", address));
        await(loaded);
    }

    /** Clicks the first element that the selector finds, and waits for the page that this leads to. */
    void follow(String selector) {
        loaded = new CompletableFuture<>();
        click(selector);
        await(loaded);
    }

    /** Clicks, with the mouse, on the first element that the selector finds. */
    void click(String selector) {
        var place = evaluate("""
                (() => { const e = document.querySelector(%s); e.scrollIntoView({block: 'center'});
                const r = e.getClientRects()[0]; return [r.left + Math.min(r.width / 2, 20), r.top + r.height / 2]; })()"""
                .formatted(quoted(selector)));
        for (var type : List.of("mousePressed", "mouseReleased")) {
            call("Input.dispatchMouseEvent", Map.of("type", type, "x", place.get(0).asDouble(), "y", place.get(1).asDouble(),
                    "button", "left", "clickCount", 1));
        }
    }

    /** The value of an expression in the page. */
    JsonNode evaluate(String expression) {
        var answer = call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(answer.get("exceptionDetails").toString());
        }
        return answer.at("/result/value");
    }

    /** A picture of the whole page, PNG. */
    byte[] picture() {
        var size = call("Page.getLayoutMetrics", Map.of()).get("cssContentSize");
        return picture(size.get("width").asInt(), size.get("height").asInt());
    }

    /** A picture of the upper left of the page, PNG. */
    byte[] picture(int width, int height) {
        var picture = call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip",
                Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1)));
        return Base64.getDecoder().decode(picture.get("data").asText());
    }

    /** The addresses that were requested, in their order. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** What was written to the console or the log, and what was thrown. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Starts counting requests and complaints anew. */
    void forget() {
        requests.clear();
        complaints.clear();
    }

    private String quoted(String text) {
        try {
            return json.writeValueAsString(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private WebSocket connect() throws IOException {
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var seen = new ArrayList<String>();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            seen.add(line);
            if (line.startsWith("DevTools listening on ")) {
                var browser = URI.create(line.substring("DevTools listening on ".length()).strip());
                var client = HttpClient.newHttpClient();
                drain(output);
                return client.newWebSocketBuilder().buildAsync(tab(client, browser), new Messages()).join();
            }
        }
        throw new IOException("Chromium did not start: " + seen);
    }

    private void drain(BufferedReader output) {
        var thread = new Thread(() -> output.lines().forEach(line -> {
        }), "chromium-output");
        thread.setDaemon(true);
        thread.start();
    }

    private URI tab(HttpClient client, URI browser) throws IOException {
        try {
            var list = HttpRequest
                    .newBuilder(URI.create("http://%s:%d/json/list".formatted(browser.getHost(), browser.getPort()))).build();
            var tabs = json.readTree(client.send(list, BodyHandlers.ofString()).body());
            for (var tab : tabs) {
                if (tab.get("type").asText().equals("page")) {
                    return URI.create(tab.get("webSocketDebuggerUrl").asText());
                }
            }
            throw new IOException("Chromium has no tab: " + tabs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private JsonNode call(String method, Map<String, ?> parameters) {
        var id = lastId.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        calls.put(id, answer);
        try {
            await(socket.sendText(json.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return await(answer);
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private void received(JsonNode message) {
        if (message.has("id")) {
            var answer = calls.remove(message.get("id").asInt());
            if (message.has("error")) {
                answer.completeExceptionally(new IllegalStateException(message.get("error").toString()));
            } else {
                answer.complete(message.get("result"));
            }
            return;
        }
        switch (message.path("method").asText()) {
            case "Page.loadEventFired" -> loaded.complete(null);
            case "Network.requestWillBeSent" -> requests.add(message.at("/params/request/url").asText());
            case "Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded" -> complaints
                    .add(message.get("params").toString());
            default -> {
                // nothing that the tests ask for
            }
        }
    }

    private final class Messages implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    received(json.readTree(text.toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } finally {
                    text.setLength(0);
                }
            }
            from.request(1);
            return null;
        }
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor();
            try (var files = Files.walk(profile)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
