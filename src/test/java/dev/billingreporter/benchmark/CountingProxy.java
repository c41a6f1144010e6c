package dev.billingreporter.benchmark;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between the function and DynamoDB, and counts what it is asked: operations, bytes, connections. */
final class CountingProxy implements AutoCloseable {

    private static final int CONNECTIONS = 256;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client;
    private final HttpServer server;
    private final Map<String, Integer> operations = new ConcurrentSkipListMap<>();
    private final AtomicLong bytesSent = new AtomicLong();
    private final AtomicLong bytesReceived = new AtomicLong();
    private final AtomicInteger connections = new AtomicInteger();

    private CountingProxy(URI target) throws InterruptedException {
        client = vertx.createHttpClient(new HttpClientOptions().setDefaultHost(target.getHost())
                .setDefaultPort(target.getPort()).setMaxPoolSize(CONNECTIONS));
        try {
            server = vertx.createHttpServer().connectionHandler(opened -> connections.incrementAndGet())
                    .requestHandler(this::pass).listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    static CountingProxy start(URI target) throws InterruptedException {
        return new CountingProxy(target);
    }

    /** Where it listens. */
    URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /** Requests by the name of their operation, such as {@code Query}. */
    Map<String, Integer> operations() {
        return Map.copyOf(operations);
    }

    /** Bytes of all requests' bodies. */
    long bytesSent() {
        return bytesSent.get();
    }

    /** Bytes of all answers' bodies. */
    long bytesReceived() {
        return bytesReceived.get();
    }

    /** Connections opened by the function since the start. */
    int connections() {
        return connections.get();
    }

    /** Counts requests and bytes from nothing again; connections go on. */
    void reset() {
        operations.clear();
        bytesSent.set(0);
        bytesReceived.set(0);
    }

    private void pass(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            var target = request.getHeader("X-Amz-Target");
            operations.merge(target.substring(target.indexOf('.') + 1), 1, Integer::sum);
            bytesSent.addAndGet(body.length());
            client.request(request.method(), request.uri())
                    .compose(onward -> {
                        onward.headers().setAll(request.headers());
                        return onward.send(body);
                    })
                    .compose(answer -> answer.body().onSuccess(bytes -> {
                        bytesReceived.addAndGet(bytes.length());
                        request.response().headers().setAll(answer.headers());
                        request.response().setStatusCode(answer.statusCode()).end(bytes);
                    }))
                    .onFailure(broken -> request.response().setStatusCode(502).end(Buffer.buffer()));
        });
    }

    @Override
    public void close() {
        vertx.close();
    }
}
