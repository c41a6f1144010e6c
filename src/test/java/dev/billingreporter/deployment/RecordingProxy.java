package dev.billingreporter.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.billingreporter.standin.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** Stands between a function and DynamoDB, and writes down what is asked of which table. */
final class RecordingProxy implements AutoCloseable {

    /** What belongs to one connection, or to the HTTP version, and is not handed on. */
    private static final Set<String> OF_THE_CONNECTION = Set.of("connection", "host", "content-length", "transfer-encoding",
            "upgrade", "http2-settings", "expect");

    private static final Pattern STATEMENT = Pattern.compile("^(?<does>UPDATE|INSERT INTO) \"(?<table>[^\"]+)\" ");

    private final URI target;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Map<String, Set<String>> actions = new TreeMap<>();

    private RecordingProxy(URI target) throws IOException {
        this.target = target;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::pass);
        server.setExecutor(threads);
        server.start();
    }

    static RecordingProxy start(URI target) throws IOException {
        return new RecordingProxy(target);
    }

    /** Where it listens. */
    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What was asked, as IAM names it, such as {@code dynamodb:Query}; by table. */
    synchronized Map<String, Set<String>> actions() {
        return new TreeMap<>(actions);
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange; InputStream input = exchange.getRequestBody()) {
            var body = input.readAllBytes();
            record(exchange.getRequestHeaders().getFirst("X-Amz-Target"), Json.read(new String(body, StandardCharsets.UTF_8)));
            var request = HttpRequest.newBuilder(target.resolve(exchange.getRequestURI()))
                    .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                    values.forEach(value -> request.header(name, value));
                }
            });
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            answer.headers().map().forEach((name, values) -> {
                if (!OF_THE_CONNECTION.contains(name)) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void record(String operation, JsonNode request) {
        var action = "dynamodb:" + operation.substring(operation.indexOf('.') + 1);
        if (request.has("Statements")) {
            request.get("Statements").findValuesAsText("Statement").forEach(this::record);
            return;
        }
        var tables = new TreeSet<String>();
        request.path("RequestItems").fieldNames().forEachRemaining(tables::add);
        if (request.has("TableName")) {
            tables.add(request.get("TableName").asText());
        }
        request.path("TransactItems").findValuesAsText("TableName").forEach(tables::add);
        if (tables.isEmpty()) {
            throw new IllegalArgumentException("of no table: " + action);
        }
        tables.forEach(table -> actions.computeIfAbsent(table, name -> new TreeSet<>()).add(action));
    }

    /** A PartiQL statement, which IAM allows by what it does. */
    private void record(String statement) {
        var found = STATEMENT.matcher(statement);
        if (!found.find()) {
            throw new IllegalArgumentException("neither an insert nor an update: " + statement);
        }
        var action = "dynamodb:PartiQL" + (found.group("does").equals("UPDATE") ? "Update" : "Insert");
        actions.computeIfAbsent(found.group("table"), name -> new TreeSet<>()).add(action);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
