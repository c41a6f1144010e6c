package dev.billingreporter.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.billingreporter.standin.BillingDataRules.Violation;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.JksOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A strict stand-in of the Vercel Marketplace's "Submit Billing Data" on loopback. It knows its installations and their
 * tokens, refuses what the endpoint refuses, keeps what the endpoint keeps, records what came, and misbehaves on demand.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be written any more is not missed: it misbehaves on demand
public final class VercelStandIn implements AutoCloseable {

    private static final Pattern PATH = Pattern.compile("/v1/installations/([^/]+)/billing");

    private final Vertx vertx = Vertx.vertx();
    private final Clock clock;
    private final boolean recording;
    private final HttpServer server;
    private final boolean secure;

    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final Map<String, Queue<Fault>> scripts = new ConcurrentHashMap<>();
    private final Map<String, Fault> always = new ConcurrentHashMap<>();
    private final Map<String, Runnable> before = new ConcurrentHashMap<>();
    private final Map<String, Runnable> after = new ConcurrentHashMap<>();
    private volatile Function<Instant, Optional<Fault>> forAll = at -> Optional.empty();
    private volatile Duration latency = Duration.ZERO;
    private final List<ReceivedRequest> requests = new ArrayList<>();
    private final AcceptedData accepted = new AcceptedData();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong requestCount = new AtomicLong();
    private final AtomicLong acceptedCount = new AtomicLong();
    private final AtomicLong requestBytes = new AtomicLong();

    private VercelStandIn(Clock clock, boolean recording, int port, Optional<Path> keyStore, String password) {
        this.clock = clock;
        this.recording = recording;
        this.secure = keyStore.isPresent();
        var options = new HttpServerOptions().setHost("127.0.0.1").setPort(port).setAcceptBacklog(1024)
                .setHttp2ClearTextEnabled(false);
        keyStore.ifPresent(path -> options.setSsl(true).setUseAlpn(true)
                .setKeyCertOptions(new JksOptions().setPath(path.toString()).setPassword(password)));
        this.server = await(vertx.createHttpServer(options)
                .connectionHandler(connection -> connections.incrementAndGet())
                .requestHandler(this::receive).listen());
    }

    /** Listens on a free port; the 24-hour rules go by {@code clock}. */
    public static VercelStandIn start(Clock clock) {
        return new VercelStandIn(clock, true, 0, Optional.empty(), "");
    }

    /** Listens on a free port and keeps counts only, for any number of requests. */
    public static VercelStandIn startCounting(Clock clock) {
        return new VercelStandIn(clock, false, 0, Optional.empty(), "");
    }

    /** Listens on a free port with TLS, HTTP/2 and HTTP/1.1. */
    public static VercelStandIn startSecure(Clock clock, Path keyStore, String password) {
        return new VercelStandIn(clock, true, 0, Optional.of(keyStore), password);
    }

    /** Where it listens. */
    public URI url() {
        return URI.create((secure ? "https://localhost:" : "http://127.0.0.1:") + server.actualPort());
    }

    /** Makes an installation known. */
    public void register(String installationId, String accessToken) {
        tokens.put(installationId, accessToken);
    }

    /** The next requests of this installation meet these faults, one each. */
    public void next(String installationId, Fault... faults) {
        scripts.computeIfAbsent(installationId, id -> new ArrayDeque<>()).addAll(List.of(faults));
    }

    /** All requests of this installation meet this fault, once those scripted are used up. */
    public void always(String installationId, Fault fault) {
        always.put(installationId, fault);
    }

    /** All requests of all installations meet this fault. */
    public void all(Fault fault) {
        allBy(at -> Optional.of(fault));
    }

    /** All requests of all installations meet the fault that this gives for the instant at which they come, if any. */
    public void allBy(Function<Instant, Optional<Fault>> rule) {
        forAll = rule;
    }

    /** No more faults. */
    public void behave() {
        scripts.clear();
        always.clear();
        forAll = at -> Optional.empty();
    }

    /** No more faults of this installation. */
    public void behave(String installationId) {
        scripts.remove(installationId);
        always.remove(installationId);
    }

    /** Before the next request of this installation is looked at, this happens. */
    public void beforeNext(String installationId, Runnable action) {
        before.put(installationId, action);
    }

    /** After the next request of this installation is answered, this happens. */
    public void afterNext(String installationId, Runnable action) {
        after.put(installationId, action);
    }

    /** What was to happen before or after requests does not any more. */
    public void forgetActions() {
        before.clear();
        after.clear();
    }

    /** How long each answer takes. */
    public void latency(Duration duration) {
        latency = duration;
    }

    /** Forgets all that came, installations and faults included. */
    public void reset() {
        behave();
        forgetActions();
        tokens.clear();
        latency = Duration.ZERO;
        synchronized (requests) {
            requests.clear();
        }
        accepted.clear();
        connections.set(0);
        requestCount.set(0);
        acceptedCount.set(0);
        requestBytes.set(0);
    }

    /** All requests, in the order in which they came. */
    public List<ReceivedRequest> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** All requests of one installation, in the order in which they came. */
    public List<ReceivedRequest> requests(String installationId) {
        return requests().stream().filter(request -> request.installationId().equals(installationId)).toList();
    }

    /** The accepted submissions of one installation, in the order in which they came. */
    public List<ReceivedRequest> acceptedRequests(String installationId) {
        return requests(installationId).stream().filter(request -> request.status() == 201).toList();
    }

    /** What holds for days, weeks and months. */
    public AcceptedData accepted() {
        return accepted;
    }

    /** Connections opened. */
    public int connections() {
        return connections.get();
    }

    /** Requests received. */
    public long requestCount() {
        return requestCount.get();
    }

    /** Submissions accepted. */
    public long acceptedCount() {
        return acceptedCount.get();
    }

    /** Bytes of all bodies received. */
    public long requestBytes() {
        return requestBytes.get();
    }

    private void receive(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            requestCount.incrementAndGet();
            requestBytes.addAndGet(body.length());
            var action = Optional.ofNullable(before.remove(installationId(request)));
            if (action.isPresent()) {
                vertx.executeBlocking(() -> {
                    action.get().run();
                    return true;
                }).onComplete(done -> answer(request, body));
            } else if (latency.isZero()) {
                answer(request, body);
            } else {
                vertx.setTimer(latency.toMillis(), timer -> answer(request, body));
            }
        });
    }

    private void answer(HttpServerRequest request, Buffer body) {
        var isKnownPath = PATH.matcher(request.path()).matches();
        var installationId = installationId(request);
        var fault = fault(installationId);
        if (fault.isPresent() && fault.get() instanceof Fault.InterimFirst interim) {
            sendInterim(request, interim.status());
        } else if (fault.isPresent() && !(fault.get() instanceof Fault.TakenBut)) {
            record(request, installationId, body, MissingNode.getInstance(), status(fault.get()));
            misbehave(request, fault.get());
            return;
        }
        var refusal = refusal(request, isKnownPath, installationId);
        if (refusal.isPresent()) {
            record(request, installationId, body, MissingNode.getInstance(), refusal.get().status());
            refuse(request, refusal.get().status(), refusal.get().message());
            return;
        }
        try {
            var data = BillingDataRules.check(body.getBytes(), clock.instant());
            var status = fault.filter(Fault.TakenBut.class::isInstance).map(VercelStandIn::status).orElse(201);
            if (recording) {
                accepted.add(installationId, data);
            }
            acceptedCount.incrementAndGet();
            record(request, installationId, body, data, status);
            request.response().setStatusCode(status).end();
            Optional.ofNullable(after.remove(installationId)).ifPresent(action -> vertx.executeBlocking(() -> {
                action.run();
                return true;
            }));
        } catch (Violation e) {
            record(request, installationId, body, MissingNode.getInstance(), 400);
            refuse(request, 400, e.getMessage());
        }
    }

    private static String installationId(HttpServerRequest request) {
        var path = PATH.matcher(request.path());
        return path.matches() ? path.group(1) : request.path();
    }

    private Optional<Fault> fault(String installationId) {
        var scripted = scripts.getOrDefault(installationId, new ArrayDeque<>()).poll();
        return Optional.ofNullable(scripted).or(() -> Optional.ofNullable(always.get(installationId)))
                .or(() -> forAll.apply(clock.instant()));
    }

    private record Refusal(int status, String message) {
    }

    private Optional<Refusal> refusal(HttpServerRequest request, boolean isKnownPath, String installationId) {
        if (!isKnownPath || request.query() != null) {
            return Optional.of(new Refusal(404, "there is no such resource: " + request.uri()));
        }
        if (!request.method().name().equals("POST")) {
            return Optional.of(new Refusal(405, "only POST is allowed"));
        }
        var token = tokens.get(installationId);
        if (token == null) {
            return Optional.of(new Refusal(404, "there is no such installation"));
        }
        if (!request.headers().getAll("authorization").equals(List.of("Bearer " + token))) {
            return Optional.of(new Refusal(401, "the token is not this installation's"));
        }
        var contentType = Optional.ofNullable(request.getHeader("content-type")).orElse("");
        if (!contentType.toLowerCase(Locale.ROOT).matches("application/json(; *charset=utf-8)?")) {
            return Optional.of(new Refusal(400, "the content type must be application/json, but is " + contentType));
        }
        return Optional.empty();
    }

    private static void refuse(HttpServerRequest request, int status, String message) {
        var error = new JsonObject().put("code", "refused").put("message", message);
        request.response().setStatusCode(status).putHeader("content-type", "application/json")
                .end(new JsonObject().put("error", error).encode());
    }

    private static int status(Fault fault) {
        if (fault instanceof Fault.Status status) {
            return status.status();
        }
        if (fault instanceof Fault.TakenBut taken) {
            return taken.status();
        }
        if (fault instanceof Fault.CloseMidBody close) {
            return close.status();
        }
        if (fault instanceof Fault.HugeBody huge) {
            return huge.status();
        }
        if (fault instanceof Fault.StallingBody stalling) {
            return stalling.status();
        }
        return fault instanceof Fault.EndlessBody endless ? endless.status() : 0;
    }

    private void misbehave(HttpServerRequest request, Fault fault) {
        var response = request.response();
        if (fault instanceof Fault.Status status) {
            status.headers().forEach(response::putHeader);
            response.setStatusCode(status.status()).end(status.body());
        } else if (fault instanceof Fault.CloseBeforeHead) {
            request.connection().close();
        } else if (fault instanceof Fault.CloseMidHead) {
            raw(request, "HTTP/1.1 20");
        } else if (fault instanceof Fault.Garbage) {
            raw(request, "\u0016\u0003\u0001 this is no HTTP\r\n\r\n");
        } else if (fault instanceof Fault.CloseMidBody close) {
            raw(request, "HTTP/1.1 %d Scripted\r\nContent-Length: 1000\r\n\r\n{\"error\":".formatted(close.status()));
        } else if (fault instanceof Fault.Raw raw) {
            raw(request, raw.answer());
        } else if (fault instanceof Fault.StallingBody stalling) {
            response.setStatusCode(stalling.status()).putHeader("content-length", "10000").write(stalling.start());
        } else if (fault instanceof Fault.HugeBody huge) {
            response.setStatusCode(huge.status()).putHeader("content-length", Long.toString(huge.bytes()));
            writeOn(request, huge.bytes());
        } else if (fault instanceof Fault.EndlessBody endless) {
            response.setStatusCode(endless.status()).setChunked(true);
            response.write("{");
            var timer = vertx.setPeriodic(20, id -> response.write(" "));
            request.connection().closeHandler(closed -> vertx.cancelTimer(timer));
        }
        // NeverAnswer: nothing
    }

    private static void raw(HttpServerRequest request, String bytes) {
        write(request, bytes).addListener(written -> channel(request).close());
    }

    private static ChannelFuture write(HttpServerRequest request, String bytes) {
        // past the encoder, which would not write such a thing
        return channel(request).pipeline().firstContext()
                .writeAndFlush(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
    }

    private static Channel channel(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channel();
    }

    /** Vert.x itself sends 100 and 103 only. */
    private static void sendInterim(HttpServerRequest request, int status) {
        var http2 = channel(request).pipeline().get(Http2ConnectionHandler.class);
        if (http2 == null) {
            write(request, "HTTP/1.1 %d Interim\r\nLink: </a>\r\n\r\n".formatted(status));
        } else {
            var context = channel(request).pipeline().context(http2);
            http2.encoder().writeHeaders(context, request.response().streamId(),
                    new DefaultHttp2Headers().status(Integer.toString(status)), 0, false, context.newPromise());
            context.flush();
        }
    }

    private static void writeOn(HttpServerRequest request, long left) {
        var response = request.response();
        var chunk = Buffer.buffer(new byte[(int) Math.min(left, 65536)]);
        if (left <= chunk.length()) {
            response.end(chunk);
        } else {
            response.write(chunk).onSuccess(written -> writeOn(request, left - chunk.length()));
        }
    }

    private void record(HttpServerRequest request, String installationId, Buffer body, JsonNode data, int status) {
        if (recording) {
            var headers = new HashMap<String, String>();
            request.headers().forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
            synchronized (requests) {
                requests.add(new ReceivedRequest(installationId, headers, body.getBytes(), data, status, clock.instant(),
                        request.version().name()));
            }
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        await(server.close());
        await(vertx.close());
    }
}
