package dev.billingreporter.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.billingreporter.local.Tables;
import dev.billingreporter.standin.AcceptedInvoice;
import dev.billingreporter.standin.Fault;
import dev.billingreporter.standin.Route;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invoices through the function's own event path. November is due on 1 December at noon. */
@QuarkusTest
@TestProfile(InvoicingOn.class)
class InvoicesTest extends EventPath {

    private static final String NOVEMBER = "2026-11-01T00:00:00.000Z";
    private static final String BEFORE_IT_IS_DUE = "2026-12-01T11:05:00Z";
    private static final String DUE = "2026-12-01T12:05:00Z";
    private static final String AN_HOUR_LATER = "2026-12-01T13:05:00Z";

    @BeforeEach
    void anInstallationWithUsage() {
        TestTime.CLOCK.set(BEFORE_IT_IS_DUE);
        installation("icfg_1");
        tables.counter("icfg_1", "2026-11-30#requests#", "1500");
    }

    @Test
    void aPeriodIsInvoicedOnceItsDelayHasGoneByWithWhatTheDashboardShows() {
        var early = invoke("{}");
        assertThat(early.get("invoices")).isEqualTo(counts(Map.of()));
        assertThat(tables.invoices("icfg_1")).isEmpty();

        TestTime.CLOCK.set(DUE);
        var answer = invoke("{}");

        assertThat(answer.get("invoices")).isEqualTo(counts(Map.of("accepted", 1)));
        assertThat(answer.at("/installations/submitted").asInt()).isEqualTo(1);
        assertThat(vercel.sentInvoices("icfg_1")).containsExactly("{\"externalId\":\"icfg_1:2026-11-01\","
                + "\"invoiceDate\":\"2026-11-30T23:59:59.999Z\",\"memo\":\"Usage from 2026-11-01 to 2026-11-30\","
                + "\"period\":{\"start\":\"2026-11-01T00:00:00.000Z\",\"end\":\"2026-12-01T00:00:00.000Z\"},"
                + "\"items\":[{\"billingPlanId\":\"pro\",\"name\":\"Pro plan\",\"price\":\"29.00\",\"quantity\":1,"
                + "\"units\":\"month\",\"total\":\"29.00\"},"
                + "{\"billingPlanId\":\"pro\",\"name\":\"Requests\",\"details\":\"1000 requests included\","
                + "\"price\":\"0.01\",\"quantity\":500,\"units\":\"requests\",\"total\":\"5.00\"}]}");
        var invoice = november();
        assertThat(invoice.get("state").asText()).isEqualTo("ACCEPTED");
        assertThat(invoice.get("invoiceId").asText()).isEqualTo("inv_1");
        assertThat(invoice.get("externalId").asText()).isEqualTo("icfg_1:2026-11-01");
        assertThat(invoice.get("total").decimalValue()).isEqualByComparingTo("34");
        assertThat(invoice.get("request").asText()).isEqualTo(vercel.sentInvoices("icfg_1").get(0));
        assertThat(tables.checkpoint("icfg_1").orElseThrow().get("invoicedThrough").asText())
                .isEqualTo("2026-12-01T00:00:00.000Z");
    }

    @Test
    void whatIsSettledIsNotSentAgainAndItsDaysAreNotSubmittedAnyMore() {
        TestTime.CLOCK.set(DUE);
        invoke("{}");
        tables.count("icfg_1", "2026-11-30#requests#", "100");
        TestTime.CLOCK.set(AN_HOUR_LATER);
        var sentBefore = vercel.requests("icfg_1").size();

        var answer = invoke("{}");

        assertThat(answer.get("invoices")).isEqualTo(counts(Map.of()));
        assertThat(vercel.sentInvoices("icfg_1")).hasSize(1);
        assertThat(vercel.requests("icfg_1").subList(sentBefore, vercel.requests("icfg_1").size()))
                .extracting(request -> request.endOfDay().toString()).containsExactly("2026-12-01T23:59:59.999Z");
        assertThat(november().get("lateTotal").decimalValue()).isEqualByComparingTo("35");
        assertThat(november().get("total").decimalValue()).isEqualByComparingTo("34");
    }

    @Test
    void theLastDayGoesFirstSoThatTheDashboardAndTheInvoiceAgree() {
        invoke("{}");
        tables.count("icfg_1", "2026-11-30#requests#", "100");
        TestTime.CLOCK.set(DUE);

        invoke("{}");

        assertThat(
                vercel.accepted().ofDay("icfg_1", Instant.parse("2026-11-30T23:59:59.999Z")).orElseThrow().at("/billing/items"))
                .isEqualTo(onlyInvoice().body().get("items"));
    }

    @ParameterizedTest
    @ValueSource(ints = { 401, 403, 404, 408, 429, 500, 503 })
    void whatIsNotAnsweredForGoodIsSentAgainWithTheSameBytesWhateverWasEditedMeanwhile(int status) {
        TestTime.CLOCK.set(DUE);
        vercel.always(Route.SUBMIT_INVOICE, "icfg_1", new Fault.Status(status));
        TestTime.remaining = Duration.ofSeconds(25);
        var first = invoke("{}");
        assertThat(first.get("invoices")).isEqualTo(counts(Map.of("pending", 1)));
        assertThat(first.at("/failures/0/invoice").asText()).isEqualTo("2026-11-01");
        assertThat(first.at("/failures/0").has("day")).isFalse();
        assertThat(november().get("state").asText()).isEqualTo("FROZEN");

        tables.count("icfg_1", "2026-11-30#requests#", "100");
        tables.put(Tables.BILLING_PLANS, PRO.replace("29", "59"));
        vercel.behave();
        TestTime.CLOCK.set(AN_HOUR_LATER);
        var second = invoke("{}");

        assertThat(second.get("invoices")).isEqualTo(counts(Map.of("accepted", 1)));
        assertThat(vercel.sentInvoices("icfg_1")).containsOnly(vercel.sentInvoices("icfg_1").get(0));
        assertThat(onlyInvoice().total()).isEqualByComparingTo("34.00");
    }

    @Test
    void anEndpointThatIsDownForTwoDaysGetsTheSameBytesInTheEnd() {
        vercel.always(Route.SUBMIT_INVOICE, "icfg_1", new Fault.Status(503));
        for (var now = Instant.parse(DUE); now.isBefore(Instant.parse("2026-12-03T12:00:00Z")); now = now.plusSeconds(3600)) {
            TestTime.CLOCK.set(now);
            assertThat(invoke("{}").get("invoices")).isEqualTo(counts(Map.of("pending", 1)));
        }
        vercel.behave();
        TestTime.CLOCK.set("2026-12-03T12:05:00Z");

        assertThat(invoke("{}").get("invoices")).isEqualTo(counts(Map.of("accepted", 1)));
        assertThat(vercel.acceptedInvoices("icfg_1")).hasSize(1);
        assertThat(vercel.sentInvoices("icfg_1")).hasSizeGreaterThan(48).containsOnly(november().get("request").asText());
    }

    @Test
    void anAnswerThatHangsIsNoAnswer() {
        TestTime.CLOCK.set(DUE);
        vercel.next(Route.SUBMIT_INVOICE, "icfg_1", new Fault.TakenThen(new Fault.StallingBody(200, "{\"invoiceId\":\"inv")));

        var answer = invoke("{}");

        assertThat(answer.get("invoices")).isEqualTo(counts(Map.of("unconfirmed", 1)));
        assertThat(vercel.acceptedInvoices("icfg_1")).hasSize(1);
    }

    @Test
    void whatIsFrozenIsSentEvenWhenItsPlanHasBeenDeleted() {
        TestTime.CLOCK.set(DUE);
        vercel.next(Route.SUBMIT_INVOICE, "icfg_1", new Fault.Status(401));
        invoke("{}");
        tables.deleteItem(Tables.BILLING_PLANS, "{billingPlanId: 'pro'}");
        TestTime.CLOCK.set(AN_HOUR_LATER);

        var answer = invoke("{}");

        assertThat(answer.get("invoices")).isEqualTo(counts(Map.of("accepted", 1)));
        assertThat(answer.at("/failures/0/kind").asText()).isEqualTo("INVALID_DATA");
        assertThat(november().get("state").asText()).isEqualTo("ACCEPTED");
    }

    @Test
    void anAnswerThatIsLostMakesItUnconfirmedUntilAPersonGivesItItsId() {
        TestTime.CLOCK.set(DUE);
        vercel.next(Route.SUBMIT_INVOICE, "icfg_1", new Fault.TakenThen(new Fault.CloseBeforeHead()));

        var answer = invoke("{}");

        assertThat(answer.get("invoices")).isEqualTo(counts(Map.of("unconfirmed", 1)));
        assertThat(vercel.acceptedInvoices("icfg_1")).hasSize(1);
        assertThat(november().get("state").asText()).isEqualTo("UNCONFIRMED");
        assertThat(tables.checkpoint("icfg_1").orElseThrow().has("invoicedThrough")).isTrue();

        var identified = invoke(event("\"invoiceId\":\"inv_1\""));
        assertThat(identified.get("invoices")).isEqualTo(counts(Map.of("accepted", 1)));
        assertThat(november().get("invoiceId").asText()).isEqualTo("inv_1");

        var again = invoke(event("\"invoiceId\":\"inv_2\""));
        assertThat(again.at("/failures/0/message").asText())
                .isEqualTo("invoice: only an UNCONFIRMED invoice is given an id, and this one is ACCEPTED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "400 | {\"error\":{\"code\":\"bad_request\",\"message\":\"period is too old\"}}",
            "200 | {\"validationErrors\":[\"period is too old\"]}" })
    void oneThatIsRejectedWaitsForAPersonWhoRebuildsIt(int status, String body) {
        TestTime.CLOCK.set(DUE);
        vercel.next(Route.SUBMIT_INVOICE, "icfg_1", new Fault.Status(status, body));

        var answer = invoke("{}");

        assertThat(answer.get("invoices")).isEqualTo(counts(Map.of("rejected", 1)));
        assertThat(answer.at("/failures/0/kind").asText()).isEqualTo("INVALID_REQUEST");
        assertThat(answer.at("/failures/0/message").asText()).contains("period is too old");
        assertThat(answer.at("/installations/failed").asInt()).isEqualTo(1);
        TestTime.CLOCK.set(AN_HOUR_LATER);
        invoke("{}");
        assertThat(vercel.sentInvoices("icfg_1")).hasSize(1);

        tables.count("icfg_1", "2026-11-30#requests#", "100");
        var rebuilt = invoke(event("\"rebuild\":true"));

        assertThat(rebuilt.get("invoices")).isEqualTo(counts(Map.of("accepted", 1)));
        assertThat(onlyInvoice().total()).isEqualByComparingTo("35.00");
        assertThat(onlyInvoice().externalId()).isEqualTo("icfg_1:2026-11-01");
        assertThat(invoke(event("\"rebuild\":true")).at("/failures/0/message").asText())
                .isEqualTo("invoice: only a REJECTED invoice is rebuilt, and this one is ACCEPTED");
    }

    @Test
    void oneThatWasRebuiltAndNotAnsweredIsSentByTheNextRun() {
        TestTime.CLOCK.set(DUE);
        vercel.next(Route.SUBMIT_INVOICE, "icfg_1", new Fault.Status(400));
        invoke("{}");
        vercel.next(Route.SUBMIT_INVOICE, "icfg_1", new Fault.Status(401));
        assertThat(invoke(event("\"rebuild\":true")).get("invoices")).isEqualTo(counts(Map.of("pending", 1)));
        TestTime.CLOCK.set(AN_HOUR_LATER);

        assertThat(invoke("{}").get("invoices")).isEqualTo(counts(Map.of("accepted", 1)));
        assertThat(vercel.acceptedInvoices("icfg_1")).hasSize(1);
    }

    @Test
    void aDryRunShowsItAndATestHasItCheckedAndNeitherLeavesATrace() {
        var shown = invoke(event("\"dryRun\":true"));
        assertThat(shown.at("/details/0/outcome").asText()).isEqualTo("WOULD_SUBMIT");
        assertThat(shown.at("/details/0/invoice").asText()).isEqualTo("2026-11-01");
        assertThat(shown.at("/details/0/total").asText()).isEqualTo("34.00");
        assertThat(shown.at("/details/0/request/items").size()).isEqualTo(2);
        assertThat(shown.at("/details/0/explanation").size()).isGreaterThan(2);
        assertThat(vercel.allRequests()).isEmpty();

        var tested = invoke(event("\"test\":\"paid\""));
        assertThat(tested.at("/details/0/outcome").asText()).isEqualTo("TESTED");
        assertThat(json(vercel.sentInvoices("icfg_1").get(0)).get("test"))
                .isEqualTo(json("{\"validate\":true,\"result\":\"paid\"}"));
        assertThat(vercel.acceptedInvoices("icfg_1")).isEmpty();
        assertThat(tables.invoices("icfg_1")).isEmpty();
        assertThat(tables.checkpoint("icfg_1")).isEmpty();
    }

    @Test
    void aDryRunOfTheScheduleTellsTheInvoicesThatAreDue() {
        TestTime.CLOCK.set(DUE);

        var answer = invoke("{\"dryRun\":true}");

        assertThat(answer.get("invoices")).isEqualTo(counts(Map.of("pending", 1)));
        assertThat(answer.get("details")).extracting(detail -> detail.path("invoice").asText()).contains("2026-11-01");
        assertThat(vercel.allRequests()).isEmpty();
        assertThat(tables.invoices("icfg_1")).isEmpty();
    }

    @Test
    void aPeriodWithoutCostAndOneBelowTheMinimumAreNotSent() {
        tables.put(Tables.BILLING_PLANS, PRO.replace("29", "0").replace("price: 0.01", "price: 0.0001"));
        installation("icfg_2");
        TestTime.CLOCK.set(DUE);

        var answer = invoke("{}");

        assertThat(answer.get("invoices")).isEqualTo(counts(Map.of("nothing", 1, "belowMinimum", 1)));
        assertThat(november().get("state").asText()).isEqualTo("BELOW_MINIMUM");
        assertThat(tables.invoice("icfg_2", NOVEMBER).orElseThrow().get("state").asText()).isEqualTo("NOTHING");
        assertThat(vercel.sentInvoices("icfg_1")).isEmpty();
        assertThat(answer.get("failures")).isEmpty();
    }

    @Test
    void anUninstalledInstallationGetsItsFinalInvoiceAtOnceAndIsFinalized() {
        TestTime.CLOCK.set("2026-11-22T10:05:00Z");
        tables.counter("icfg_1", "2026-11-21#requests#", "1500");
        uninstalledAt("icfg_1", "2026-11-22T09:30:00Z");

        var answer = invoke("{}");

        assertThat(answer.get("failures")).isEmpty();
        assertThat(answer.get("invoices")).isEqualTo(counts(Map.of("accepted", 1, "finalized", 1)));
        assertThat(onlyInvoice().body().get("final").asBoolean()).isTrue();
        assertThat(onlyInvoice().body().get("period"))
                .isEqualTo(json("{\"start\":\"2026-11-01T00:00:00.000Z\",\"end\":\"2026-12-01T00:00:00.000Z\"}"));
        assertThat(onlyInvoice().body().get("invoiceDate").asText()).isEqualTo("2026-11-22T10:05:00.000Z");
        assertThat(vercel.finalized("icfg_1")).isTrue();
        assertThat(november().get("finalizedAt").asText()).isEqualTo("2026-11-22T10:05:00.000Z");
        var requests = vercel.allRequests().size();
        TestTime.CLOCK.set("2026-11-22T11:05:00Z");
        assertThat(invoke("{}").get("failures")).isEmpty();
        assertThat(vercel.allRequests()).hasSize(requests);
    }

    @Test
    void aFinalInvoiceThatFailsIsDueUntilItIsThereAndTheMessageSaysWhenTheWindowClosed() {
        TestTime.CLOCK.set("2026-11-22T10:05:00Z");
        uninstalledAt("icfg_1", "2026-11-22T09:30:00Z");
        vercel.always(Route.SUBMIT_INVOICE, "icfg_1", new Fault.Status(401));

        var open = invoke("{}");
        TestTime.CLOCK.set("2026-11-23T10:05:00Z");
        var closed = invoke("{}");

        assertThat(open.get("invoices")).isEqualTo(counts(Map.of("pending", 1, "finalDue", 1)));
        assertThat(open.at("/failures/0/message").asText()).doesNotContain("are over");
        assertThat(closed.get("invoices")).isEqualTo(counts(Map.of("pending", 1, "finalDue", 1)));
        assertThat(closed.at("/failures/0/message").asText())
                .endsWith("the 24 hours for which Vercel waits after an uninstall are over");
        assertThat(vercel.finalized("icfg_1")).isFalse();
    }

    @Test
    void aFinalInvoiceIsTriedByEveryRunUntilItIsThere() {
        TestTime.CLOCK.set("2026-11-22T10:05:00Z");
        uninstalledAt("icfg_1", "2026-11-22T09:30:00Z");
        vercel.next(Route.SUBMIT_INVOICE, "icfg_1", new Fault.Status(401));
        vercel.next(Route.FINALIZE, "icfg_1", new Fault.Status(403));
        invoke("{}");
        TestTime.CLOCK.set("2026-11-22T11:05:00Z");
        var accepted = invoke("{}");
        TestTime.CLOCK.set("2026-11-22T12:05:00Z");
        var finalized = invoke("{}");

        assertThat(accepted.get("invoices")).isEqualTo(counts(Map.of("accepted", 1, "finalDue", 1)));
        assertThat(accepted.at("/failures/0/kind").asText()).isEqualTo("FORBIDDEN");
        assertThat(finalized.get("invoices")).isEqualTo(counts(Map.of("finalized", 1)));
        assertThat(vercel.acceptedInvoices("icfg_1")).hasSize(1);
    }

    @Test
    void anUninstallThatIsRecordedAfterItsPeriodWasInvoicedIsFinalizedAllTheSame() {
        TestTime.CLOCK.set(DUE);
        invoke("{}");
        uninstalledAt("icfg_1", "2026-11-30T22:00:00Z");
        TestTime.CLOCK.set(AN_HOUR_LATER);

        var answer = invoke("{}");

        assertThat(answer.get("failures")).isEmpty();
        assertThat(answer.get("invoices")).isEqualTo(counts(Map.of("finalized", 1)));
        assertThat(vercel.acceptedInvoices("icfg_1")).hasSize(1);
        assertThat(vercel.finalized("icfg_1")).isTrue();
    }

    @Test
    void aFinalizeWhoseAnswerIsLostIsDone() {
        TestTime.CLOCK.set("2026-11-22T10:05:00Z");
        uninstalledAt("icfg_1", "2026-11-22T09:30:00Z");
        vercel.next(Route.FINALIZE, "icfg_1", new Fault.TakenThen(new Fault.CloseBeforeHead()));

        var answer = invoke("{}");

        assertThat(answer.get("failures")).isEmpty();
        assertThat(answer.get("invoices")).isEqualTo(counts(Map.of("accepted", 1, "finalized", 1)));
        assertThat(november().has("finalizedAt")).isTrue();
    }

    @Test
    void vercelIsAskedOnceADayUntilItIsPaid() {
        TestTime.CLOCK.set(DUE);
        invoke("{}");
        for (var hour = 13; hour < 24; hour++) {
            TestTime.CLOCK.set("2026-12-01T%d:05:00Z".formatted(hour));
            invoke("{}");
        }
        assertThat(vercel.invoiceChecks("icfg_1")).isZero();
        TestTime.CLOCK.set("2026-12-02T12:05:00Z");
        invoke("{}");
        TestTime.CLOCK.set("2026-12-02T13:05:00Z");
        invoke("{}");
        assertThat(vercel.invoiceChecks("icfg_1")).isEqualTo(1);

        vercel.invoiceState("inv_1", "paid");
        vercel.invoiceTotal("inv_1", "33.99");
        TestTime.CLOCK.set("2026-12-03T12:05:00Z");
        var answer = invoke("{}");

        assertThat(answer.at("/failures/0/message").asText()).isEqualTo("Vercel's invoice comes to 33.99, not to 34.00");
        assertThat(november().get("vercelState").asText()).isEqualTo("paid");
        TestTime.CLOCK.set("2026-12-05T12:05:00Z");
        invoke("{}");
        assertThat(vercel.invoiceChecks("icfg_1")).isEqualTo(2);
        assertThat(tables.checkpoint("icfg_1").orElseThrow().has("invoicesLookAt")).isFalse();
    }

    @Test
    void aCounterOfThePeriodThatCannotBeUsedStopsItsInvoiceAndNotTheOpenDays() {
        tables.put(Tables.USAGE_COUNTERS, "{installationId: 'icfg_1', counterId: '2026-11-12#requests#', dayValue: 'many'}");
        TestTime.CLOCK.set("2026-12-02T12:05:00Z");

        var answer = invoke("{}");

        assertThat(answer.get("invoices")).isEqualTo(counts(Map.of("pending", 1)));
        assertThat(answer.at("/failures/0/invoice").asText()).isEqualTo("2026-11-01");
        assertThat(answer.at("/failures/0/message").asText()).contains("2026-11-12#requests#");
        assertThat(answer.get("submissions").asInt()).isEqualTo(2);
        tables.counter("icfg_1", "2026-11-12#requests#", "1");
        assertThat(invoke("{}").get("invoices")).isEqualTo(counts(Map.of("accepted", 1)));
    }

    @Test
    void whatTheInvoicesTableCannotTellIsAFailureAndTheDaysAreSubmitted() {
        tables.put(Tables.INVOICES, "{installationId: 'icfg_1', periodStart: '2026-11-01T00:00:00.000Z', state: 'LOST'}");
        TestTime.CLOCK.set(DUE);

        var answer = invoke("{}");

        assertThat(answer.at("/failures/0/kind").asText()).isEqualTo("INVALID_DATA");
        assertThat(answer.at("/failures/0/message").asText()).contains("Invoices", "icfg_1");
        assertThat(answer.get("submissions").asInt()).isEqualTo(1);
        assertThat(vercel.sentInvoices("icfg_1")).isEmpty();
    }

    @Test
    void aNamedPeriodThatTheInstallationHasNotIsRefused() {
        var answer = invoke("{\"installationIds\":[\"icfg_1\"],\"invoice\":{\"period\":\"2026-11-02\",\"dryRun\":true}}");

        assertThat(answer.at("/failures/0/message").asText())
                .isEqualTo("invoice.period: the installation has no billing period that starts on this day");
    }

    @Test
    void statusTellsInvoicesByState() {
        TestTime.CLOCK.set(DUE);
        installation("icfg_2");
        vercel.always(Route.SUBMIT_INVOICE, "icfg_2", new Fault.Status(400));
        invoke("{}");

        assertThat(invoke("{\"status\":true}").get("invoices")).isEqualTo(json("{\"frozen\":0,\"accepted\":1,\"unconfirmed\":0,"
                + "\"rejected\":1,\"nothing\":0,\"belowMinimum\":0}"));
    }

    private JsonNode november() {
        return tables.invoice("icfg_1", NOVEMBER).orElseThrow();
    }

    private AcceptedInvoice onlyInvoice() {
        List<AcceptedInvoice> invoices = vercel.acceptedInvoices("icfg_1");
        assertThat(invoices).hasSize(1);
        return invoices.get(0);
    }

    private void uninstalledAt(String installationId, String at) {
        installation(installationId, "subscriptions: [{billingPlanId: 'pro'}], status: 'UNINSTALLED', uninstalledAt: '%s'"
                .formatted(at));
        vercel.uninstalling(installationId);
    }

    private static String event(String action) {
        return "{\"installationIds\":[\"icfg_1\"],\"invoice\":{\"period\":\"2026-11-01\",%s}}".formatted(action);
    }

    private static JsonNode counts(Map<String, Integer> counts) {
        var fields = List
                .of("accepted", "pending", "unconfirmed", "rejected", "nothing", "belowMinimum", "finalized", "finalDue")
                .stream().map(field -> "\"%s\":%d".formatted(field, counts.getOrDefault(field, 0))).toList();
        return json("{" + String.join(",", fields) + "}");
    }
}
