package dev.billingreporter.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.billingreporter.local.Tables;
import dev.billingreporter.standin.Fault;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@QuarkusTest
class ScheduledRunTest extends EventPath {

    @ParameterizedTest
    @ValueSource(strings = { "{}", SCHEDULED })
    void theOpenDaysAreSubmittedTheCurrentOneLast(String event) {
        installation("icfg_1");
        tables.counter("icfg_1", "2026-11-21#requests#", "1500");
        tables.counter("icfg_1", "2026-11-22#requests#", "500");

        var answer = invoke(event);

        assertThat(answer.get("trigger").asText()).isEqualTo("schedule");
        assertThat(answer.get("now").asText()).isEqualTo("2026-11-22T10:05:00Z");
        assertThat(answer.get("installations")).isEqualTo(json("{\"total\":1,\"submitted\":1,\"skipped\":0,\"failed\":0}"));
        assertThat(answer.get("submissions").asInt()).isEqualTo(2);
        assertThat(answer.get("resumeAfter").isNull()).isTrue();
        assertThat(answer.has("details")).isFalse();
        assertThat(vercel.requests()).extracting(request -> new String(request.bytes(), StandardCharsets.UTF_8))
                .containsExactly(
                        "{\"timestamp\":\"2026-11-22T10:04:59.999Z\",\"eod\":\"2026-11-21T23:59:59.999Z\","
                                + "\"period\":{\"start\":\"2026-11-01T00:00:00.000Z\",\"end\":\"2026-12-01T00:00:00.000Z\"},"
                                + "\"billing\":{\"items\":["
                                + "{\"billingPlanId\":\"pro\",\"name\":\"Pro plan\","
                                + "\"price\":\"29.00\",\"quantity\":1,\"units\":\"month\",\"total\":\"29.00\"},"
                                + "{\"billingPlanId\":\"pro\",\"name\":\"Requests\","
                                + "\"details\":\"1000 requests included\","
                                + "\"price\":\"0.01\",\"quantity\":500,\"units\":\"requests\",\"total\":\"5.00\"}]},"
                                + "\"usage\":[{\"name\":\"Requests\",\"type\":\"interval\",\"units\":\"requests\","
                                + "\"dayValue\":1500,\"periodValue\":1500}]}",
                        "{\"timestamp\":\"2026-11-22T10:05:00.000Z\",\"eod\":\"2026-11-22T23:59:59.999Z\","
                                + "\"period\":{\"start\":\"2026-11-01T00:00:00.000Z\",\"end\":\"2026-12-01T00:00:00.000Z\"},"
                                + "\"billing\":{\"items\":["
                                + "{\"billingPlanId\":\"pro\",\"name\":\"Pro plan\","
                                + "\"price\":\"29.00\",\"quantity\":1,\"units\":\"month\",\"total\":\"29.00\"},"
                                + "{\"billingPlanId\":\"pro\",\"name\":\"Requests\","
                                + "\"details\":\"1000 requests included\","
                                + "\"price\":\"0.01\",\"quantity\":1000,\"units\":\"requests\",\"total\":\"10.00\"}]},"
                                + "\"usage\":[{\"name\":\"Requests\",\"type\":\"interval\",\"units\":\"requests\","
                                + "\"dayValue\":500,\"periodValue\":2000}]}");
        assertThat(vercel.requests().get(0).headers()).containsEntry("authorization", "Bearer " + token("icfg_1"))
                .containsEntry("content-type", "application/json");
    }

    @Test
    void withoutInvoicesTheirTableNeedNotBeThere() {
        tables.delete(Tables.INVOICES);
        installation("icfg_1");
        TestTime.CLOCK.set("2026-12-01T12:05:00Z");

        var answer = invoke("{}");

        assertThat(answer.get("failures")).isEmpty();
        assertThat(answer.has("invoices")).isFalse();
        assertThat(vercel.allRequests()).hasSameSizeAs(vercel.requests());
        assertThat(refusal("{\"installationIds\":[\"icfg_1\"],\"invoice\":{\"period\":\"2026-11-01\",\"dryRun\":true}}"))
                .contains("INVOICES");
    }

    @Test
    void theCheckpointRecordsWhatWasAccepted() {
        installation("icfg_1");

        invoke("{}");

        var checkpoint = tables.checkpoint("icfg_1").orElseThrow();
        assertThat(checkpoint.get("lastSuccessfulTimestamp").asText()).isEqualTo("2026-11-22T10:05:00.000Z");
        assertThat(checkpoint.get("lastAcceptedAt").asText()).isEqualTo("2026-11-22T10:05:00.000Z");
        assertThat(checkpoint.get("lastEod").asText()).isEqualTo("2026-11-22T23:59:59.999Z");
        assertThat(checkpoint.get("consecutiveFailures").asInt()).isZero();
        assertThat(checkpoint.has("lastFailure")).isFalse();
        assertThat(checkpoint.get("days").fieldNames()).toIterable().containsExactlyInAnyOrder("2026-11-21", "2026-11-22");
        assertThat(checkpoint.at("/days/2026-11-21/timestamp").asText()).isEqualTo("2026-11-22T10:04:59.999Z");
        assertThat(checkpoint.at("/days/2026-11-21/contentHash").asText()).matches("[0-9a-f]{64}");
    }

    @Test
    void anEarlierDayGoesOutAgainOnlyWhenItsContentChanged() {
        installation("icfg_1");
        tables.counter("icfg_1", "2026-11-21#requests#", "10");
        invoke("{}");
        TestTime.CLOCK.set("2026-11-22T11:05:00Z");
        invoke("{}");
        TestTime.CLOCK.set("2026-11-22T12:05:00Z");
        tables.count("icfg_1", "2026-11-21#requests#", "1");
        invoke("{}");

        assertThat(vercel.requests()).extracting(request -> request.endOfDay().toString().substring(0, 10))
                .containsExactly("2026-11-21", "2026-11-22", "2026-11-22", "2026-11-21", "2026-11-22");
    }

    @Test
    void onTheFirstDayOfACycleYesterdayIsOfThePreviousPeriod() {
        TestTime.CLOCK.set("2026-12-01T00:05:00Z");
        installation("icfg_1");
        tables.counter("icfg_1", "2026-11-30#requests#", "7");
        tables.counter("icfg_1", "2026-12-01#requests#", "1");

        invoke("{}");

        assertThat(vercel.requests())
                .extracting(request -> request.body().at("/period/start").asText(),
                        request -> request.body().at("/usage/0/periodValue").asInt())
                .containsExactly(Tuple.tuple("2026-11-01T00:00:00.000Z", 7),
                        Tuple.tuple("2026-12-01T00:00:00.000Z", 1));
    }

    @Test
    void theCurrentDayDiffersBetweenZonesInOneRun() {
        TestTime.CLOCK.set("2026-11-22T11:30:00Z");
        installation("icfg_auckland", "timeZone: 'Pacific/Auckland', subscriptions: [{billingPlanId: 'pro'}]");
        installation("icfg_honolulu", "timeZone: 'Pacific/Honolulu', subscriptions: [{billingPlanId: 'pro'}]");

        invoke("{}");

        assertThat(vercel.requests("icfg_auckland")).last().extracting(request -> request.endOfDay())
                .isEqualTo(Instant.parse("2026-11-23T10:59:59.999Z"));
        assertThat(vercel.requests("icfg_honolulu")).last().extracting(request -> request.endOfDay())
                .isEqualTo(Instant.parse("2026-11-23T09:59:59.999Z"));
    }

    @Test
    void everyInstallationOfManyPagesIsSubmittedOnce() {
        for (var number = 0; number < 250; number++) {
            installation("icfg_" + number, "subscriptions: [{billingPlanId: 'pro', from: '2026-11-22T00:00:00Z'}]");
        }

        var answer = invoke("{}");

        assertThat(answer.at("/installations/submitted").asInt()).isEqualTo(250);
        assertThat(vercel.requests()).extracting(request -> request.installationId()).hasSize(250).doesNotHaveDuplicates();
    }

    @Test
    void countersOfManyPagesAreAllRead() {
        installation("icfg_1");
        var filler = AttributeValue.fromS("x".repeat(10_000));
        for (var number = 0; number < 300; number++) { // 3 MB, and a page of a query ends at 1 MB
            tables.put(Tables.USAGE_COUNTERS,
                    Map.of("installationId", AttributeValue.fromS("icfg_1"), "counterId",
                            AttributeValue.fromS("2026-11-22#requests#r%03d".formatted(number)),
                            "dayValue", AttributeValue.fromN("2"), "own", filler));
        }

        invoke("{}");

        assertThat(vercel.requests().get(1).body().at("/usage/0/periodValue").asInt()).isEqualTo(600);
    }

    @Test
    void anInstallationWithoutASubscriptionIsSkipped() {
        installation("icfg_1", "subscriptions: []");
        installation("icfg_2", "subscriptions: [{billingPlanId: 'pro', from: '2026-11-23T00:00:00Z'}]");

        var answer = invoke("{}");

        assertThat(answer.at("/installations/skipped").asInt()).isEqualTo(2);
        assertThat(vercel.requests()).isEmpty();
    }

    @Test
    void nothingIsSentForDaysBeforeTheFirstSubscription() {
        installation("icfg_1", "subscriptions: [{billingPlanId: 'pro', from: '2026-11-22T08:00:00Z'}]");

        invoke("{}");

        assertThat(vercel.requests()).extracting(request -> request.endOfDay())
                .containsExactly(Instant.parse("2026-11-22T23:59:59.999Z"));
    }

    @Test
    void anUninstalledInstallationIsReportedUpToThatDayWhileItIsOpenAndThenNoMore() {
        installation("icfg_1",
                "status: 'UNINSTALLED', uninstalledAt: '2026-11-21T15:00:00Z', subscriptions: [{billingPlanId: 'pro'}]");
        var first = invoke("{}");
        var unchanged = invoke("{}");
        TestTime.CLOCK.set("2026-11-22T23:55:00Z");
        tables.count("icfg_1", "2026-11-21#requests#", "1");
        var closed = invoke("{}");

        assertThat(vercel.requests()).extracting(request -> request.endOfDay())
                .containsExactly(Instant.parse("2026-11-21T23:59:59.999Z"));
        assertThat(List.of(first, unchanged, closed))
                .extracting(answer -> answer.at("/installations/submitted").asInt(),
                        answer -> answer.at("/installations/skipped").asInt())
                .containsExactly(Tuple.tuple(1, 0), Tuple.tuple(0, 1),
                        Tuple.tuple(0, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = { 404, 410 })
    void anInstallationThatIsGoneIsPassedByUntilABackfillNamesIt(int status) {
        installation("icfg_1", "subscriptions: [{billingPlanId: 'pro', from: '2026-11-22T00:00:00Z'}]");
        vercel.next("icfg_1", new Fault.Status(status));

        var gone = invoke("{}");
        var later = invoke("{}");

        assertThat(gone.at("/failures/0/kind").asText()).isEqualTo("GONE");
        assertThat(later.at("/installations/skipped").asInt()).isEqualTo(1);
        assertThat(vercel.requests()).hasSize(1);
        assertThat(tables.checkpoint("icfg_1").orElseThrow().get("goneAt").asText()).isEqualTo("2026-11-22T10:05:00.000Z");

        var named = invoke("{\"installationIds\":[\"icfg_1\"]}");

        assertThat(named.at("/installations/submitted").asInt()).isEqualTo(1);
        assertThat(tables.checkpoint("icfg_1").orElseThrow().has("goneAt")).isFalse();
        assertThat(invoke("{}").at("/installations/submitted").asInt()).isEqualTo(1);
    }

    @Test
    void countersThatNoMetricNamesAreCounted() {
        installation("icfg_1");
        tables.counter("icfg_1", "2026-11-20#typo#", "5");
        tables.counter("icfg_1", "2026-11-21#typo#", "5");
        tables.counter("icfg_1", "2026-11-21#other#db_1", "5");

        assertThat(invoke("{}").get("unmappedCounters").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "status: 'PAUSED'                                   | status must be ACTIVE or UNINSTALLED, but is \"PAUSED\"",
            "status: 'UNINSTALLED'                              | uninstalledAt is missing",
            "timeZone: 'Mars/Olympus'                           | "
                    + "timeZone must be an IANA zone such as Europe/Berlin, but is \"Mars/Olympus\"",
            "billingAnchorDay: 32                               | billingAnchorDay must be a day of the month, 1 to 31, but is 32",
            "billingAnchorDay: 1.5                              | billingAnchorDay must be a day of the month, 1 to 31, but is 1.5",
            "billingAnchorDay: '1'                              | billingAnchorDay must be a number (N)",
            "periodStart: '2026-11-01T00:00:00Z'                | periodEnd is missing: an explicit period needs both its bounds",
            "periodStart: '2026-11-02T00:00:00Z', periodEnd: '2026-11-02T00:00:00Z' | periodEnd must be at least a day after periodStart",
            "subscriptions: {}                                  | subscriptions must be a list (L)",
            "subscriptions: ['pro']                             | subscriptions[0] must be a map (M)",
            "subscriptions: [{}]                                | subscriptions[0].billingPlanId is missing",
            "subscriptions: [{billingPlanId: 'pro', from: 'today'}] | "
                    + "subscriptions[0].from must be an instant such as 2026-11-22T10:05:00Z or a date such as 2026-11-22, "
                    + "but is \"today\"",
            "subscriptions: [{billingPlanId: 'none'}]           | BillingPlans has no item \"none\"" })
    void aBadItemFailsItsOwnInstallationOnlyAndTheMessageSaysWhere(String attributes, String message) {
        installation("icfg_bad",
                attributes.contains("subscriptions") ? attributes : attributes + ", subscriptions: [{billingPlanId: 'pro'}]");
        installation("icfg_good");

        var answer = invoke("{}");

        assertThat(answer.at("/installations/submitted").asInt()).isEqualTo(1);
        assertThat(answer.at("/installations/failed").asInt()).isEqualTo(1);
        var failure = answer.at("/failures/0");
        assertThat(failure.get("installationId").asText()).isEqualTo("icfg_bad");
        assertThat(failure.get("kind").asText()).isEqualTo("INVALID_DATA");
        assertThat(failure.get("message").asText()).contains(message);
        assertThat(vercel.requests("icfg_bad")).isEmpty();
        assertThat(tables.checkpoint("icfg_bad").orElseThrow().at("/lastFailure/kind").asText()).isEqualTo("INVALID_DATA");
    }

    @Test
    void aBadPlanFailsItsInstallationsOnlyAndTheMessageNamesPlanAndField() {
        tables.put(Tables.BILLING_PLANS, "{billingPlanId: 'bad', charges: [{kind: 'lottery'}]}");
        installation("icfg_bad", "subscriptions: [{billingPlanId: 'bad'}]");
        installation("icfg_good");

        var answer = invoke("{}");

        assertThat(answer.at("/failures/0/message").asText()).isEqualTo(
                "BillingPlans item \"bad\": charges[0].kind must be one of flat, graduated, minimum, package, unit, volume, "
                        + "but is \"lottery\"");
        assertThat(answer.at("/installations/submitted").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "2026-11-22 | counterId must be <yyyy-MM-dd>#<counter>#<resourceId>",
            "2026-11-22#requests | counterId must be", "2026-11-22## | counterId must be",
            "2026-11-1x#requests# | counterId must be" })
    void aMalformedCounterFailsItsOwnInstallationOnly(String counterId, String message) {
        installation("icfg_bad");
        installation("icfg_good");
        tables.counter("icfg_bad", counterId, "1");

        var answer = invoke("{}");

        assertThat(answer.at("/failures/0/message").asText())
                .startsWith("UsageCounters item \"icfg_bad / " + counterId + "\": " + message);
        assertThat(answer.at("/installations/submitted").asInt()).isEqualTo(1);
    }

    @Test
    void aCounterWithoutANumberFailsItsOwnInstallationOnly() {
        installation("icfg_bad");
        installation("icfg_good");
        var item = new HashMap<String, AttributeValue>(Map.of("installationId", AttributeValue.fromS("icfg_bad"), "counterId",
                AttributeValue.fromS("2026-11-22#requests#")));
        tables.put(Tables.USAGE_COUNTERS, item);
        assertThat(message(invoke("{}")))
                .isEqualTo("UsageCounters item \"icfg_bad / 2026-11-22#requests#\": dayValue is missing");

        item.put("dayValue", AttributeValue.fromS("12"));
        tables.put(Tables.USAGE_COUNTERS, item);
        assertThat(message(invoke("{}")))
                .isEqualTo("UsageCounters item \"icfg_bad / 2026-11-22#requests#\": dayValue must be a number (N)");
    }

    @Test
    void attributesOfAnyOtherTypeAreRefusedByNameOrIgnored() {
        vercel.register("icfg_bad", "t");
        tables.put(Tables.INSTALLATIONS, Map.of("installationId", AttributeValue.fromS("icfg_bad"), "accessToken",
                AttributeValue.fromB(SdkBytes.fromUtf8String("t"))));
        assertThat(message(invoke("{}"))).isEqualTo("Installations item \"icfg_bad\": accessToken must be a string (S)");

        tables.put(Tables.INSTALLATIONS,
                Map.of("installationId", AttributeValue.fromS("icfg_bad"), "accessToken", AttributeValue.fromS("t"),
                        "own", AttributeValue.fromSs(List.of("a", "b")), "status", AttributeValue.fromNul(true)));
        assertThat(invoke("{}").at("/installations/skipped").asInt()).isEqualTo(1);
    }

    @Test
    void aBadCheckpointFailsItsOwnInstallationOnly() {
        installation("icfg_bad");
        installation("icfg_good");
        tables.put(Tables.CHECKPOINTS, "{installationId: 'icfg_bad', lastSuccessfulTimestamp: 'never'}");

        var answer = invoke("{}");

        assertThat(message(answer)).startsWith("Checkpoints item \"icfg_bad\": lastSuccessfulTimestamp must be an instant");
        assertThat(answer.at("/installations/submitted").asInt()).isEqualTo(1);
    }

    @Test
    void noInstallationsIsNoFailure() {
        assertThat(invoke("{}").get("installations"))
                .isEqualTo(json("{\"total\":0,\"submitted\":0,\"skipped\":0,\"failed\":0}"));
    }

    private static String message(JsonNode answer) {
        return answer.at("/failures/0/message").asText();
    }
}
