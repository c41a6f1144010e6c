package dev.billingreporter.vercel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.installation.AccessToken;
import dev.billingreporter.settings.DefaultSettings;
import dev.billingreporter.settings.Settings;
import dev.billingreporter.standin.Fault;
import dev.billingreporter.standin.RawServer;
import dev.billingreporter.standin.ReceivedRequest;
import dev.billingreporter.standin.SelfSigned;
import dev.billingreporter.standin.VercelStandIn;
import dev.billingreporter.vercel.Call.Method;
import dev.billingreporter.vercel.Call.Success;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One exchange over real connections, with servers that stop in the middle. They keep the connection open, so a call that
 * returns has not waited for its end; a minute is more than any of them takes, and less than no budget at all.
 */
@Timeout(60)
class TransportTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:05:01Z"), ZoneOffset.UTC);
    private static final AccessToken TOKEN = AccessToken.of("token-1-secret");
    private static final Duration NEVER = Duration.ofMinutes(5);
    private static final Duration SOON = Duration.ofMillis(300);
    private static final Success CREATED = new Success(201, true);
    private static final Success OK = new Success(200, false);

    private static Vertx vertx;
    private static SelfSigned certificate;

    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        certificate = SelfSigned.create();
        System.setProperty("javax.net.ssl.trustStore", certificate.trustStore().toString());
        System.setProperty("javax.net.ssl.trustStorePassword", certificate.password());
    }

    @AfterAll
    static void stop() {
        System.clearProperty("javax.net.ssl.trustStore");
        System.clearProperty("javax.net.ssl.trustStorePassword");
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @AfterEach
    void closeAll() throws Exception {
        for (var closeable : open) {
            closeable.close();
        }
    }

    @ParameterizedTest
    @CsvSource({ "false, HTTP_1_1", "true, HTTP_2" })
    void aCallIsSentAsItIs(boolean isSecure, String version) throws InterruptedException {
        var standIn = standIn(isSecure);
        var transport = transport(standIn.url(), NEVER);
        assertThat(status(transport.send(submission()))).as("the body is empty").isEqualTo(400);
        assertThat(standIn.requests()).singleElement().satisfies(request -> {
            assertThat(request.httpVersion()).isEqualTo(version);
            assertThat(request.bytes()).asString().isEqualTo("{}");
            assertThat(request.headers()).containsEntry("authorization", "Bearer token-1-secret")
                    .containsEntry("content-type", "application/json").containsEntry("content-length", "2")
                    .containsEntry("user-agent", "vercel-billing-reporter");
        });
    }

    static Stream<Arguments> statuses() {
        return Stream.concat(
                IntStream.of(200, 201, 204, 302, 400, 401, 403, 404, 408, 410, 429, 500, 503)
                        .mapToObj(status -> Arguments.of(status, false)),
                IntStream.of(201, 204, 400, 429, 500).mapToObj(status -> Arguments.of(status, true)));
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void aBodyThatStallsIsNotWaitedForBeyondTheBudget(int status, boolean isSecure) throws InterruptedException {
        var standIn = standIn(isSecure);
        standIn.always("icfg_1", new Fault.StallingBody(status, "{\"error\":"));
        // a 201 is decided by its head: no budget is used up
        var budget = status == 201 ? NEVER : isSecure ? SOON.multipliedBy(5) : SOON;
        var answer = transport(standIn.url(), budget).send(submission());
        assertThat(status(answer)).isEqualTo(status);
        assertThat(((Answer.Http) answer).body()).isIn("{\"error\":", status == 201 || status == 204 ? "" : "{\"error\":");
    }

    @ParameterizedTest
    @ValueSource(ints = { 201, 400, 401, 404, 410, 429, 500 })
    void aBodyThatDripsIsNotWaitedForBeyondTheBudget(int status) throws InterruptedException {
        var standIn = standIn(false);
        standIn.always("icfg_1", new Fault.EndlessBody(status));
        assertThat(status(transport(standIn.url(), status == 201 ? NEVER : SOON).send(submission()))).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(ints = { 201, 400, 500 })
    void aHugeBodyIsCut(int status) throws InterruptedException {
        var standIn = standIn(false);
        standIn.always("icfg_1", new Fault.HugeBody(status, 100_000_000));
        var answer = transport(standIn.url(), NEVER).send(submission());
        assertThat(status(answer)).isEqualTo(status);
        assertThat(((Answer.Http) answer).body().length()).isLessThanOrEqualTo(8 * 1024);
    }

    @Test
    void aLateHeadAndASlowBodyShareOneBudget() throws InterruptedException {
        var standIn = standIn(false);
        standIn.latency(Duration.ofMillis(150));
        standIn.always("icfg_1", new Fault.StallingBody(400, "x"));
        var start = System.nanoTime();

        assertThat(status(transport(standIn.url(), Duration.ofSeconds(2)).send(submission()))).isEqualTo(400);

        // twice the budget would be four seconds
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(2), Duration.ofMillis(3900));
    }

    @Test
    void aBodyThatIsNeededAndBreaksOffIsAsGoodAsNoAnswer() throws InterruptedException {
        var standIn = standIn(false);
        standIn.next("icfg_1", new Fault.StallingBody(200, "{\"invoiceId\":"), new Fault.CloseMidBody(200),
                new Fault.HugeBody(200, 10_000_000), new Fault.Status(200, Map.of(), "{\"invoiceId\":\"inv_1\"}"));
        var transport = transport(standIn.url(), Duration.ofSeconds(1));
        for (var number = 0; number < 3; number++) {
            assertThat(transport.send(call(Method.POST, OK))).isInstanceOfSatisfying(Answer.None.class,
                    none -> assertThat(none.reason()).startsWith("the body of an answer 200 is not complete: "));
        }
        assertThat(((Answer.Http) transport.send(call(Method.POST, OK))).body()).isEqualTo("{\"invoiceId\":\"inv_1\"}");
    }

    @Test
    void aResultOfManyKilobytesIsReadInFull() throws InterruptedException {
        var standIn = standIn(true);
        var result = "{\"items\":\"" + "x".repeat(100_000) + "\"}";
        standIn.always("icfg_1", new Fault.Status(200, Map.of(), result));
        assertThat(((Answer.Http) transport(standIn.url(), NEVER).send(call(Method.GET, OK))).body()).isEqualTo(result);
    }

    @Test
    void aCallWithoutABodySaysSo() throws InterruptedException {
        try (var server = RawServer.start("HTTP/1.1 204 No Content\r\n\r\n")) {
            var finalize = new Call(Method.POST, "icfg_1", Call.path("billing", "finalize"), TOKEN, Optional.empty(),
                    new Success(204, true));
            assertThat(status(transport(server.url("http"), NEVER).send(finalize))).isEqualTo(204);
        }
    }

    @Test
    void aPathsSegmentsLeadNowhereElse() {
        assertThat(Call.path("billing", "invoices", "a/../b?c#d e%")).isEqualTo("/billing/invoices/a%2F..%2Fb%3Fc%23d%20e%25");
        assertThat(Call.path("..", ".", "inv_1.2")).isEqualTo("/%2E%2E/%2E/inv_1.2");
    }

    @ParameterizedTest
    @CsvSource({ "100, false", "102, false", "103, false", "199, false", "100, true", "102, true", "103, true", "199, true" })
    void anInterimAnswerIsNotTheAnswer(int status, boolean isSecure) throws InterruptedException {
        var standIn = standIn(isSecure);
        standIn.always("icfg_1", new Fault.InterimFirst(status));
        var transport = transport(standIn.url(), NEVER);
        for (var number = 0; number < 3; number++) {
            assertThat(status(transport.send(submission()))).isEqualTo(400);
        }
        assertThat(standIn.connections()).as("the connection is fine after it").isLessThan(3);
    }

    @Test
    void manyInterimAnswersOfAllKindsAreSkipped() throws InterruptedException {
        try (var server = RawServer.start("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\nA: b\r\n\r\n".repeat(50)
                + "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(status(transport(server.url("http"), NEVER).send(submission()))).isEqualTo(201);
        }
    }

    @Test
    void interimAnswersWithoutAFinalOneAreNone() throws InterruptedException {
        try (var server = RawServer.start("HTTP/1.1 102 Processing\r\n\r\n")) {
            assertThat(transport(server.url("http"), SOON).send(submission())).isInstanceOf(Answer.None.class);
        }
    }

    @Test
    void afterATimeOutOverHttp2TheNextRequestHasANewConnection() throws InterruptedException {
        var standIn = standIn(true);
        var transport = transport(standIn.url(), SOON);
        standIn.next("icfg_1", new Fault.Status(400), new Fault.NeverAnswer(), new Fault.Status(400), new Fault.Status(400));

        assertThat(status(transport.send(submission()))).isEqualTo(400);
        assertThat(transport.send(submission())).isInstanceOf(Answer.None.class);
        assertThat(standIn.connections()).as("the silent one was the first").isEqualTo(1);
        assertThat(status(transport.send(submission()))).isEqualTo(400);
        assertThat(status(transport.send(submission()))).isEqualTo(400);

        assertThat(standIn.connections()).isEqualTo(2);
        assertThat(standIn.requests()).extracting(ReceivedRequest::httpVersion).containsOnly("HTTP_2");
    }

    @ParameterizedTest
    @ValueSource(strings = { "http", "https" })
    void aNetworkThatSwallowsEverythingGetsANewConnectionEachTime(String scheme) throws InterruptedException {
        try (var server = RawServer.start("")) {
            var transport = transport(server.url(scheme), SOON);
            for (var number = 1; number <= 3; number++) {
                assertThat(transport.send(submission())).isEqualTo(new Answer.None("it took longer than 300 ms"));
                assertThat(server.connections()).isEqualTo(number);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "token-1-secret 201 Created", "HTTP/9.9 token-1-secret", "HTTP/1.1 2token-1-secret x",
            "HTTP/1.1 201 x\r\ntoken-1-secret", "HTTP/1.1 201 x\r\nA\u0000token-1-secret: b",
            "HTTP/1.1 400 token-1-secret\r\ncontent-length: 0", "HTTP/1.1 201 x\r\ncontent-length: token-1-secret",
            "HTTP/1.1 201 x\r\ntransfer-encoding: token-1-secret\r\ncontent-length: token-1-secret",
            "HTTP/1.1 400 x\r\nx-vercel-id: token-1-secret\r\nretry-after: token-1-secret\r\ncontent-length: 0" })
    void aTokenThatComesBackInTheHeadIsNotPassedOn(String head) throws InterruptedException {
        try (var server = RawServer.start(head + "\r\n\r\n")) {
            assertThat(transport(server.url("http"), SOON).send(submission()).toString()).doesNotContainIgnoringCase("secret");
        }
    }

    @Test
    void vercelsIdIsKept() throws InterruptedException {
        var standIn = standIn(false);
        standIn.next("icfg_1", new Fault.Status(500, Map.of("X-Vercel-Id", "fra1::abc-1"), ""), new Fault.Status(500));
        var transport = transport(standIn.url(), NEVER);
        assertThat(((Answer.Http) transport.send(submission())).vercelId()).contains("fra1::abc-1");
        assertThat(((Answer.Http) transport.send(submission())).vercelId()).isEmpty();
    }

    private VercelStandIn standIn(boolean isSecure) {
        var standIn = isSecure ? VercelStandIn.startSecure(CLOCK, certificate.keyStore(), certificate.password())
                : VercelStandIn.start(CLOCK);
        standIn.register("icfg_1", "token-1-secret");
        open.add(standIn);
        return standIn;
    }

    private Transport transport(URI url, Duration requestTimeout) {
        var defaults = DefaultSettings.SETTINGS;
        var transport = new Transport(vertx, new Settings(defaults.installationsTable(), defaults.billingPlansTable(),
                defaults.usageCountersTable(), defaults.checkpointsTable(), url, defaults.submitConcurrency(), 0,
                requestTimeout,
                defaults.maxAttempts(), defaults.deadlineMargin(), Optional.empty(), false));
        open.add(0, transport::close);
        return transport;
    }

    private static Call submission() {
        return call(Method.POST, CREATED);
    }

    private static Call call(Method method, Success success) {
        var body = method == Method.POST ? Optional.of("{}".getBytes(StandardCharsets.UTF_8)) : Optional.<byte[]> empty();
        return new Call(method, "icfg_1", Call.path("billing"), TOKEN, body, success);
    }

    private static int status(Answer answer) {
        return answer instanceof Answer.Http http ? http.status() : 0;
    }
}
