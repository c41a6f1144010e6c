package dev.billingreporter.standin;

import static dev.billingreporter.standin.InvoiceRulesTest.INVOICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.billingreporter.function.AdjustableClock;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class InvoicingTest {

    private static final Instant NOW = Instant.parse("2026-12-01T12:05:00Z");
    private static final String INVOICES = "/v1/installations/icfg_1/billing/invoices";
    private static final String FINALIZE = "/v1/installations/icfg_1/billing/finalize";
    private static final String OTHER_PERIOD = INVOICE.replace("icfg_1:2026-11-01", "icfg_1:2026-10-01")
            .replace("2026-11", "2026-10")
            .replace("2026-10-30T23", "2026-10-31T23").replace("2026-12-01T00", "2026-11-01T00");

    private final AdjustableClock clock = new AdjustableClock(NOW);
    private final VercelStandIn standIn = VercelStandIn.start(clock);
    private final StandInClient client = new StandInClient(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
            standIn);

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
    void anInvoiceIsMadeAndItsIdAnswered() throws IOException, InterruptedException {
        answers(submit(INVOICE), 200, "{\"invoiceId\":\"inv_1\"}");
        answers(submit(OTHER_PERIOD), 200, "{\"invoiceId\":\"inv_2\"}");

        assertThat(standIn.acceptedInvoices("icfg_1")).extracting(AcceptedInvoice::invoiceId).containsExactly("inv_1", "inv_2");
        var invoice = standIn.acceptedInvoices("icfg_1").get(0);
        assertThat(invoice.body()).hasToString(Json.read(INVOICE).toString());
        assertThat(invoice.total()).isEqualTo("28.35");
        assertThat(invoice.externalId()).isEqualTo("icfg_1:2026-11-01");
        assertThat(standIn.acceptedInvoices("icfg_2")).isEmpty();
    }

    @Test
    void aSecondInvoiceWithTheSameExternalIdIsAConflictWhateverIsInIt() throws IOException, InterruptedException {
        submit(INVOICE);

        var conflict = "{\"error\":{\"code\":\"conflict\",\"message\":\"there is an invoice with this externalId\"}}";
        answers(submit(INVOICE), 409, conflict);
        answers(submit(OTHER_PERIOD.replace("icfg_1:2026-10-01", "icfg_1:2026-11-01")), 409, conflict);
        assertThat(standIn.acceptedInvoices("icfg_1")).hasSize(1);
        assertThat(standIn.sentInvoices("icfg_1")).hasSize(3).startsWith(INVOICE, INVOICE);
    }

    @Test
    void anExternalIdIsUniqueForItsInstallationOnly() throws IOException, InterruptedException {
        submit(INVOICE);

        assertThat(client.send(client.request("/v1/installations/icfg_2/billing/invoices")
                .POST(BodyPublishers.ofString(INVOICE)).header("Authorization", "Bearer token-2")).statusCode()).isEqualTo(200);
        assertThat(standIn.acceptedInvoices("icfg_2")).hasSize(1);
    }

    @Test
    void aResourceIsInvoicedOnceForAPeriodAndPlan() throws IOException, InterruptedException {
        submit(INVOICE);

        var again = INVOICE.replace("icfg_1:2026-11-01", "another");
        assertThat(message(submit(again), 400)).isEqualTo("a resource can be invoiced once for a period and plan");
        assertThat(submit(again.replace("\"billingPlanId\":\"pro\"", "\"billingPlanId\":\"free\"")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aBrokenRuleIsAnsweredWith400AndItsReason() throws IOException, InterruptedException {
        assertThat(message(submit(INVOICE.replace("\"items\"", "\"lines\"")), 400)).isEqualTo("body.items is required");
        assertThat(message(submit("{"), 400)).startsWith("the body is not JSON");
        assertThat(standIn.acceptedInvoices("icfg_1")).isEmpty();
        assertThat(standIn.requests(Route.SUBMIT_INVOICE, "icfg_1")).extracting(ReceivedRequest::status).containsExactly(400,
                400);
    }

    @Test
    void aFinalInvoiceIsTakenWhileAnUninstallIsPendingAndNoneAfterIt() throws IOException, InterruptedException {
        var last = INVOICE.replace("\"memo\"", "\"final\":true,\"memo\"");
        assertThat(message(submit(last), 400)).isEqualTo("final is only for an installation whose uninstall is pending");

        standIn.uninstalling("icfg_1");

        assertThat(submit(last).statusCode()).isEqualTo(200);
        assertThat(message(submit(OTHER_PERIOD), 400)).isEqualTo("the final invoice has been submitted");
    }

    @Test
    void aTestIsCheckedAndLeavesNothing() throws IOException, InterruptedException {
        var test = INVOICE.replace("\"memo\"", "\"test\":{\"validate\":true,\"result\":\"paid\"},\"memo\"");
        answers(submit(test), 200, "{\"test\":true}");
        answers(submit(test), 200, "{\"test\":true}");
        answers(submit(test.replace("\"units\":\"month\",", "")), 200,
                "{\"test\":true,\"validationErrors\":[\"items[0].units is required\"]}");
        assertThat(standIn.acceptedInvoices("icfg_1")).isEmpty();

        submit(INVOICE);

        answers(submit(test), 200, "{\"test\":true,\"validationErrors\":[\"there is an invoice with this externalId\"]}");
    }

    @Test
    void onceFinalizedAnInstallationsTokenIsDead() throws IOException, InterruptedException {
        assertThat(message(finalizeInstallation(), 409)).isEqualTo("no uninstall is pending");
        submit(INVOICE);
        standIn.uninstalling("icfg_1");
        assertThat(standIn.finalized("icfg_1")).isFalse();

        answers(finalizeInstallation(), 204, "");

        assertThat(standIn.finalized("icfg_1")).isTrue();
        assertThat(finalizeInstallation().statusCode()).isEqualTo(401);
        assertThat(submit(OTHER_PERIOD).statusCode()).isEqualTo(401);
        assertThat(get("inv_1").statusCode()).isEqualTo(401);
        assertThat(client.submit()).isEqualTo(401);
        assertThat(standIn.acceptedInvoices("icfg_1")).hasSize(1);
    }

    @Test
    void aDayAfterAnUninstallItsTokenIsDead() throws IOException, InterruptedException {
        standIn.uninstalling("icfg_1", NOW.minus(Duration.ofHours(24)).plusMillis(1));
        assertThat(submit(INVOICE).statusCode()).isEqualTo(200);

        clock.set(NOW.plusMillis(1));

        assertThat(submit(OTHER_PERIOD).statusCode()).isEqualTo(401);
        assertThat(standIn.finalized("icfg_1")).isFalse();
    }

    @Test
    void finalizeTakesNoBody() throws IOException, InterruptedException {
        standIn.uninstalling("icfg_1");

        assertThat(message(client.send(client.authorized(FINALIZE)), 400)).isEqualTo("there must be no body");
    }

    @Test
    void anInvoiceTellsItsStateItsTotalAndWhatItWasMadeOf() throws IOException, InterruptedException {
        submit(INVOICE);

        var invoice = Json.read(get("inv_1").body());
        assertThat(invoice.get("state").textValue()).isEqualTo("pending");
        assertThat(invoice.get("total").textValue()).isEqualTo("28.35");
        assertThat(invoice.get("externalId").textValue()).isEqualTo("icfg_1:2026-11-01");
        assertThat(invoice.get("period")).isEqualTo(Json.read(INVOICE).get("period"));

        standIn.invoiceState("inv_1", "paid");
        standIn.invoiceTotal("inv_1", "28.30");

        var changed = Json.read(get("inv_1").body());
        assertThat(changed.get("state").textValue()).isEqualTo("paid");
        assertThat(changed.get("total").textValue()).isEqualTo("28.30");
        assertThat(standIn.invoiceChecks("icfg_1")).isEqualTo(2);
        assertThat(standIn.requests()).as("apart from billing data").isEmpty();
    }

    @Test
    void anInvoiceIsShownToItsInstallationOnly() throws IOException, InterruptedException {
        submit(INVOICE);

        assertThat(message(get("inv_2"), 404)).isEqualTo("there is no such invoice");
        assertThat(client.send(client.request("/v1/installations/icfg_2/billing/invoices/inv_1")
                .header("Authorization", "Bearer token-2").GET()).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({ "POST, invoices, 401", "POST, finalize, 401", "GET, invoices/inv_1, 401" })
    void noneOfThemTakesAnotherInstallationsToken(String method, String path, int status)
            throws IOException, InterruptedException {
        standIn.uninstalling("icfg_1");
        submit(INVOICE);
        var request = client.request("/v1/installations/icfg_1/billing/" + path).header("Authorization", "Bearer token-2");

        assertThat(client.send(request.method(method, BodyPublishers.noBody())).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({ "GET, invoices", "GET, finalize", "POST, invoices/inv_1", "DELETE, invoices/inv_1" })
    void anotherMethodIsAnsweredWith405(String method, String path) throws IOException, InterruptedException {
        var request = client.authorized("/v1/installations/icfg_1/billing/" + path);

        assertThat(client.send(request.method(method, BodyPublishers.noBody())).statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @EnumSource(Route.class)
    void aFaultIsOfItsRouteOnly(Route faulty) throws IOException, InterruptedException {
        standIn.uninstalling("icfg_1");
        submit(INVOICE);
        standIn.next(faulty, "icfg_1", new Fault.Status(503), new Fault.Status(429, Map.of("Retry-After", "7"), ""));
        standIn.always(faulty, "icfg_1", new Fault.Status(500));

        assertThat(status(faulty)).isEqualTo(503);
        assertThat(status(faulty)).isEqualTo(429);
        assertThat(status(faulty)).isEqualTo(500);
        for (var route : Route.values()) {
            if (route != faulty) {
                assertThat(status(route)).isNotIn(500, 503, 429);
            }
        }
        standIn.behave();
        standIn.allBy(faulty, at -> at.equals(NOW) ? Optional.of(new Fault.Status(502)) : Optional.empty());
        assertThat(status(faulty)).isEqualTo(502);
    }

    @ParameterizedTest
    @EnumSource(Route.class)
    void anOutageIsOfAllRoutes(Route route) throws IOException, InterruptedException {
        standIn.all(new Fault.Status(503));

        assertThat(status(route)).isEqualTo(503);
    }

    static Stream<Arguments> lostAnswers() {
        return Stream.of(Arguments.of("before its head", new Fault.CloseBeforeHead()),
                Arguments.of("in its head", new Fault.CloseMidHead()),
                Arguments.of("after its head", new Fault.CloseMidBody(200, "{\"invoiceId\":\"inv")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lostAnswers")
    void anAnswerIsLostBeforeOrAfterTheInvoiceWasMade(String where, Fault lost) throws IOException, InterruptedException {
        standIn.next(Route.SUBMIT_INVOICE, "icfg_1", lost, new Fault.TakenThen(lost));

        assertThatThrownBy(() -> submit(INVOICE)).isInstanceOf(IOException.class);
        assertThat(standIn.acceptedInvoices("icfg_1")).isEmpty();
        assertThatThrownBy(() -> submit(INVOICE)).isInstanceOf(IOException.class);
        assertThat(standIn.acceptedInvoices("icfg_1")).hasSize(1);
        assertThat(submit(INVOICE).statusCode()).isEqualTo(409);
        assertThat(standIn.sentInvoices("icfg_1")).containsExactly(INVOICE, INVOICE, INVOICE);
    }

    @Test
    void anAnswerThatNeverComesMayBeToAnInvoiceThatWasMade() throws InterruptedException {
        var made = new CountDownLatch(1);
        standIn.next(Route.SUBMIT_INVOICE, "icfg_1", new Fault.TakenThen(new Fault.NeverAnswer()));
        standIn.afterNext(Route.SUBMIT_INVOICE, "icfg_1", made::countDown);
        var request = client.authorized(INVOICES).POST(BodyPublishers.ofString(INVOICE)).timeout(Duration.ofMillis(300));

        assertThatThrownBy(() -> client.send(request)).isInstanceOf(HttpTimeoutException.class);
        assertThat(made.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(standIn.acceptedInvoices("icfg_1")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "{}", "{\"validationErrors\":[\"no\"]}", "OK", "{\"invoiceId\":\"in" })
    void anyBodyCanBeAnswered(String body) throws IOException, InterruptedException {
        standIn.next(Route.SUBMIT_INVOICE, "icfg_1", new Fault.Status(200, body),
                new Fault.TakenThen(new Fault.Status(200, body)));

        answers(submit(INVOICE), 200, body);
        assertThat(standIn.acceptedInvoices("icfg_1")).isEmpty();
        answers(submit(INVOICE), 200, body);
        assertThat(standIn.acceptedInvoices("icfg_1")).hasSize(1);
    }

    @Test
    void whatIsToBeDoneAndIsRefusedIsAnsweredAsAlways() throws IOException, InterruptedException {
        standIn.next(Route.SUBMIT_INVOICE, "icfg_1", new Fault.TakenThen(new Fault.CloseBeforeHead()));

        assertThat(submit("{}").statusCode()).isEqualTo(400);
    }

    @Test
    void somethingCanHappenBeforeARequestOfARouteIsLookedAt() throws IOException, InterruptedException {
        standIn.beforeNext(Route.FINALIZE, "icfg_1", () -> standIn.uninstalling("icfg_1"));

        submit(INVOICE);
        assertThat(finalizeInstallation().statusCode()).isEqualTo(204);
    }

    @Test
    void allRequestsStandInTheOrderInWhichTheyCame() throws IOException, InterruptedException {
        submit(INVOICE);
        get("inv_1");
        client.submit();
        finalizeInstallation();

        assertThat(standIn.allRequests()).extracting(ReceivedRequest::route).isEqualTo(
                List.of(Route.SUBMIT_INVOICE, Route.GET_INVOICE, Route.BILLING_DATA, Route.FINALIZE));
        assertThat(standIn.requestCount()).isEqualTo(4);
    }

    @Test
    void nothingIsLeftAfterAReset() throws IOException, InterruptedException {
        standIn.uninstalling("icfg_1");
        submit(INVOICE);
        standIn.invoiceState("inv_1", "paid");
        finalizeInstallation();

        standIn.reset();

        assertThat(standIn.acceptedInvoices("icfg_1")).isEmpty();
        assertThat(standIn.sentInvoices("icfg_1")).isEmpty();
        assertThat(standIn.finalized("icfg_1")).isFalse();
        standIn.register("icfg_1", "token-1");
        answers(submit(INVOICE), 200, "{\"invoiceId\":\"inv_1\"}");
        assertThat(Json.read(get("inv_1").body()).get("state").textValue()).isEqualTo("pending");
    }

    private int status(Route route) throws IOException, InterruptedException {
        return switch (route) {
            case BILLING_DATA -> client.submit();
            case SUBMIT_INVOICE -> submit(OTHER_PERIOD).statusCode();
            case FINALIZE -> finalizeInstallation().statusCode();
            case GET_INVOICE -> get("inv_1").statusCode();
        };
    }

    private HttpResponse<String> submit(String body) throws IOException, InterruptedException {
        return client.send(client.authorized(INVOICES).POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> finalizeInstallation() throws IOException, InterruptedException {
        return client.send(client.authorized(FINALIZE).POST(BodyPublishers.noBody()));
    }

    private HttpResponse<String> get(String invoiceId) throws IOException, InterruptedException {
        return client.send(client.authorized(INVOICES + "/" + invoiceId).GET());
    }

    private static void answers(HttpResponse<String> answer, int status, String body) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
    }

    private static String message(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        return Json.read(answer.body()).at("/error/message").textValue();
    }
}
