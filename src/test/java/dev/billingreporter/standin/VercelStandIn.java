package dev.billingreporter.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.billingreporter.standin.Faults.Place;
import dev.billingreporter.standin.Route.Target;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.JksOptions;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * A strict stand-in of the Vercel Marketplace's "Submit Billing Data" on loopback, and of what it offers for invoices. It
 * knows its installations and their tokens, refuses what the endpoint refuses, keeps what the endpoint keeps, records what
 * came, and misbehaves on demand.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be written any more is not missed: it misbehaves on demand
public final class VercelStandIn implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final Clock clock;
    private final boolean recording;
    private final HttpServer server;
    private final boolean secure;

    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final Faults faults = new Faults();
    private final Misbehavior misbehavior = new Misbehavior(vertx);
    private final Map<Place, Runnable> before = new ConcurrentHashMap<>();
    private final Map<Place, Runnable> after = new ConcurrentHashMap<>();
    private volatile Duration latency = Duration.ZERO;
    private final List<ReceivedRequest> requests = new ArrayList<>();
    private final AcceptedData accepted = new AcceptedData();
    private final Invoicing invoicing = new Invoicing();
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

    /** The next submissions of billing data of this installation meet these faults, one each. */
    public void next(String installationId, Fault... scripted) {
        next(Route.BILLING_DATA, installationId, scripted);
    }

    /** The next requests of this route and installation meet these faults, one each. */
    public void next(Route route, String installationId, Fault... scripted) {
        faults.next(route, installationId, scripted);
    }

    /** All requests of this installation meet this fault, once those scripted are used up. */
    public void always(String installationId, Fault fault) {
        faults.always(installationId, fault);
    }

    /** All requests of this route and installation meet this fault, once those scripted are used up. */
    public void always(Route route, String installationId, Fault fault) {
        faults.always(route, installationId, fault);
    }

    /** All requests of all installations meet this fault. */
    public void all(Fault fault) {
        allBy(at -> Optional.of(fault));
    }

    /** All requests of this route meet this fault. */
    public void all(Route route, Fault fault) {
        allBy(route, at -> Optional.of(fault));
    }

    /** All requests of all installations meet the fault that this gives for the instant at which they come, if any. */
    public void allBy(Function<Instant, Optional<Fault>> rule) {
        faults.allBy(rule);
    }

    /** All requests of this route meet the fault that this gives for the instant at which they come, if any. */
    public void allBy(Route route, Function<Instant, Optional<Fault>> rule) {
        faults.allBy(route, rule);
    }

    /** No more faults. */
    public void behave() {
        faults.clear();
    }

    /** No more faults of this installation. */
    public void behave(String installationId) {
        faults.clear(installationId);
    }

    /** Before the next submission of billing data of this installation is looked at, this happens. */
    public void beforeNext(String installationId, Runnable action) {
        beforeNext(Route.BILLING_DATA, installationId, action);
    }

    /** Before the next request of this route and installation is looked at, this happens. */
    public void beforeNext(Route route, String installationId, Runnable action) {
        before.put(new Place(route, installationId), action);
    }

    /** After the next submission of billing data of this installation is taken, this happens. */
    public void afterNext(String installationId, Runnable action) {
        afterNext(Route.BILLING_DATA, installationId, action);
    }

    /** After what the next request of this route and installation asks for is done, this happens. */
    public void afterNext(Route route, String installationId, Runnable action) {
        after.put(new Place(route, installationId), action);
    }

    /** A customer has uninstalled it just now. Within 24 hours its final invoice is taken; then its token is dead. */
    public void uninstalling(String installationId) {
        uninstalling(installationId, clock.instant());
    }

    /**
     * A customer has uninstalled it at this instant. Until 24 hours later its final invoice is taken; then its token is dead.
     */
    public void uninstalling(String installationId, Instant at) {
        invoicing.uninstalling(installationId, at);
    }

    /** From now on "Get Invoice" tells this state; until then it is {@code pending}. */
    public void invoiceState(String invoiceId, String state) {
        invoicing.state(invoiceId, state);
    }

    /** From now on "Get Invoice" tells this total instead of what the invoice comes to. */
    public void invoiceTotal(String invoiceId, String total) {
        invoicing.total(invoiceId, new BigDecimal(total));
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
        invoicing.clear();
        connections.set(0);
        requestCount.set(0);
        acceptedCount.set(0);
        requestBytes.set(0);
    }

    /** All submissions of billing data, in the order in which they came. */
    public List<ReceivedRequest> requests() {
        return allRequests().stream().filter(request -> request.route() == Route.BILLING_DATA).toList();
    }

    /** All submissions of billing data of one installation, in the order in which they came. */
    public List<ReceivedRequest> requests(String installationId) {
        return requests(Route.BILLING_DATA, installationId);
    }

    /** All requests of one route and installation, in the order in which they came. */
    public List<ReceivedRequest> requests(Route route, String installationId) {
        return allRequests().stream()
                .filter(request -> request.route() == route && request.installationId().equals(installationId)).toList();
    }

    /** All requests of all routes, in the order in which they came. */
    public List<ReceivedRequest> allRequests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** The accepted submissions of one installation, in the order in which they came. */
    public List<ReceivedRequest> acceptedRequests(String installationId) {
        return requests(installationId).stream().filter(request -> request.status() == 201).toList();
    }

    /** The invoices that were made for one installation, in the order in which they were. */
    public List<AcceptedInvoice> acceptedInvoices(String installationId) {
        return invoicing.accepted(installationId);
    }

    /** The bodies of all invoices that were ever sent for one installation, those that met a fault or were refused included. */
    public List<String> sentInvoices(String installationId) {
        return requests(Route.SUBMIT_INVOICE, installationId).stream().map(ReceivedRequest::text).toList();
    }

    /** Whether the installation was finalized. */
    public boolean finalized(String installationId) {
        return invoicing.isFinalized(installationId);
    }

    /** How often an invoice of the installation was asked for. */
    public int invoiceChecks(String installationId) {
        return requests(Route.GET_INVOICE, installationId).size();
    }

    /** What holds for days, weeks and months. */
    public AcceptedData accepted() {
        return accepted;
    }

    /** Connections opened. */
    public int connections() {
        return connections.get();
    }

    /** Requests received, of all routes. */
    public long requestCount() {
        return requestCount.get();
    }

    /** Submissions of billing data accepted. */
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
            var action = Optional.ofNullable(before.remove(place(target(request))));
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
        var target = target(request);
        var fault = faults.of(target, clock.instant());
        if (fault.isPresent() && fault.get() instanceof Fault.InterimFirst interim) {
            Misbehavior.sendInterim(request, interim.status());
        } else if (fault.isPresent() && !fault.get().takes()) {
            record(request, target, body, MissingNode.getInstance(), Misbehavior.status(fault.get()));
            misbehavior.misbehave(request, fault.get());
            return;
        }
        var answer = refusal(request, target).orElseGet(() -> take(target, body.getBytes()));
        if (answer.isDone() && fault.isPresent() && !(fault.get() instanceof Fault.InterimFirst)) {
            record(request, target, body, answer.data(), Misbehavior.status(fault.get()));
            misbehavior.misbehave(request, fault.get());
        } else {
            record(request, target, body, answer.data(), answer.status());
            respond(request, answer);
        }
        if (answer.isDone()) {
            Optional.ofNullable(after.remove(place(target))).ifPresent(action -> vertx.executeBlocking(() -> {
                action.run();
                return true;
            }));
        }
    }

    /** What a path that is none of the endpoint's names is nothing; it is recorded by that path. */
    private static Target target(HttpServerRequest request) {
        return Route.target(request.path()).orElseGet(() -> new Target(Route.BILLING_DATA, request.path(), Optional.empty()));
    }

    private static Place place(Target target) {
        return new Place(target.route(), target.installationId());
    }

    private Optional<Answer> refusal(HttpServerRequest request, Target target) {
        if (Route.target(request.path()).isEmpty() || request.query() != null) {
            return Optional.of(refused(404, "there is no such resource: " + request.uri()));
        }
        if (!request.method().name().equals(target.route().method())) {
            return Optional.of(refused(405, "only %s is allowed".formatted(target.route().method())));
        }
        var token = tokens.get(target.installationId());
        if (token == null) {
            return Optional.of(refused(404, "there is no such installation"));
        }
        if (!request.headers().getAll("authorization").equals(List.of("Bearer " + token))) {
            return Optional.of(refused(401, "the token is not this installation's"));
        }
        if (invoicing.isTokenDead(target.installationId(), clock.instant())) {
            return Optional.of(refused(401, "the token is dead: the installation is finalized"));
        }
        var contentType = Optional.ofNullable(request.getHeader("content-type")).orElse("");
        if (target.route().hasBody()
                && !contentType.toLowerCase(Locale.ROOT).matches("application/json(; *charset=utf-8)?")) {
            return Optional.of(refused(400, "the content type must be application/json, but is " + contentType));
        }
        return Optional.empty();
    }

    private static Answer refused(int status, String message) {
        return Answer.refused(status, "refused", message);
    }

    private Answer take(Target target, byte[] body) {
        return switch (target.route()) {
            case BILLING_DATA -> takeBillingData(target.installationId(), body);
            case SUBMIT_INVOICE -> invoicing.submit(target.installationId(), body);
            case FINALIZE -> body.length == 0 ? invoicing.finalizeInstallation(target.installationId())
                    : refused(400, "there must be no body");
            case GET_INVOICE -> invoicing.get(target.installationId(), target.invoiceId().orElseThrow());
        };
    }

    private Answer takeBillingData(String installationId, byte[] body) {
        try {
            var data = BillingDataRules.check(body, clock.instant());
            if (recording) {
                accepted.add(installationId, data);
            }
            acceptedCount.incrementAndGet();
            return new Answer(201, Optional.empty(), Optional.of(data));
        } catch (Violation e) {
            return refused(400, e.getMessage());
        }
    }

    private static void respond(HttpServerRequest request, Answer answer) {
        var response = request.response().setStatusCode(answer.status());
        if (answer.json().isPresent()) {
            response.putHeader("content-type", "application/json").end(answer.json().get().toString());
        } else {
            response.end();
        }
    }

    private void record(HttpServerRequest request, Target target, Buffer body, JsonNode data, int status) {
        if (recording) {
            var headers = new HashMap<String, String>();
            request.headers().forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
            synchronized (requests) {
                requests.add(
                        new ReceivedRequest(target.route(), target.installationId(), headers, body.getBytes(), data, status,
                                clock.instant(), request.version().name()));
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
