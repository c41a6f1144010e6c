package dev.billingreporter.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.local.Tables;
import dev.billingreporter.standin.Fault;
import dev.billingreporter.standin.ReceivedRequest;
import dev.billingreporter.standin.SelfSigned;
import dev.billingreporter.standin.VercelStandIn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRulesProvider;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the build has packaged, jar or native executable, polling a Lambda Runtime API as in Lambda. */
class PackagedFunctionIT {

    private static VercelStandIn vercel;
    private static PackagedFunction function;
    private Tables tables;

    @BeforeAll
    static void start() {
        vercel = VercelStandIn.start(Clock.systemUTC());
        PackagedFunction.emptyTables();
        function = PackagedFunction.start(vercel, Map.of("REQUEST_TIMEOUT", "2s"));
    }

    @AfterAll
    static void stop() {
        function.close();
        vercel.close();
    }

    @BeforeEach
    void startAfresh() {
        tables = PackagedFunction.emptyTables();
        vercel.reset();
        tables.put(Tables.BILLING_PLANS, EventPath.PRO);
    }

    @AfterEach
    void stillAlive() {
        assertThat(function.refusal("[]")).startsWith("bad event");
    }

    private void installation(VercelStandIn endpoint, String id, String attributes) {
        tables.put(Tables.INSTALLATIONS, "{installationId: '%s', accessToken: '%s', %s subscriptions: [{billingPlanId: 'pro'}]}"
                .formatted(id, EventPath.token(id), attributes));
        endpoint.register(id, EventPath.token(id));
    }

    @Test
    void everyEventIsAnswered() {
        var today = LocalDate.now(ZoneOffset.UTC);
        installation(vercel, "icfg_1", "");
        tables.counter("icfg_1", today + "#requests#", "1500");

        var dryRun = function.invoke("{\"installationIds\":[\"icfg_1\"],\"dryRun\":true}");
        assertThat(vercel.requests()).isEmpty();
        var scheduled = function.invoke(EventPath.SCHEDULED);
        var backfill = function.invoke("{\"installationIds\":[\"icfg_1\"],\"from\":\"%s\",\"to\":\"%s\"}"
                .formatted(today.minusDays(5), today.plusDays(1)));
        var share = function.invoke("{\"segment\":0,\"totalSegments\":1}");
        var status = function.invoke("{\"status\":true}");

        assertThat(dryRun.at("/details").toString()).contains("WOULD_SUBMIT", "\"total\":\"29.00\"", "rounded half up");
        assertThat(scheduled.at("/installations/submitted").asInt()).isEqualTo(1);
        assertThat(backfill.at("/failures").toString()).contains("TOO_OLD", "INVALID_REQUEST");
        assertThat(share.get("trigger").asText()).isEqualTo("segment");
        assertThat(status.at("/installations/upToDate").asInt()).isEqualTo(1);
        assertThat(vercel.requests()).extracting(ReceivedRequest::status).containsOnly(201);
    }

    @Test
    void aDashboardsWidgetIsAnswered() {
        var today = LocalDate.now(ZoneOffset.UTC);
        installation(vercel, "icfg_1", "");
        tables.counter("icfg_1", today + "#requests#", "1500");
        var context = "\"widgetContext\":{\"theme\":\"dark\",\"forms\":{\"all\":{}},\"params\":{}}";

        var documentation = function.invoke("{\"describe\":true}");
        var never = Jsoup.parse(function.invoke("{\"installationId\":\"icfg_1\"," + context + "}").asText());
        assertThat(vercel.requests()).isEmpty();
        function.invoke("{}");
        var overview = Jsoup.parse(function.invoke("{" + context + "}").asText());
        var unknown = Jsoup.parse(function.invoke("{\"installationId\":\"icfg_2\"," + context + "}").asText());
        var document = Jsoup.parse(function
                .invoke("{\"widgetContext\":{\"browser\":true,\"params\":{\"installationId\":\"icfg_1\"}}}").asText());

        assertThat(documentation.asText()).startsWith("## Vercel billing statements");
        assertThat(never.select(".amount").text()).isEqualTo("34.00");
        assertThat(never.select(".chart svg rect.today > title").text()).endsWith("so far: 1,500 requests");
        assertThat(never.select("tr.why p").eachText()).hasSize(2).allMatch(text -> text.contains("rounded half up"));
        assertThat(never.text()).contains("never sent");
        assertThat(overview.select(".counts dd").eachText()).containsExactly("1", "0", "0", "0");
        assertThat(overview.select("cwdb-action").eachAttr("endpoint")).hasSize(2)
                .containsOnly("arn:aws:lambda:us-east-1:123456789012:function:vercel-billing-reporter");
        assertThat(unknown.selectFirst("h1").text()).isEqualTo("Unknown installation");
        assertThat(document.title()).isEqualTo("Statement of icfg_1");
        assertThat(document.text()).contains("unchanged, but the current day always goes out");
    }

    @Test
    void aBadEventIsRefused() {
        assertThat(function.refusal("{\"form\":\"2026-11-21\"}"))
                .isEqualTo("bad event, nothing was sent: \"form\" is not a field of any event");
    }

    @Test
    void aFailureIsAnsweredAndRecordedAndTheOthersAreSubmitted() {
        installation(vercel, "icfg_1", "");
        installation(vercel, "icfg_2", "");
        installation(vercel, "icfg_3", "status: 'WRONG',");
        vercel.always("icfg_1", new Fault.Status(403));
        vercel.next("icfg_2", new Fault.Status(503), new Fault.CloseBeforeHead());

        var answer = function.invoke("{}");

        assertThat(answer.get("failures")).extracting(failure -> failure.get("kind").asText()).containsExactly("FORBIDDEN",
                "INVALID_DATA");
        assertThat(vercel.acceptedRequests("icfg_2")).isNotEmpty();
        assertThat(tables.checkpoint("icfg_1").orElseThrow().at("/lastFailure/kind").asText()).isEqualTo("FORBIDDEN");
        assertThat(function.invoke("{\"status\":true}").at("/behind/0/installationId").asText()).isEqualTo("icfg_1");
    }

    @Test
    void everyZoneIsKnown() {
        var zones = new TreeSet<>(ZoneRulesProvider.getAvailableZoneIds());
        zones.forEach(zone -> installation(vercel, zone.replaceAll("[^A-Za-z0-9-]", "_"), "timeZone: '%s',".formatted(zone)));

        var answer = function.invoke("{}");

        assertThat(answer.get("failures")).isEmpty();
        zones.forEach(zone -> assertThat(vercel.acceptedRequests(zone.replaceAll("[^A-Za-z0-9-]", "_"))).as(zone).last()
                .extracting(request -> request.endOfDay().plusMillis(1).atZone(ZoneId.of(zone)).toLocalTime().toSecondOfDay())
                .matches(second -> second == 0 || second == 3600, "midnight"));
    }

    @Test
    void logLinesAreJsonAndSoAreTheMetrics() {
        installation(vercel, "icfg_1", "");

        var runId = function.invoke("{}").get("runId").asText();

        var lines = function.output().stream().filter(line -> line.contains(runId)).map(EventPath::json).toList();
        assertThat(lines).anySatisfy(line -> {
            assertThat(line.at("/mdc/installationId").asText()).isEqualTo("icfg_1");
            assertThat(line.at("/mdc/outcome").asText()).isEqualTo("SUBMITTED");
            assertThat(line.at("/mdc/attempts").asText()).isEqualTo("1");
            assertThat(line.at("/mdc/contentHash").asText()).matches("[0-9a-f]{64}");
            assertThat(line.at("/mdc").fieldNames()).toIterable().contains("day", "durationMillis", "runId");
        });
        assertThat(lines).anySatisfy(line -> {
            assertThat(line.at("/_aws/CloudWatchMetrics/0/Namespace").asText()).isEqualTo("VercelBillingReporter");
            assertThat(line.get("FunctionName").asText()).isEqualTo("vercel-billing-reporter");
            assertThat(line.get("SuccessfulRuns").asInt()).isEqualTo(1);
        });
    }

    @Test
    void theStartConnectsToNobody() throws IOException {
        try (var dynamoDb = listening();
                var endpoint = listening();
                var credentials = listening();
                var started = PackagedFunction.start(vercel,
                        Map.of("AWS_ENDPOINT_URL_DYNAMODB", url(dynamoDb), "VERCEL_API_URL", url(endpoint),
                                "AWS_ACCESS_KEY_ID", "", "AWS_SECRET_ACCESS_KEY", "", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                                url(credentials)))) {
            started.awaitFirstPoll();

            assertThat(dynamoDb.accept()).as("DynamoDB").isNull();
            assertThat(endpoint.accept()).as("Vercel").isNull();
            assertThat(credentials.accept()).as("credentials").isNull();
        }
    }

    private static ServerSocketChannel listening() throws IOException {
        var channel = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.configureBlocking(false);
        return channel;
    }

    private static String url(ServerSocketChannel channel) throws IOException {
        return "http://127.0.0.1:" + ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    @Test
    void connectionsAreReused() {
        for (var number = 0; number < 150; number++) {
            installation(vercel, "icfg_" + number, "");
        }
        function.invoke("{}");
        function.invoke("{}");

        assertThat(vercel.requests()).hasSizeGreaterThanOrEqualTo(300);
        assertThat(vercel.connections()).isLessThanOrEqualTo(32);
    }

    @Test
    void http2IsUsedWhereTheServerOffersIt() {
        var certificate = SelfSigned.create();
        try (var secure = VercelStandIn.startSecure(Clock.systemUTC(), certificate.keyStore(), certificate.password());
                var secureFunction = PackagedFunction.start(secure, Map.of(),
                        "-Djavax.net.ssl.trustStore=" + certificate.trustStore(),
                        "-Djavax.net.ssl.trustStorePassword=" + certificate.password())) {
            for (var number = 0; number < 20; number++) {
                installation(secure, "icfg_" + number, "");
            }

            var answer = secureFunction.invoke("{}");

            assertThat(answer.get("failures")).isEmpty();
            assertThat(secure.requests()).isNotEmpty().extracting(ReceivedRequest::httpVersion).containsOnly("HTTP_2");
        }
    }

    @Test
    void aConnectionThatTakesAllAndAnswersNothingIsReplaced() {
        var certificate = SelfSigned.create();
        try (var secure = VercelStandIn.startSecure(Clock.systemUTC(), certificate.keyStore(), certificate.password());
                var secureFunction = PackagedFunction.start(secure, Map.of("REQUEST_TIMEOUT", "4s"),
                        "-Djavax.net.ssl.trustStore=" + certificate.trustStore(),
                        "-Djavax.net.ssl.trustStorePassword=" + certificate.password())) {
            for (var number = 0; number < 120; number++) {
                installation(secure, "icfg_" + number, "");
            }
            secure.allBy(at -> secure.connections() == 1 ? Optional.of(new Fault.NeverAnswer()) : Optional.empty());

            var answer = secureFunction.invoke("{}");

            assertThat(answer.get("failures")).isEmpty();
            assertThat(answer.at("/installations/submitted").asInt()).isEqualTo(120);
            assertThat(secure.connections()).isBetween(2, 4);
            assertThat(secure.requests()).extracting(ReceivedRequest::httpVersion).containsOnly("HTTP_2");
        }
    }

    @Test
    void aServerThatIsNotTrustedGetsNoToken() {
        var certificate = SelfSigned.create();
        try (var secure = VercelStandIn.startSecure(Clock.systemUTC(), certificate.keyStore(), certificate.password());
                var secureFunction = PackagedFunction.start(secure, Map.of("MAX_ATTEMPTS", "1"))) {
            installation(secure, "icfg_1", "");

            var answer = secureFunction.invoke("{}");

            assertThat(answer.at("/failures/0/kind").asText()).isEqualTo("UNREACHABLE");
            assertThat(secure.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "SUBMIT_CONCURRENCY      | many                  | SUBMIT_CONCURRENCY must be a whole number from 1 to 256, but is \"many\"",
            "MAX_ATTEMPTS            | 0                     | MAX_ATTEMPTS must be a whole number from 1 to 20, but is \"0\"",
            "REQUEST_TIMEOUT         | soon                  | "
                    + "REQUEST_TIMEOUT must be a duration such as 10s, 500ms or PT10S, from PT0.001S to PT5M, but is \"soon\"",
            "VERCEL_API_URL          | ftp://example.com     | "
                    + "VERCEL_API_URL must be an http or https URL with a host and without user, query or fragment, "
                    + "but is \"ftp://example.com\"",
            "CHECKPOINTS_TABLE       | ''                    | CHECKPOINTS_TABLE must not be empty" })
    void aSettingThatCannotBeUsedStopsTheStartWithOneMessage(String variable, String value, String message)
            throws InterruptedException {
        try (var misconfigured = PackagedFunction.start(vercel, Map.of(variable, value))) {
            assertThat(misconfigured.awaitExit()).isNotZero();
            assertThat(misconfigured.output()).filteredOn(line -> line.contains(variable)).containsExactly(message);
        }
    }
}
