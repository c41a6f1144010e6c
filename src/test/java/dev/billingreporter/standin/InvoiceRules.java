package dev.billingreporter.standin;

import static dev.billingreporter.standin.JsonRules.instant;
import static dev.billingreporter.standin.JsonRules.properties;
import static dev.billingreporter.standin.JsonRules.require;
import static dev.billingreporter.standin.JsonRules.texts;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Set;

/**
 * What "Submit an invoice" takes, strictly, as far as the body alone tells. An {@code externalId} is optional for Vercel;
 * without one a retry would be a second invoice, so here it is required.
 */
final class InvoiceRules {

    /** Less than this Vercel does not send. */
    private static final BigDecimal MINIMUM = new BigDecimal("0.50");
    private static final Set<String> RESULTS = Set.of("paid", "notpaid", "overdue");

    private InvoiceRules() {
    }

    /** Whether the body asks for a check only. Otherwise it is an invoice, however wrong. */
    static boolean isTest(JsonNode body) {
        return body.path("test").path("validate").asBoolean();
    }

    /** What the body comes to, if it keeps the rules. */
    static BigDecimal check(JsonNode body) throws Violation {
        properties(body, "body", Set.of("externalId", "invoiceDate", "period", "items"),
                Set.of("memo", "discounts", "final", "test"));
        texts(body, "body", "externalId", "memo");
        var period = LineRules.Period.read(body);
        var invoiceDate = instant(body, "invoiceDate", "");
        require(!invoiceDate.isBefore(period.start()) && invoiceDate.isBefore(period.end()),
                "invoiceDate must lie within the period, whose end is exclusive");
        if (body.has("final")) {
            require(body.get("final").isBoolean(), "final must be true or false");
        }
        if (body.has("test")) {
            test(body.get("test"));
        }
        return amount(body, new LineRules(period, ""));
    }

    private static BigDecimal amount(JsonNode body, LineRules rules) throws Violation {
        var items = rules.items(body.get("items"));
        require(!body.get("items").isEmpty(), "items must not be empty");
        for (var item : body.get("items")) {
            require(new BigDecimal(item.get("total").textValue()).signum() > 0,
                    "an item of 0.00 must be left out: " + item.get("name").textValue());
        }
        var discounts = body.has("discounts") ? rules.discounts(body.get("discounts")) : BigDecimal.ZERO;
        var total = items.subtract(discounts);
        require(total.compareTo(MINIMUM) >= 0, "an invoice must come to 0.50 at least, and this comes to " + total);
        return total;
    }

    private static void test(JsonNode test) throws Violation {
        properties(test, "test", Set.of("validate", "result"), Set.of());
        // one that is not only checked would be an invoice of Vercel's test mode, which nobody here makes
        require(test.get("validate").isBoolean() && test.get("validate").booleanValue(), "test.validate must be true");
        require(test.get("result").isTextual() && RESULTS.contains(test.get("result").textValue()),
                "test.result must be paid, notpaid or overdue");
    }
}
