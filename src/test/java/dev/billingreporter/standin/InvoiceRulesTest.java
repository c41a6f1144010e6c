package dev.billingreporter.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvoiceRulesTest {

    /** Keeps all rules. */
    static final String INVOICE = """
            {"externalId":"icfg_1:2026-11-01","invoiceDate":"2026-11-30T23:59:59.999Z","memo":"Usage of November",
             "period":{"start":"2026-11-01T00:00:00Z","end":"2026-12-01T00:00:00Z"},
             "items":[
               {"billingPlanId":"pro","name":"Base fee","price":"29.00","quantity":1,"units":"month","total":"29.00"},
               {"billingPlanId":"pro","resourceId":"db_1","start":"2026-11-10T00:00:00Z","end":"2026-11-20T00:00:00Z",
                "name":"Requests","details":"above the free ones","price":"0.000002","quantity":1250000.5,
                "units":"requests","total":"2.50"}],
             "discounts":[{"billingPlanId":"pro","name":"Welcome","amount":"3.15"}]}
            """;

    @Test
    void aBodyThatKeepsAllRulesComesToItsItemsLessItsDiscounts() throws Violation {
        assertThat(check(INVOICE)).isEqualTo("28.35");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "\"final\":false,", "\"final\":true,", "\"memo\":\"Usage of November\",",
            "\"test\":{\"validate\":true,\"result\":\"notpaid\"}," })
    void whatIsOptionalMayBeThereOrNot(String optional) throws Violation {
        assertThat(check(INVOICE.replace("\"memo\":\"Usage of November\",", optional))).isEqualTo("28.35");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            // no other property, at any level
            "{\"externalId\" | {\"eod\":1,\"externalId\" | body.eod is no property of it",
            "{\"start\":\"2026-11-01T | {\"x\":1,\"start\":\"2026-11-01T | period.x is no property of it",
            "\"name\":\"Base fee\" | \"name\":\"Base fee\",\"z\":1 | items[0].z is no property of it",
            "\"name\":\"Welcome\" | \"name\":\"Welcome\",\"units\":\"x\" | discounts[0].units is no property of it",
            "\"memo\" | \"test\":{\"validate\":true,\"result\":\"paid\",\"y\":1},\"memo\" | test.y is no property of it",
            // required ones
            "\"externalId\":\"icfg_1:2026-11-01\", | `` | body.externalId is required",
            "\"invoiceDate\":\"2026-11-30T23:59:59.999Z\", | `` | body.invoiceDate is required",
            "\"start\":\"2026-11-01T00:00:00Z\", | `` | period.start is required",
            "\"period\":{\"start\":\"2026-11-01T00:00:00Z\",\"end\":\"2026-12-01T00:00:00Z\"}, | `` | body.period is required",
            "\"items\" | \"discounts\" | Duplicate field 'discounts'",
            "\"units\":\"month\", | `` | items[0].units is required",
            ",\"amount\":\"3.15\" | `` | discounts[0].amount is required",
            // types
            "\"externalId\":\"icfg_1:2026-11-01\" | \"externalId\":\"\" | body.externalId must be a string that is not empty",
            "\"memo\":\"Usage of November\" | \"memo\":7 | body.memo must be a string that is not empty",
            "\"memo\" | \"final\":\"true\",\"memo\" | final must be true or false",
            "\"memo\" | \"test\":{\"validate\":false,\"result\":\"paid\"},\"memo\" | test.validate must be true",
            "\"memo\" | \"test\":{\"validate\":true,\"result\":\"unpaid\"},\"memo\" | test.result must be paid, notpaid or overdue",
            // dates
            "2026-11-30T23:59:59.999Z | 2026-11-30 | invoiceDate must be a date-time",
            "2026-11-30T23:59:59.999Z | 2026-12-01T00:00:00Z | invoiceDate must lie within the period",
            "2026-11-30T23:59:59.999Z | 2026-10-31T23:59:59.999Z | invoiceDate must lie within the period",
            "\"end\":\"2026-11-20T00:00:00Z\" | \"end\":\"2026-12-20T00:00:00Z\" | items[1] has bounds that do not lie within",
            // money
            "\"price\":\"29.00\" | \"price\":\"29\" | items[0].price has the wrong number of decimals: 29",
            "\"total\":\"2.50\" | \"total\":\"2.51\" | items[1].total must be price × quantity",
            "\"quantity\":1250000.5 | \"quantity\":1.2500005E6 | no number may be in exponent form: 1.2500005E6",
            "\"quantity\":1,\"units\":\"month\",\"total\":\"29.00\" | \"quantity\":0,\"units\":\"month\",\"total\":\"0.00\" | "
                    + "an item of 0.00 must be left out: Base fee",
            "\"amount\":\"3.15\" | \"amount\":\"31.01\" | an invoice must come to 0.50 at least, and this comes to 0.49" })
    void aRuleThatIsBrokenIsNamed(String valid, String broken, String reason) {
        assertThat(INVOICE).contains(valid);

        assertThat(refusal(INVOICE.replace(valid, broken))).hasMessageContaining(reason);
    }

    @Test
    void anInvoiceHasItems() {
        assertThat(refusal(INVOICE.replaceFirst("(?s)\"items\":\\[.*\\],\\s*\"discounts\"", "\"items\":[],\"discounts\"")))
                .hasMessage("items must not be empty");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "{", "[]", "null", "{} {}" })
    void whatIsNoObjectIsRefused(String body) {
        assertThat(refusal(body)).isNotNull();
    }

    private static String check(String body) throws Violation {
        BigDecimal total = InvoiceRules.check(JsonRules.read(body.getBytes(StandardCharsets.UTF_8)));
        return total.toPlainString();
    }

    private static Violation refusal(String body) {
        return catchThrowableOfType(Violation.class, () -> check(body));
    }
}
