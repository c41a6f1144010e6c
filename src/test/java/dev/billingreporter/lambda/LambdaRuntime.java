package dev.billingreporter.lambda;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A stand-in of the AWS Lambda Runtime API on loopback, for a function that polls it, with the local invoke endpoint of
 * AWS's Runtime Interface Emulator, so that events can be sent by {@code curl}. At {@code /} it shows a browser what a
 * dashboard shows of the function's widget.
 */
public final class LambdaRuntime implements AutoCloseable {

    private static final String INVOCATION = "/2018-06-01/runtime/invocation/";
    private static final String INVOKE = "/2015-03-31/functions/function/invocations";

    /** What the widget's function is given for a page. */
    private static final Duration PAGE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "lambda-runtime");
        thread.setDaemon(true);
        return thread;
    });
    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final Map<String, Invocation> running = new ConcurrentHashMap<>();
    private final CompletableFuture<Long> firstPoll = new CompletableFuture<>();

    private record Invocation(String id, String event, Duration remaining, CompletableFuture<Answer> answer) {
    }

    /**
     * What the function answered.
     *
     * @param isError whether it threw
     * @param json its answer, or {@code errorType} and {@code errorMessage}
     */
    public record Answer(boolean isError, String json) {
    }

    private LambdaRuntime(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(INVOCATION, exchange -> answer(exchange, this::runtimeApi));
        server.createContext("/2018-06-01/runtime/init/error", exchange -> answer(exchange, this::initError));
        server.createContext(INVOKE, exchange -> answer(exchange, this::invokeEndpoint));
        server.createContext("/", exchange -> answer(exchange, this::page));
        server.setExecutor(threads);
        server.start();
    }

    /** Listens on this port, 0 for a free one. */
    public static LambdaRuntime start(int port) {
        return new LambdaRuntime(port);
    }

    /** The value for {@code AWS_LAMBDA_RUNTIME_API}. */
    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Where events are posted. */
    public String invokeUrl() {
        return "http://" + address() + INVOKE;
    }

    /** Where a browser sees the function's widget. */
    public String pageUrl() {
        return "http://" + address() + "/";
    }

    /** Waits until the function has started and asks for its first event; gives the moment, by {@link System#nanoTime()}. */
    public long awaitFirstPoll() {
        return await(firstPoll, Duration.ofSeconds(60), "start");
    }

    /** Sends an event; its answer comes when the function gives it. */
    public CompletableFuture<Answer> invoke(String event, Duration remaining) {
        var invocation = new Invocation(UUID.randomUUID().toString(), event, remaining, new CompletableFuture<>());
        waiting.add(invocation);
        return invocation.answer();
    }

    /** Sends an event and waits for its answer. */
    public Answer call(String event, Duration remaining) {
        return await(invoke(event, remaining), remaining.plusSeconds(60), "answer");
    }

    private static <T> T await(CompletableFuture<T> result, Duration atMost, String action) {
        try {
            return result.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the function did not " + action, e);
        }
    }

    /** Gives up what was not answered, as the function's process is gone. */
    public void forgetRunning() {
        running.clear();
    }

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private static void answer(HttpExchange exchange, Handler handler) throws IOException {
        try (exchange) {
            handler.handle(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void runtimeApi(HttpExchange exchange) throws IOException, InterruptedException {
        var path = exchange.getRequestURI().getPath().substring(INVOCATION.length());
        if (path.equals("next")) {
            firstPoll.complete(System.nanoTime());
            next(exchange);
            return;
        }
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var parts = path.split("/");
        Optional.ofNullable(running.remove(parts[0]))
                .ifPresent(invocation -> invocation.answer().complete(new Answer(parts[1].equals("error"), body)));
        send(exchange, 202, "{}");
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        var invocation = waiting.take();
        running.put(invocation.id(), invocation);
        var headers = exchange.getResponseHeaders();
        headers.set("Lambda-Runtime-Aws-Request-Id", invocation.id());
        headers.set("Lambda-Runtime-Deadline-Ms",
                Long.toString(System.currentTimeMillis() + invocation.remaining().toMillis()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn",
                "arn:aws:lambda:us-east-1:123456789012:function:vercel-billing-reporter");
        headers.set("Lambda-Runtime-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0");
        try {
            send(exchange, 200, invocation.event());
        } catch (IOException e) {
            // nobody was there any more to take it: the next process gets it
            running.remove(invocation.id());
            waiting.add(invocation);
        }
    }

    private void initError(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        send(exchange, 202, "{}");
    }

    private void invokeEndpoint(HttpExchange exchange) throws IOException {
        var event = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var answer = call(event.isBlank() ? "{}" : event, Duration.ofMinutes(15));
        if (answer.isError()) {
            exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
        }
        send(exchange, 200, answer.json());
    }

    private void page(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals("/") || !exchange.getRequestMethod().equals("GET")) {
            send(exchange, 404, "text/plain", "There is one page, at /\n");
            return;
        }
        var answer = call(BrowserEvent.of(exchange.getRequestURI()), PAGE);
        if (answer.isError()) {
            send(exchange, 500, "text/plain", answer.json());
        } else {
            send(exchange, 200, "text/html", JSON.readValue(answer.json(), String.class));
        }
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        send(exchange, status, "application/json", json);
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
