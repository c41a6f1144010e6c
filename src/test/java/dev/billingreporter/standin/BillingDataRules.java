package dev.billingreporter.standin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.regex.Pattern;

/** What "Submit Billing Data" takes, strictly: everything else is a violation that says what is wrong where. */
final class BillingDataRules {

    private static final Duration OPEN_FOR = Duration.ofHours(24);
    private static final Pattern AMOUNT = Pattern.compile("[0-9]+(\\.[0-9]+)?");
    private static final Pattern MONEY = Pattern.compile("[0-9]+\\.[0-9]{2}");
    private static final Pattern PRICE = Pattern.compile("[0-9]+\\.[0-9]{2,}");
    private static final Pattern DATE_TIME = Pattern
            .compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})");
    private static final Set<String> TYPES = Set.of("total", "interval", "rate");
    private static final ObjectMapper JSON = JsonMapper
            .builder(JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private BillingDataRules() {
    }

    /** A body that the endpoint refuses with 400. */
    static final class Violation extends Exception {

        private static final long serialVersionUID = 1L;

        Violation(String message) {
            super(message);
        }
    }

    /** The body, if it keeps the rules at {@code now}. */
    static JsonNode check(byte[] bytes, Instant now) throws Violation {
        JsonNode body;
        try {
            refuseExponents(bytes);
            body = JSON.readTree(bytes);
        } catch (IOException e) {
            throw new Violation("the body is not JSON: " + e.getMessage());
        }
        properties(body, "body", Set.of("timestamp", "eod", "period", "billing", "usage"), Set.of());
        instant(body, "timestamp", "");
        var endOfDay = instant(body, "eod", "");
        var period = body.get("period");
        properties(period, "period", Set.of("start", "end"), Set.of());
        var start = instant(period, "start", "period.");
        var end = instant(period, "end", "period.");
        require(start.isBefore(end), "period.start must be before period.end");
        require(!endOfDay.isBefore(start) && endOfDay.isBefore(end), "eod must lie within the period, whose end is exclusive");
        require(!endOfDay.isBefore(now.minus(OPEN_FOR)), "eod must not be more than 24 hours in the past");
        require(!end.isBefore(now.minus(OPEN_FOR)), "period.end must not be more than 24 hours in the past");
        billing(body.get("billing"), new Period(start, end));
        var usage = body.get("usage");
        require(usage.isArray(), "usage must be an array");
        for (var position = 0; position < usage.size(); position++) {
            usage(usage.get(position), "usage[%d]".formatted(position));
        }
        return body;
    }

    private static void refuseExponents(byte[] bytes) throws IOException, Violation {
        try (JsonParser parser = JSON.getFactory().createParser(bytes)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken().isNumeric()) {
                    require(!parser.getText().matches(".*[eE].*"), "no number may be in exponent form: " + parser.getText());
                }
            }
        }
    }

    private record Period(Instant start, Instant end) {
    }

    private static void billing(JsonNode billing, Period period) throws Violation {
        var items = billing;
        if (!billing.isArray()) {
            properties(billing, "billing", Set.of("items"), Set.of("discounts"));
            items = billing.get("items");
            if (billing.has("discounts")) {
                require(billing.get("discounts").isArray(), "billing.discounts must be an array");
                for (var position = 0; position < billing.get("discounts").size(); position++) {
                    discount(billing.get("discounts").get(position), "billing.discounts[%d]".formatted(position), period);
                }
            }
        }
        require(items.isArray(), "billing.items must be an array");
        for (var position = 0; position < items.size(); position++) {
            item(items.get(position), "billing.items[%d]".formatted(position), period);
        }
    }

    private static void item(JsonNode item, String path, Period period) throws Violation {
        properties(item, path, Set.of("billingPlanId", "name", "price", "quantity", "units", "total"),
                Set.of("resourceId", "start", "end", "details"));
        texts(item, path, "billingPlanId", "name", "units", "resourceId", "details");
        bounds(item, path, period);
        var price = amount(item, "price", path, PRICE);
        var total = amount(item, "total", path, MONEY);
        number(item, "quantity", path);
        require(total.compareTo(price.multiply(item.get("quantity").decimalValue()).setScale(2, RoundingMode.HALF_UP)) == 0,
                path + ".total must be price × quantity, rounded half up to 2 decimals");
    }

    private static void discount(JsonNode discount, String path, Period period) throws Violation {
        properties(discount, path, Set.of("billingPlanId", "name", "amount"), Set.of("resourceId", "start", "end", "details"));
        texts(discount, path, "billingPlanId", "name", "resourceId", "details");
        bounds(discount, path, period);
        amount(discount, "amount", path, MONEY);
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

    /** Given only when they differ from the period's; then they lie within it. */
    private static void bounds(JsonNode line, String path, Period period) throws Violation {
        if (!line.has("start") && !line.has("end")) {
            return;
        }
        var start = line.has("start") ? instant(line, "start", path + ".") : period.start();
        var end = line.has("end") ? instant(line, "end", path + ".") : period.end();
        require(!start.equals(period.start()) || !end.equals(period.end()),
                path + " has bounds that do not differ from the period's");
        require(!start.isBefore(period.start()) && !end.isAfter(period.end()) && start.isBefore(end),
                path + " has bounds that do not lie within the period, in this order");
    }

    private static BigDecimal amount(JsonNode object, String property, String path, Pattern pattern) throws Violation {
        var value = object.get(property);
        require(value.isTextual() && AMOUNT.matcher(value.textValue()).matches(),
                "%s.%s must be a string like 12.50".formatted(path, property));
        require(pattern.matcher(value.textValue()).matches(),
                "%s.%s has the wrong number of decimals: %s".formatted(path, property, value.textValue()));
        return new BigDecimal(value.textValue());
    }

    private static void number(JsonNode object, String property, String path) throws Violation {
        require(object.get(property).isNumber(), "%s.%s must be a number".formatted(path, property));
    }

    private static void texts(JsonNode object, String path, String... properties) throws Violation {
        for (var property : properties) {
            if (object.has(property)) {
                require(object.get(property).isTextual() && !object.get(property).textValue().isEmpty(),
                        "%s.%s must be a string that is not empty".formatted(path, property));
            }
        }
    }

    private static Instant instant(JsonNode object, String property, String path) throws Violation {
        var value = object.get(property);
        require(value.isTextual(), "%s%s must be a date-time".formatted(path, property));
        try {
            // the class takes more than RFC 3339 does, such as a time without seconds
            require(DATE_TIME.matcher(value.textValue()).matches(),
                    "%s%s must be a date-time, but is %s".formatted(path, property, value.textValue()));
            return OffsetDateTime.parse(value.textValue()).toInstant();
        } catch (DateTimeException e) {
            throw new Violation("%s%s must be a date-time, but is %s".formatted(path, property, value.textValue()));
        }
    }

    private static void properties(JsonNode object, String path, Set<String> required, Set<String> optional) throws Violation {
        require(object.isObject(), path + " must be an object");
        for (var property : required) {
            require(object.has(property), "%s.%s is required".formatted(path, property));
        }
        for (var names = object.fieldNames(); names.hasNext();) {
            var name = names.next();
            require(required.contains(name) || optional.contains(name), "%s.%s is no property of it".formatted(path, name));
        }
    }

    private static void require(boolean condition, String message) throws Violation {
        if (!condition) {
            throw new Violation(message);
        }
    }
}
