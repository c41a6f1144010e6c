package dev.billingreporter.function;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.local.Tables;
import dev.billingreporter.reading.FaultyFactsReader;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@QuarkusTest
class HostileDataTest extends EventPath {

    @Test
    void aPlansIdThatNoTableCanHaveStopsItsInstallationOnly() {
        installation("icfg_fine");
        installation("icfg_long", "subscriptions: [{billingPlanId: '%s'}]".formatted("p".repeat(2_049)));

        var answer = invoke("{}");

        assertThat(answer.at("/installations/submitted").asInt()).isEqualTo(1);
        assertThat(answer.at("/failures/0/installationId").asText()).isEqualTo("icfg_long");
        assertThat(answer.at("/failures/0/message").asText()).contains("billingPlanId must not be longer than 2048 bytes");
    }

    @Test
    void tenThousandCountersOfAThousandResourcesAreReported() {
        installation("icfg_1", "subscriptions: [{billingPlanId: 'pro', from: '2026-11-22T00:00:00Z'}]");
        var counters = new ArrayList<Map<String, AttributeValue>>();
        for (var day = 13; day <= 22; day++) {
            for (var resource = 0; resource < 1000; resource++) {
                counters.add(Map.of("installationId", AttributeValue.fromS("icfg_1"), "counterId",
                        AttributeValue.fromS("2026-11-%d#requests#store_%04d".formatted(day, resource)), "dayValue",
                        AttributeValue.fromN("3")));
            }
        }
        tables.putAll(Tables.USAGE_COUNTERS, counters);

        assertThat(invoke("{}").at("/installations/submitted").asInt()).isEqualTo(1);

        var body = vercel.requests().get(0).body();
        assertThat(body.get("usage")).hasSize(1001);
        assertThat(body.at("/usage/0/periodValue").asInt()).isEqualTo(30_000);
        assertThat(body.at("/usage/1/periodValue").asInt()).isEqualTo(30);
        assertThat(body.at("/billing/items/1/quantity").asInt()).as("only what was used since the subscription started,"
                + " less 300 of the 1,000 included, for 9 of 30 days").isEqualTo(2700);
    }

    @Test
    void numbersOf38DigitsSurviveAndHaveNoExponent() {
        installation("icfg_1");
        tables.counter("icfg_1", "2026-11-22#requests#", "12345678901234567890123456789012345678");
        tables.counter("icfg_1", "2026-11-21#requests#", "1E+125");

        invoke("{}");

        var sent = new String(vercel.requests().get(1).bytes(), StandardCharsets.UTF_8);
        assertThat(sent).contains("\"dayValue\":12345678901234567890123456789012345678,");
        assertThat(sent).contains("\"periodValue\":1" + "0".repeat(87) + "12345678901234567890123456789012345678}");
        assertThat(vercel.acceptedCount()).isEqualTo(2);
    }

    @Test
    void tinyNumbersRoundToNothing() {
        installation("icfg_1");
        tables.counter("icfg_1", "2026-11-22#requests#", "1E-130");

        invoke("{}");

        assertThat(new String(vercel.requests().get(1).bytes(), StandardCharsets.UTF_8))
                .contains("\"dayValue\":0,\"periodValue\":0}");
    }

    @Test
    void namesInAnyScriptArriveAsTheyAre() {
        var name = "ש\u202Eטוב 🚀 \"quoted\" \\ \u0001";
        tables.put(Tables.BILLING_PLANS,
                Map.of("billingPlanId", AttributeValue.fromS("plan/🚀"), "metrics",
                        AttributeValue.fromL(List.of(AttributeValue.fromM(Map.of(
                                "name", AttributeValue.fromS(name), "counter", AttributeValue.fromS("عداد"), "type",
                                AttributeValue.fromS("interval"), "units", AttributeValue.fromS("単位")))))));
        installation("icfg_1", "subscriptions: [{billingPlanId: 'plan/🚀', resourceId: 'ресурс#1'}]");
        tables.counter("icfg_1", "2026-11-22#عداد#ресурс#1", "7");

        assertThat(invoke("{}").at("/installations/submitted").asInt()).isEqualTo(1);

        var row = vercel.requests().get(1).body().at("/usage/1");
        assertThat(row.get("name").asText()).isEqualTo(name);
        assertThat(row.get("resourceId").asText()).isEqualTo("ресурс#1");
        assertThat(row.get("dayValue").asInt()).isEqualTo(7);
    }

    @Test
    void hugeTextsFailTheirOwnInstallationWithAShortMessage() {
        installation("icfg_good");
        installation("icfg_bad", "timeZone: '%s', subscriptions: [{billingPlanId: 'pro'}]".formatted("x".repeat(300_000)));

        var answer = invoke("{}");

        assertThat(answer.at("/installations/submitted").asInt()).isEqualTo(1);
        assertThat(answer.at("/failures/0/message").asText())
                .isEqualTo("Installations item \"icfg_bad\": timeZone must not be longer than 4096 characters, but has 300000");
    }

    @Test
    void negativeUsageIsReportedAndChargedAsNothing() {
        installation("icfg_1");
        tables.counter("icfg_1", "2026-11-22#requests#", "-5000.5");

        invoke("{}");

        var body = vercel.requests().get(1).body();
        assertThat(body.at("/usage/0/periodValue").decimalValue()).isEqualByComparingTo("-5000.5");
        assertThat(body.at("/billing/items/1/total").asText()).isEqualTo("0.00");
    }

    @Test
    void whateverIsThrownIsItsInstallationsFailureCountedAndRecorded() {
        for (var number = 0; number < 60; number++) {
            installation("icfg_" + number);
        }
        installation(FaultyFactsReader.ID);

        var answer = invoke("{}");

        assertThat(answer.get("installations")).isEqualTo(json("{\"total\":61,\"submitted\":60,\"skipped\":0,\"failed\":1}"));
        assertThat(answer.at("/failures/0/installationId").asText()).isEqualTo(FaultyFactsReader.ID);
        assertThat(answer.at("/failures/0/kind").asText()).isEqualTo("INTERNAL");
        assertThat(answer.at("/failures/0/message").asText()).contains("java.lang.StackOverflowError");
        var checkpoint = tables.checkpoint(FaultyFactsReader.ID).orElseThrow();
        assertThat(checkpoint.at("/lastFailure/kind").asText()).isEqualTo("INTERNAL");
        assertThat(checkpoint.get("consecutiveFailures").asInt()).isEqualTo(1);
        assertThat(invoke("{\"status\":true}").at("/behind/0/lastFailure/kind").asText()).isEqualTo("INTERNAL");
        assertThat(invoke("{\"dryRun\":true}").at("/failures/0/kind").asText()).isEqualTo("INTERNAL");
        assertThat(tables.checkpoint(FaultyFactsReader.ID).orElseThrow()).as("a dry run writes nothing").isEqualTo(checkpoint);
    }

    @Test
    void tiersThatLieCloserTogetherThanRoundingCanTellAreCharged() {
        tables.put(Tables.BILLING_PLANS, """
                {billingPlanId: 'fine', metrics: [{name: 'R', counter: 'r', type: 'interval', units: 'r'}],
                 charges: [{kind: 'graduated', metric: 'R', tiers: [{upTo: 0.000001, price: 1}, {upTo: 0.000002, price: 1},
                            {price: 1}]}]}""");
        installation("icfg_1", "subscriptions: [{billingPlanId: 'fine', from: '2026-11-11', until: '2026-11-21'},"
                + " {billingPlanId: 'pro', from: '2026-11-21'}]");
        tables.counter("icfg_1", "2026-11-12#r#", "5");

        assertThat(invoke("{}").get("failures")).isEmpty();

        var items = vercel.requests().get(0).body().at("/billing/items");
        assertThat(items).as("three tiers, and the other plan's two lines").hasSize(5);
        assertThat(items.get(0).get("quantity").decimalValue().add(items.get(1).get("quantity").decimalValue())
                .add(items.get(2).get("quantity").decimalValue())).isEqualByComparingTo("5");
    }

    @Test
    void countersThatCannotBeReadAreEachInstallationsLastFailure() {
        installation("icfg_1");
        tables.delete(Tables.USAGE_COUNTERS);

        assertThat(refusal("{}")).startsWith("table UsageCounters could not be read");

        var failure = tables.checkpoint("icfg_1").orElseThrow().get("lastFailure");
        assertThat(failure.get("kind").asText()).isEqualTo("UNREACHABLE");
        assertThat(failure.get("message").asText()).startsWith("table UsageCounters could not be read");
        assertThat(vercel.requests()).isEmpty();
    }

    @Test
    void anAnswerIsCountedInBytesNotInCharacters() {
        tables.put(Tables.BILLING_PLANS, "{billingPlanId: 'cjk', charges: [{kind: 'flat', name: '%s', amount: 1}]}"
                .formatted("請".repeat(3_800)));
        for (var number = 0; number < 300; number++) {
            installation("icfg_" + number, "subscriptions: [{billingPlanId: 'cjk'}]");
        }

        var answer = given().body("{\"dryRun\":true}").post("/").then().statusCode(200).extract().asByteArray();

        assertThat(answer.length).isBetween(3_500_000, 5_000_000);
        var details = json(new String(answer, StandardCharsets.UTF_8));
        assertThat(details.get("detailsOmitted").asInt()).isEqualTo(600 - details.get("details").size());
        assertThat(details.at("/details/0/request").toString()).contains("請請請");
    }

    /** Neighbours of a plan's id that is too long: every text that becomes a key. */
    @Test
    void everyTextThatBecomesAKeyIsMeasuredInBytes() {
        installation("icfg_fine");
        installation("icfg_plan", "subscriptions: [{billingPlanId: '%s'}]".formatted("ü".repeat(1_025)));
        installation("icfg_longest", "subscriptions: [{billingPlanId: '%s'}]".formatted("ü".repeat(1_024)));

        var answer = invoke("{}");

        assertThat(answer.at("/installations/submitted").asInt()).isEqualTo(1);
        assertThat(answer.at("/failures/0/message").asText()).contains("BillingPlans has no item");
        assertThat(answer.at("/failures/1/message").asText()).contains("billingPlanId must not be longer than 2048 bytes");
        assertThat(refusal("{\"resumeAfter\":\"%s\"}".formatted("\\u00fc".repeat(1_025)))).contains("resumeAfter must be");
        assertThat(refusal("{\"installationIds\":[\"%s\"]}".formatted("i".repeat(2_049))))
                .contains("installationIds[0] must be");
        assertThat(invoke("{\"resumeAfter\":\"%s\"}".formatted("\\u00fc".repeat(1_024))).at("/installations/failed").isInt())
                .isTrue();
    }
}
