package dev.billingreporter.standin;

import static dev.billingreporter.standin.JsonRules.instant;
import static dev.billingreporter.standin.JsonRules.number;
import static dev.billingreporter.standin.JsonRules.properties;
import static dev.billingreporter.standin.JsonRules.require;
import static dev.billingreporter.standin.JsonRules.texts;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** What "Submit Billing Data" takes, strictly: everything else is a violation that says what is wrong where. */
final class BillingDataRules {

    private static final Duration OPEN_FOR = Duration.ofHours(24);
    private static final Set<String> TYPES = Set.of("total", "interval", "rate");

    private BillingDataRules() {
    }

    /** The body, if it keeps the rules at {@code now}. */
    static JsonNode check(byte[] bytes, Instant now) throws Violation {
        var body = JsonRules.read(bytes);
        properties(body, "body", Set.of("timestamp", "eod", "period", "billing", "usage"), Set.of());
        instant(body, "timestamp", "");
        var endOfDay = instant(body, "eod", "");
        var period = LineRules.Period.read(body);
        require(!endOfDay.isBefore(period.start()) && endOfDay.isBefore(period.end()),
                "eod must lie within the period, whose end is exclusive");
        require(!endOfDay.isBefore(now.minus(OPEN_FOR)), "eod must not be more than 24 hours in the past");
        require(!period.end().isBefore(now.minus(OPEN_FOR)), "period.end must not be more than 24 hours in the past");
        billing(body.get("billing"), new LineRules(period, "billing."));
        var usage = body.get("usage");
        require(usage.isArray(), "usage must be an array");
        for (var position = 0; position < usage.size(); position++) {
            usage(usage.get(position), "usage[%d]".formatted(position));
        }
        return body;
    }

    private static void billing(JsonNode billing, LineRules rules) throws Violation {
        if (billing.isArray()) {
            rules.items(billing);
            return;
        }
        properties(billing, "billing", Set.of("items"), Set.of("discounts"));
        if (billing.has("discounts")) {
            rules.discounts(billing.get("discounts"));
        }
        rules.items(billing.get("items"));
    }

    private static void usage(JsonNode usage, String path) throws Violation {
        properties(usage, path, Set.of("name", "type", "units", "dayValue", "periodValue"), Set.of("resourceId", "planValue"));
        texts(usage, path, "name", "units", "resourceId");
        require(usage.get("type").isTextual() && TYPES.contains(usage.get("type").textValue()),
                path + ".type must be total, interval or rate");
        number(usage, "dayValue", path);
        number(usage, "periodValue", path);
        if (usage.has("planValue")) {
            number(usage, "planValue", path);
        }
    }
}
