package dev.billingreporter.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.billingreporter.local.Tables;
import dev.billingreporter.standin.Fault;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class AdHocTest extends EventPath {

    @Test
    void aNamedDayGoesOutEvenIfUnchangedAndTheCurrentDayFollows() {
        installation("icfg_1");
        invoke("{}");
        TestTime.CLOCK.set("2026-11-22T11:00:00Z");

        var answer = invoke("{\"installationIds\":[\"icfg_1\"],\"from\":\"2026-11-21\",\"to\":\"2026-11-21\"}");

        assertThat(answer.get("trigger").asText()).isEqualTo("adhoc");
        assertThat(days(answer, "outcome")).containsExactly("2026-11-21 SUBMITTED", "2026-11-22 SUBMITTED");
        assertThat(days(answer, "change")).containsExactly("2026-11-21 UNCHANGED", "2026-11-22 UNCHANGED");
        assertThat(vercel.requests()).hasSize(4);
        assertThat(vercel.requests().get(2).timestamp()).isEqualTo("2026-11-22T10:59:59.999Z");
        assertThat(vercel.requests().get(3).timestamp()).isEqualTo("2026-11-22T11:00:00Z");
    }

    @Test
    void onlyTheNamedInstallationsAreSubmitted() {
        installation("icfg_1");
        installation("icfg_2");

        var answer = invoke("{\"installationIds\":[\"icfg_2\",\"icfg_2\"]}");

        assertThat(answer.at("/installations/total").asInt()).isEqualTo(1);
        assertThat(vercel.requests("icfg_1")).isEmpty();
        assertThat(vercel.requests("icfg_2")).hasSize(2);
    }

    @Test
    void aClosedDayIsTooOldAFutureDayIsRefusedAndTheOpenOnesAreSent() {
        installation("icfg_1");

        var answer = invoke("{\"installationIds\":[\"icfg_1\"],\"from\":\"2026-11-20\",\"to\":\"2026-11-23\"}");

        assertThat(days(answer, "outcome")).containsExactly("2026-11-20 TOO_OLD", "2026-11-21 SUBMITTED",
                "2026-11-22 SUBMITTED", "2026-11-23 INVALID_REQUEST");
        assertThat(answer.get("failures")).extracting(failure -> failure.get("kind").asText()).containsExactly("TOO_OLD",
                "INVALID_REQUEST");
        assertThat(vercel.requests()).hasSize(2);
    }

    @Test
    void aDayIsTooOldFiveMinutesBeforeVercelWouldSaySo() {
        installation("icfg_1");
        TestTime.CLOCK.set("2026-11-22T23:54:59Z");
        assertThat(days(invoke("{\"installationIds\":[\"icfg_1\"],\"from\":\"2026-11-21\"}"), "outcome")).first()
                .isEqualTo("2026-11-21 SUBMITTED");
        TestTime.CLOCK.set("2026-11-22T23:55:00Z");
        assertThat(days(invoke("{\"installationIds\":[\"icfg_1\"],\"from\":\"2026-11-21\"}"), "outcome")).first()
                .isEqualTo("2026-11-21 TOO_OLD");
    }

    @Test
    void aDryRunSendsAndWritesNothingAndShowsTheRequestsAndHowEachLineCameAbout() {
        installation("icfg_1");
        tables.counter("icfg_1", "2026-11-20#requests#", "1200");
        tables.counter("icfg_1", "2026-11-22#requests#", "300");

        var answer = invoke("{\"installationIds\":[\"icfg_1\"],\"dryRun\":true}");

        assertThat(answer.get("dryRun").asBoolean()).isTrue();
        assertThat(vercel.requests()).isEmpty();
        assertThat(tables.checkpoint("icfg_1")).isEmpty();
        assertThat(answer.get("submissions").asInt()).isZero();
        assertThat(days(answer, "outcome")).containsExactly("2026-11-21 WOULD_SUBMIT", "2026-11-22 WOULD_SUBMIT");
        assertThat(days(answer, "change")).containsExactly("2026-11-21 NEVER_SENT", "2026-11-22 NEVER_SENT");
        var today = answer.at("/details/1");
        assertThat(today.at("/request/billing/items/1/total").asText()).isEqualTo("5.00");
        assertThat(today.at("/request/timestamp").asText()).isEqualTo("2026-11-22T10:05:00.000Z");
        assertThat(texts(today.get("explanation"))).containsExactly(
                "Usage day 2026-11-22, billing period from 2026-11-01 to 2026-11-30 (30 days)",
                "Pro plan (plan pro): the fee for the whole period; 1 × 29.00 per month = 29, rounded half up: 29.00",
                "Requests (plan pro): 2 daily values of counter \"requests\" from 2026-11-01 to 2026-11-22 of the whole installation, "
                        + "added up: 1500 = 1500 requests; "
                        + "less 1000 included = 500; 500 × 0.01 per requests = 5, rounded half up: 5.00");
    }

    @Test
    void aDryRunOfAllTellsWhatDiffersFromWhatWasLastAccepted() {
        installation("icfg_1");
        installation("icfg_2");
        invoke("{\"installationIds\":[\"icfg_1\"]}");
        tables.counter("icfg_1", "2026-11-22#requests#", "1");

        var answer = invoke("{\"dryRun\":true}");

        assertThat(answer.get("details"))
                .extracting(detail -> detail.get("installationId").asText() + " " + detail.get("day").asText() + " "
                        + detail.get("outcome").asText() + " " + detail.get("change").asText())
                .containsExactly("icfg_1 2026-11-21 UNCHANGED UNCHANGED", "icfg_1 2026-11-22 WOULD_SUBMIT CHANGED",
                        "icfg_2 2026-11-21 WOULD_SUBMIT NEVER_SENT", "icfg_2 2026-11-22 WOULD_SUBMIT NEVER_SENT");
    }

    @Test
    void whatADryRunShowsIsWhatIsThenSent() {
        installation("icfg_1");
        tables.counter("icfg_1", "2026-11-22#requests#", "300");
        var shown = invoke("{\"installationIds\":[\"icfg_1\"],\"dryRun\":true}").at("/details/1/request");

        invoke("{\"installationIds\":[\"icfg_1\"]}");

        assertThat(vercel.requests().get(1).body()).isEqualTo(json(shown.toString()));
    }

    @Test
    void aDryRunOfAnInstallationWithBadDataSaysSoAndWritesNothing() {
        installation("icfg_1", "status: 'WRONG'");

        var answer = invoke("{\"installationIds\":[\"icfg_1\"],\"dryRun\":true}");

        assertThat(answer.at("/failures/0/kind").asText()).isEqualTo("INVALID_DATA");
        assertThat(tables.checkpoint("icfg_1")).isEmpty();
    }

    @Test
    void aDryRunDoesNotForgetThatAnInstallationIsGone() {
        installation("icfg_1");
        vercel.next("icfg_1", new Fault.Status(404));
        invoke("{}");

        assertThat(days(invoke("{\"installationIds\":[\"icfg_1\"],\"dryRun\":true}"), "outcome"))
                .contains("2026-11-22 WOULD_SUBMIT");
        assertThat(tables.checkpoint("icfg_1").orElseThrow().has("goneAt")).isTrue();
    }

    @Test
    void anAnswerOfManyDetailsStaysWithinWhatLambdaTakes() {
        tables.put(Tables.BILLING_PLANS,
                "{billingPlanId: 'many', metrics: [{name: 'R', counter: 'r', type: 'interval', units: 'u'}], charges: [%s]}"
                        .formatted(
                                String.join(",", Collections.nCopies(150, "{kind: 'unit', metric: 'R', price: 1}"))));
        for (var number = 0; number < 60; number++) {
            installation("icfg_" + number, "subscriptions: [{billingPlanId: 'many'}]");
        }

        var answer = invoke("{\"dryRun\":true}");

        assertThat(answer.toString().length()).isLessThan(6_000_000);
        assertThat(answer.get("detailsOmitted").asInt()).isPositive();
        assertThat(answer.get("details").size() + answer.get("detailsOmitted").asInt()).isEqualTo(120);
    }

    @Test
    void anUnknownInstallationIsRefusedAndTheOthersAreSubmitted() {
        installation("icfg_1");

        var answer = invoke("{\"installationIds\":[\"icfg_0\",\"icfg_1\"]}");

        assertThat(answer.at("/failures/0/kind").asText()).isEqualTo("INVALID_REQUEST");
        assertThat(answer.at("/failures/0/message").asText()).isEqualTo("installationIds: there is no such installation");
        assertThat(answer.at("/installations/submitted").asInt()).isEqualTo(1);
    }

    @Test
    void daysWithoutASubscriptionAreAnsweredAndNotSent() {
        installation("icfg_1", "subscriptions: [{billingPlanId: 'pro', from: '2026-11-22T00:00:00Z'}]");

        var answer = invoke("{\"installationIds\":[\"icfg_1\"],\"from\":\"2026-11-21\"}");

        assertThat(days(answer, "outcome")).containsExactly("2026-11-21 NOT_SUBSCRIBED", "2026-11-22 SUBMITTED");
        assertThat(answer.at("/installations/failed").asInt()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "[]                                         | the event must be a JSON object",
            "{\"installationId\":\"icfg_1\"}            | \"installationId\" is not a field of any event",
            "{\"installationIds\":\"icfg_1\"}           | installationIds must be a list of 1 to 1000 installation ids",
            "{\"installationIds\":[]}                   | installationIds must be a list of 1 to 1000 installation ids",
            "{\"installationIds\":[\"icfg_1\",7]}       | installationIds[1] must be an installation id such as icfg_7gK2",
            "{\"installationIds\":[\"../other\"]}       | installationIds[0] must be an installation id such as icfg_7gK2",
            "{\"from\":\"22.11.2026\"}                  | from must be a day such as 2026-11-21",
            "{\"to\":\"2026-02-30\"}                    | to must be a day of the calendar, but is 2026-02-30",
            "{\"from\":20261122}                        | from must be a day such as 2026-11-21",
            "{\"from\":\"2026-11-22\",\"to\":\"2026-11-21\"} | from must not be after to",
            "{\"from\":\"2024-11-22\"}                  | from must not make a range of more than 366 days",
            "{\"to\":\"9999-12-31\"}                    | to must not make a range of more than 366 days",
            "{\"dryRun\":\"yes\"}                       | dryRun must be true or false",
            "{\"segment\":0}                            | totalSegments is missing: segment and totalSegments go together",
            "{\"totalSegments\":4}                      | segment is missing: segment and totalSegments go together",
            "{\"segment\":4,\"totalSegments\":4}        | segment must be from 0 to totalSegments - 1",
            "{\"segment\":-1,\"totalSegments\":4}       | segment must be from 0 to totalSegments - 1",
            "{\"segment\":0,\"totalSegments\":0}        | totalSegments must be from 1 to 1000000",
            "{\"segment\":0.5,\"totalSegments\":4}      | segment must be a whole number",
            "{\"resumeAfter\":5}                        | resumeAfter must be an installation id such as icfg_7gK2",
            "{\"resumeAfter\":\"icfg_1\",\"installationIds\":[\"icfg_2\"]} | installationIds must not stand with segment or resumeAfter",
            "{\"status\":false}                         | status must be true",
            "{\"status\":true,\"dryRun\":true}          | status must stand alone" })
    void aBadEventIsRefusedWithTheFieldsNameAndNothingIsSent(String event, String message) {
        installation("icfg_1");

        assertThat(refusal(event)).isEqualTo("bad event, nothing was sent: " + message);
        assertThat(vercel.requests()).isEmpty();
    }

    @Test
    void tablesThatCannotBeReadFailTheInvocation() {
        tables.delete(Tables.INSTALLATIONS);
        assertThat(refusal("{}")).startsWith("table Installations could not be read: ResourceNotFoundException");
        tables.recreate();
        tables.put(Tables.BILLING_PLANS, PRO);
        installation("icfg_1");
        installation("icfg_2");
        tables.delete(Tables.USAGE_COUNTERS);
        assertThat(refusal("{}")).startsWith("table UsageCounters could not be read: ResourceNotFoundException");
    }

    static List<String> days(JsonNode answer, String field) {
        var days = new ArrayList<String>();
        answer.get("details").forEach(detail -> days.add(detail.get("day").asText() + " " + detail.path(field).asText()));
        return days;
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', value = {
            "{\"source\":\"me\",\"detail-type\":\"backfill\",\"installationIds\":[\"icfg_1\"],\"dryRun\":true} | source must be one of",
            "{\"source\":\"aws.ec2\",\"detail-type\":\"EC2 Instance State-change Notification\",\"detail\":{}} | source must be one of",
            "{\"source\":\"aws.events\",\"detail-type\":\"Other\"} | detail-type must be",
            "{\"source\":\"aws.events\"} | \"source\" is not a field of any event",
            "{\"detail-type\":\"Scheduled Event\"} | \"detail-type\" is not a field of any event",
            "{\"source\":\"aws.events\",\"detail-type\":\"Scheduled Event\",\"dryRun\":true} | dryRun must not stand in a scheduled event",
            "{\"source\":\"aws.events\",\"detail-type\":\"Scheduled Event\",\"installationIds\":[\"icfg_1\"]} | installationIds must not",
            "{\"source\":\"aws.scheduler\",\"detail-type\":\"Scheduled Event\",\"status\":true} | status must not stand",
            "{\"dryRun\":true,\"dryRun\":false} | \"dryRun\" is there twice",
            "{\"source\":\"aws.events\",\"detail-type\":\"Scheduled Event\",\"detail\":{\"a\":1,\"a\":2}} | \"a\" is there twice",
            "{\"installationIds\":[\"icfg_1\"],\"installationIds\":[\"icfg_2\"]} | \"installationIds\" is there twice" })
    void anEventThatIsNotClearlyOneOrTheOtherSendsNothing(String event, String message) {
        installation("icfg_1");

        assertThat(refusal(event)).startsWith("bad event, nothing was sent: " + message);
        assertThat(vercel.requests()).isEmpty();
        assertThat(tables.checkpoint("icfg_1")).isEmpty();
    }
}
