package dev.billingreporter.standin;

import static dev.billingreporter.standin.JsonRules.instant;
import static dev.billingreporter.standin.JsonRules.number;
import static dev.billingreporter.standin.JsonRules.properties;
import static dev.billingreporter.standin.JsonRules.require;
import static dev.billingreporter.standin.JsonRules.texts;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the items and discounts of billing data and of invoices keep to.
 *
 * @param period the period that they are of
 * @param path what stands before their names in a violation
 */
record LineRules(Period period, String path) {

    private static final Pattern AMOUNT = Pattern.compile("[0-9]+(\\.[0-9]+)?");
    private static final Pattern MONEY = Pattern.compile("[0-9]+\\.[0-9]{2}");
    private static final Pattern PRICE = Pattern.compile("[0-9]+\\.[0-9]{2,}");

    /** A period: its end is exclusive. */
    record Period(Instant start, Instant end) {

        /** The body's period. */
        static Period read(JsonNode body) throws Violation {
            var period = body.get("period");
            properties(period, "period", Set.of("start", "end"), Set.of());
            var read = new Period(instant(period, "start", "period."), instant(period, "end", "period."));
            require(read.start.isBefore(read.end), "period.start must be before period.end");
            return read;
        }
    }

    /** What all items come to. */
    BigDecimal items(JsonNode items) throws Violation {
        require(items.isArray(), path + "items must be an array");
        var sum = BigDecimal.ZERO;
        for (var position = 0; position < items.size(); position++) {
            sum = sum.add(item(items.get(position), "%sitems[%d]".formatted(path, position)));
        }
        return sum;
    }

    /** What all discounts come to. */
    BigDecimal discounts(JsonNode discounts) throws Violation {
        require(discounts.isArray(), path + "discounts must be an array");
        var sum = BigDecimal.ZERO;
        for (var position = 0; position < discounts.size(); position++) {
            sum = sum.add(discount(discounts.get(position), "%sdiscounts[%d]".formatted(path, position)));
        }
        return sum;
    }

    private BigDecimal item(JsonNode item, String name) throws Violation {
        properties(item, name, Set.of("billingPlanId", "name", "price", "quantity", "units", "total"),
                Set.of("resourceId", "start", "end", "details"));
        texts(item, name, "billingPlanId", "name", "units", "resourceId", "details");
        bounds(item, name);
        var price = amount(item, "price", name, PRICE);
        var total = amount(item, "total", name, MONEY);
        number(item, "quantity", name);
        require(total.compareTo(price.multiply(item.get("quantity").decimalValue()).setScale(2, RoundingMode.HALF_UP)) == 0,
                name + ".total must be price × quantity, rounded half up to 2 decimals");
        return total;
    }

    private BigDecimal discount(JsonNode discount, String name) throws Violation {
        properties(discount, name, Set.of("billingPlanId", "name", "amount"), Set.of("resourceId", "start", "end", "details"));
        texts(discount, name, "billingPlanId", "name", "resourceId", "details");
        bounds(discount, name);
        return amount(discount, "amount", name, MONEY);
    }

    /** Given only when they differ from the period's; then they lie within it. */
    private void bounds(JsonNode line, String name) throws Violation {
        if (!line.has("start") && !line.has("end")) {
            return;
        }
        var start = line.has("start") ? instant(line, "start", name + ".") : period.start();
        var end = line.has("end") ? instant(line, "end", name + ".") : period.end();
        require(!start.equals(period.start()) || !end.equals(period.end()),
                name + " has bounds that do not differ from the period's");
        require(!start.isBefore(period.start()) && !end.isAfter(period.end()) && start.isBefore(end),
                name + " has bounds that do not lie within the period, in this order");
    }

    private static BigDecimal amount(JsonNode object, String property, String name, Pattern pattern) throws Violation {
        var value = object.get(property);
        require(value.isTextual() && AMOUNT.matcher(value.textValue()).matches(),
                "%s.%s must be a string like 12.50".formatted(name, property));
        require(pattern.matcher(value.textValue()).matches(),
                "%s.%s has the wrong number of decimals: %s".formatted(name, property, value.textValue()));
        return new BigDecimal(value.textValue());
    }
}
