package dev.billingreporter.standin;

import static dev.billingreporter.standin.StandInClient.BODY;
import static dev.billingreporter.standin.StandInClient.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VercelStandInTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:05:01Z"), ZoneOffset.UTC);
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    private static final Instant END_OF_DAY = Instant.parse("2026-11-22T23:59:59.999Z");

    private final VercelStandIn standIn = VercelStandIn.start(CLOCK);
    private final StandInClient client = new StandInClient(HttpClient.newHttpClient(), standIn);

    @BeforeEach
    void registerInstallations() {
        standIn.register("icfg_1", "token-1");
        standIn.register("icfg_2", "token-2");
    }

    @AfterEach
    void close() {
        standIn.close();
    }

    @Test
    void aValidRequestIsAcceptedAndRecordedByteForByte() throws IOException, InterruptedException {
        assertThat(client.submit()).isEqualTo(201);

        assertThat(standIn.requests("icfg_1")).singleElement().satisfies(request -> {
            assertThat(request.status()).isEqualTo(201);
            assertThat(request.bytes()).asString().isEqualTo(BODY);
            assertThat(request.headers()).containsEntry("authorization", "Bearer token-1");
            assertThat(request.at()).isEqualTo(CLOCK.instant());
        });
    }

    @Test
    void aBrokenRuleIsAnsweredWith400AndItsReasonAndIsNotKept() throws IOException, InterruptedException {
        var answer = client.submit("icfg_1", "token-1", BODY.replace("\"usage\"", "\"Usage\""));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("""
                {"error":{"code":"refused","message":"body.usage is required"}}""");
        assertThat(standIn.accepted().ofDay("icfg_1", END_OF_DAY)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "token-2", "token-1x", "", "TOKEN-1" })
    void aTokenThatIsNotTheInstallationsIsAnsweredWith401(String token) throws IOException, InterruptedException {
        assertThat(client.submit("icfg_1", token, BODY).statusCode()).isEqualTo(401);
    }

    @Test
    void noTokenOrTwoAreAnsweredWith401() throws IOException, InterruptedException {
        assertThat(client.send(client.request("/v1/installations/icfg_1/billing")).statusCode()).isEqualTo(401);
        assertThat(client.send(client.authorized("/v1/installations/icfg_1/billing").header("Authorization", "Bearer token-2"))
                .statusCode()).isEqualTo(401);
    }

    @Test
    void anUnknownInstallationIsAnsweredWith404() throws IOException, InterruptedException {
        assertThat(client.submit("icfg_9", "token-1", BODY).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/", "/v1/installations/icfg_1/billing/", "/v1/installations/icfg_1/billing?x=1",
            "/v1/installations/icfg_1", "/v1/installations//billing", "/v2/installations/icfg_1/billing" })
    void anotherPathIsAnsweredWith404(String path) throws IOException, InterruptedException {
        assertThat(client.send(client.authorized(path)).statusCode()).isEqualTo(404);
    }

    @Test
    void anotherMethodIsAnsweredWith405() throws IOException, InterruptedException {
        assertThat(client.send(client.authorized("/v1/installations/icfg_1/billing").GET()).statusCode()).isEqualTo(405);
    }

    @Test
    void anotherContentTypeIsAnsweredWith400() throws IOException, InterruptedException {
        var text = client.authorized("/v1/installations/icfg_1/billing").setHeader("Content-Type", "text/plain");

        assertThat(client.send(text).statusCode()).isEqualTo(400);
    }

    @Test
    void theLatestTimestampHoldsForItsDayItsWeekAndItsMonth() throws IOException, InterruptedException {
        client.submit("icfg_1", "token-1", at("2026-11-22T10:05:00Z", "2026-11-22T23:59:59.999Z"));
        client.submit("icfg_1", "token-1", at("2026-11-22T09:05:00Z", "2026-11-22T23:59:59.999Z"));

        assertThat(timestamp(standIn.accepted().ofDay("icfg_1", END_OF_DAY))).isEqualTo("2026-11-22T10:05:00Z");

        client.submit("icfg_1", "token-1", at("2026-11-22T10:05:00.500Z", "2026-11-21T23:59:59.999Z"));

        assertThat(standIn.acceptedRequests("icfg_1")).hasSize(3);
        assertThat(timestamp(standIn.accepted().ofDay("icfg_1", END_OF_DAY))).isEqualTo("2026-11-22T10:05:00Z");
        assertThat(timestamp(standIn.accepted().ofWeek("icfg_1", DAY))).isEqualTo("2026-11-22T10:05:00.500Z");
        assertThat(timestamp(standIn.accepted().ofMonth("icfg_1", YearMonth.from(DAY)))).isEqualTo("2026-11-22T10:05:00.500Z");
        assertThat(standIn.accepted().ofDay("icfg_2", END_OF_DAY)).isEmpty();
    }

    @Test
    void withTlsHttp2IsServedToWhomItIsPreferredByAndHttp1ToOthers() throws Exception {
        var certificate = SelfSigned.create();
        try (var secure = VercelStandIn.startSecure(CLOCK, certificate.keyStore(), certificate.password())) {
            secure.register("icfg_1", "token-1");
            var trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(certificate.trusted());
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);

            for (var version : HttpClient.Version.values()) {
                new StandInClient(HttpClient.newBuilder().sslContext(context).version(version).build(), secure).submit();
            }

            assertThat(secure.requests()).extracting(ReceivedRequest::httpVersion).containsExactly("HTTP_1_1", "HTTP_2");
            assertThat(secure.requests()).extracting(ReceivedRequest::status).containsOnly(201);
        }
    }

    @Test
    void theCountingOneKeepsFiguresOnly() throws IOException, InterruptedException {
        try (var counting = VercelStandIn.startCounting(CLOCK)) {
            counting.register("icfg_1", "token-1");
            var sender = new StandInClient(HttpClient.newHttpClient(), counting);

            sender.submit();
            sender.submit("icfg_1", "token-2", BODY);

            assertThat(counting.requests()).isEmpty();
            assertThat(counting.requestCount()).isEqualTo(2);
            assertThat(counting.acceptedCount()).isEqualTo(1);
            assertThat(counting.requestBytes()).isEqualTo(2L * BODY.length());
            assertThat(counting.connections()).isEqualTo(1);
        }
    }

    private static String timestamp(Optional<JsonNode> data) {
        return data.orElseThrow().get("timestamp").textValue();
    }
}
