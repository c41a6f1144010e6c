package dev.billingreporter.standin;

import static dev.billingreporter.standin.StandInClient.BODY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BillingDataRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:05:01Z");

    @Test
    void aBodyThatKeepsAllRulesIsTaken() {
        assertThatCode(() -> check(BODY, NOW)).doesNotThrowAnyException();
    }

    @Test
    void billingMayBeAnArrayOfItems() {
        var items = BODY.replace("\"billing\":{\"items\":", "\"billing\":")
                .replaceFirst("(?s),\\s*\"discounts\":.*?\\]\\},", ",");

        assertThatCode(() -> check(items, NOW)).doesNotThrowAnyException();
    }

    @Test
    void emptyListsAreTaken() {
        assertThatCode(() -> check("""
                {"timestamp":"2026-11-22T10:05:00Z","eod":"2026-11-22T23:59:59.999Z",
                 "period":{"start":"2026-11-01T00:00:00Z","end":"2026-12-01T00:00:00Z"},"billing":[],"usage":[]}""", NOW))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            // no other property, at any level
            "{\"timestamp\" | {\"extra\":1,\"timestamp\" | body.extra is no property of it",
            "{\"start\":\"2026-11-01T | {\"x\":1,\"start\":\"2026-11-01T | period.x is no property of it",
            "{\"items\" | {\"y\":1,\"items\" | billing.y is no property of it",
            "\"name\":\"Base fee\" | \"name\":\"Base fee\",\"z\":1 | billing.items[0].z is no property of it",
            "\"name\":\"Welcome\" | \"name\":\"Welcome\",\"units\":\"x\" | billing.discounts[0].units is no property of it",
            "\"type\":\"interval\" | \"type\":\"interval\",\"total\":1 | usage[0].total is no property of it",
            // required ones
            "\"timestamp\":\"2026-11-22T10:05:00Z\", | `` | body.timestamp is required",
            "\"eod\":\"2026-11-22T23:59:59.999Z\", | `` | body.eod is required",
            "\"start\":\"2026-11-01T00:00:00Z\", | `` | period.start is required",
            "\"end\":\"2026-12-01T00:00:00Z\" | \"start\":\"2026-12-01T00:00:00Z\" | Duplicate field 'start'",
            "\"period\":{\"start\":\"2026-11-01T00:00:00Z\",\"end\":\"2026-12-01T00:00:00Z\"}, | `` | body.period is required",
            "{\"billingPlanId\":\"pro\",\"name\":\"Base fee\", | {\"name\":\"Base fee\", | billing.items[0].billingPlanId is required",
            "\"name\":\"Base fee\", | `` | billing.items[0].name is required",
            "\"price\":\"29.00\", | `` | billing.items[0].price is required",
            "\"quantity\":1, | `` | billing.items[0].quantity is required",
            "\"units\":\"month\", | `` | billing.items[0].units is required",
            ",\"total\":\"29.00\" | `` | billing.items[0].total is required",
            "\"name\":\"Welcome\", | `` | billing.discounts[0].name is required",
            ",\"amount\":\"3.15\" | `` | billing.discounts[0].amount is required",
            "{\"name\":\"Requests\",\"type\" | {\"type\" | usage[0].name is required",
            "\"type\":\"interval\", | `` | usage[0].type is required",
            "\"dayValue\":5, | `` | usage[0].dayValue is required",
            "\"periodValue\":250000.5, | `` | usage[0].periodValue is required",
            // types
            "\"price\":\"29.00\" | \"price\":29.00 | billing.items[0].price must be a string like 12.50",
            "\"quantity\":1, | \"quantity\":\"1\", | billing.items[0].quantity must be a number",
            "\"dayValue\":5 | \"dayValue\":\"5\" | usage[0].dayValue must be a number",
            "\"planValue\":100 | \"planValue\":null | usage[0].planValue must be a number",
            "\"details\":\"above the free ones\" | \"details\":null | billing.items[1].details must be a string that is not empty",
            "\"resourceId\":\"db_1\" | \"resourceId\":7 | billing.items[1].resourceId must be a string that is not empty",
            "\"type\":\"interval\" | \"type\":\"gauge\" | usage[0].type must be total, interval or rate",
            // patterns of money
            "\"price\":\"29.00\" | \"price\":\"-29.00\" | billing.items[0].price must be a string like 12.50",
            "\"price\":\"29.00\" | \"price\":\"2.9E1\" | billing.items[0].price must be a string like 12.50",
            "\"price\":\"29.00\" | \"price\":\"29\" | billing.items[0].price has the wrong number of decimals: 29",
            "\"total\":\"29.00\" | \"total\":\"29.000\" | billing.items[0].total has the wrong number of decimals: 29.000",
            "\"total\":\"29.00\" | \"total\":\"+29.00\" | billing.items[0].total must be a string like 12.50",
            "\"total\":\"29.00\" | \"total\":\".00\" | billing.items[0].total must be a string like 12.50",
            "\"amount\":\"3.15\" | \"amount\":\"3.1\" | billing.discounts[0].amount has the wrong number of decimals: 3.1",
            "\"amount\":\"3.15\" | \"amount\":\"-3.15\" | billing.discounts[0].amount must be a string like 12.50",
            // the sum
            "\"total\":\"2.50\" | \"total\":\"2.51\" | billing.items[1].total must be price × quantity",
            "\"quantity\":1250000.5 | \"quantity\":1252500 | billing.items[1].total must be price × quantity",
            // numbers
            "\"quantity\":1250000.5 | \"quantity\":1.2500005E6 | no number may be in exponent form: 1.2500005E6",
            "\"dayValue\":5 | \"dayValue\":5e0 | no number may be in exponent form: 5e0",
            "\"dayValue\":5 | \"dayValue\":NaN | the body is not JSON",
            // dates
            "2026-11-22T10:05:00Z | 2026-11-22T10:05:00 | timestamp must be a date-time",
            "2026-11-22T10:05:00Z | 2026-11-22T10:05Z | timestamp must be a date-time",
            "2026-11-22T10:05:00Z | 2026-02-30T10:05:00Z | timestamp must be a date-time",
            "\"start\":\"2026-11-01T00:00:00Z\" | \"start\":\"2026-11-01\" | period.start must be a date-time",
            "2026-11-22T23:59:59.999Z | 2026-10-31T23:59:59.999Z | eod must lie within the period",
            "2026-11-22T23:59:59.999Z | 2026-12-01T00:00:00Z | eod must lie within the period",
            "\"start\":\"2026-11-01T00:00:00Z\" | \"start\":\"2026-12-01T00:00:00Z\" | period.start must be before period.end",
            "2026-11-22T23:59:59.999Z | 2026-11-21T10:05:00.999Z | eod must not be more than 24 hours in the past",
            "\"start\":\"2026-11-10T00:00:00Z\",\"end\":\"2026-11-20T00:00:00Z\" | "
                    + "\"start\":\"2026-11-01T00:00:00Z\",\"end\":\"2026-12-01T00:00:00Z\" | "
                    + "billing.items[1] has bounds that do not differ from the period's",
            "\"end\":\"2026-11-20T00:00:00Z\" | \"end\":\"2026-12-20T00:00:00Z\" | "
                    + "billing.items[1] has bounds that do not lie within the period",
            "\"end\":\"2026-11-20T00:00:00Z\" | \"end\":\"2026-11-10T00:00:00Z\" | "
                    + "billing.items[1] has bounds that do not lie within the period",
            // JSON
            "\"dayValue\":5 | \"dayValue\":5,\"dayValue\":5 | Duplicate field 'dayValue'",
            "\"dayValue\":5 | \"dayValue\":05 | the body is not JSON",
    })
    void aRuleThatIsBrokenIsNamed(String valid, String broken, String reason) {
        assertThat(BODY).contains(valid);
        var body = BODY.replaceFirst(Pattern.quote(valid),
                Matcher.quoteReplacement(broken));

        assertThat(refusal(body, NOW)).hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "   ", "{", "[]", "null", "\"text\"", "{} {}" })
    void whatIsNoObjectIsRefused(String body) {
        assertThat(refusal(body, NOW)).isNotNull();
    }

    @Test
    void somethingAfterTheBodyIsRefused() {
        assertThat(refusal(BODY + "{}", NOW)).hasMessageContaining("not JSON");
    }

    @Test
    void aDayCanBeReportedUntilExactly24HoursAfterItEnded() {
        assertThatCode(() -> check(BODY, Instant.parse("2026-11-23T23:59:59.999Z"))).doesNotThrowAnyException();
        assertThat(refusal(BODY, Instant.parse("2026-11-24T00:00:00Z"))).hasMessageContaining("eod must not be");
    }

    private static void check(String body, Instant now) throws Violation {
        BillingDataRules.check(body.getBytes(StandardCharsets.UTF_8), now);
    }

    private static Violation refusal(String body, Instant now) {
        return catchThrowableOfType(Violation.class, () -> check(body, now));
    }
}
