package dev.billingreporter.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FaultTest {

    private static final String PATH = "/v1/installations/icfg_1/billing";

    private final VercelStandIn standIn = VercelStandIn
            .start(Clock.fixed(Instant.parse("2026-11-22T10:05:01Z"), ZoneOffset.UTC));
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final StandInClient client = new StandInClient(http, standIn);

    @BeforeEach
    void registerInstallation() {
        standIn.register("icfg_1", "token-1");
    }

    @AfterEach
    void close() {
        standIn.close();
    }

    @Test
    void aStatusComesWithItsHeadersAndTheSubmissionIsNotTaken() throws IOException, InterruptedException {
        standIn.next("icfg_1", new Fault.Status(429, Map.of("Retry-After", "7"), "slow down"));

        var answer = client.send(client.authorized(PATH));

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("retry-after")).contains("7");
        assertThat(answer.body()).isEqualTo("slow down");
        assertThat(standIn.acceptedCount()).isZero();
        assertThat(client.submit()).isEqualTo(201);
    }

    @Test
    void aSubmissionCanBeTakenAndAnsweredWithAnError() throws IOException, InterruptedException {
        standIn.next("icfg_1", new Fault.TakenBut(502));

        assertThat(client.submit()).isEqualTo(502);
        assertThat(standIn.accepted().ofDay("icfg_1", Instant.parse("2026-11-22T23:59:59.999Z"))).isPresent();
    }

    @Test
    void whatIsScriptedComesFirstThenWhatIsForAlwaysThenWhatIsForAll() throws IOException, InterruptedException {
        standIn.all(new Fault.Status(503));
        standIn.always("icfg_1", new Fault.Status(500));
        standIn.next("icfg_1", new Fault.Status(408), new Fault.Status(429));

        assertThat(client.submit()).isEqualTo(408);
        assertThat(client.submit()).isEqualTo(429);
        assertThat(client.submit()).isEqualTo(500);
        assertThat(client.submit("icfg_2", "token-2", "{}").statusCode()).isEqualTo(503);

        standIn.behave();
        assertThat(client.submit()).isEqualTo(201);
    }

    @Test
    void latencyDelaysEachAnswer() throws IOException, InterruptedException {
        standIn.latency(Duration.ofMillis(150));
        var start = System.nanoTime();

        client.submit();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    static Stream<Fault> brokenAnswers() {
        return Stream.of(new Fault.CloseBeforeHead(), new Fault.CloseMidHead(), new Fault.CloseMidBody(201),
                new Fault.Garbage());
    }

    @ParameterizedTest
    @MethodSource("brokenAnswers")
    void aBrokenAnswerIsAnErrorForTheClientAndTheNextRequestIsFine(Fault fault) throws IOException, InterruptedException {
        standIn.next("icfg_1", fault);

        assertThatThrownBy(client::submit).isInstanceOf(IOException.class);
        assertThat(client.submit()).isEqualTo(201);
    }

    @Test
    void anAnswerThatNeverComesTimesOut() {
        standIn.next("icfg_1", new Fault.NeverAnswer());
        var request = client.authorized(PATH).timeout(Duration.ofMillis(300));

        assertThatThrownBy(() -> client.send(request)).isInstanceOf(HttpTimeoutException.class);
        assertThat(standIn.requests("icfg_1").get(0).status()).isZero();
    }

    @Test
    void aHugeBodyComesInFull() throws IOException, InterruptedException {
        standIn.next("icfg_1", new Fault.HugeBody(500, 100_000_000));

        try (var body = stream()) {
            assertThat(body.transferTo(OutputStream.nullOutputStream())).isEqualTo(100_000_000);
        }
    }

    @Test
    void anEndlessBodyEndsWhenItsClientLeaves() throws IOException, InterruptedException {
        standIn.next("icfg_1", new Fault.EndlessBody(201));

        try (var body = stream()) {
            assertThat(body.readNBytes(3)).hasSize(3);
        }
        assertThat(client.submit()).isEqualTo(201);
    }

    private InputStream stream() throws IOException, InterruptedException {
        return http.send(client.authorized(PATH).build(), BodyHandlers.ofInputStream()).body();
    }
}
