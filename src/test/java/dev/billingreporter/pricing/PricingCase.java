package dev.billingreporter.pricing;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.billingreporter.day.BillingCalendar;
import dev.billingreporter.day.BillingCycle;
import dev.billingreporter.installation.Subscription;
import dev.billingreporter.item.Item;
import dev.billingreporter.usage.UsageCounters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A case of {@code golden/pricing.json}: what it is given, and the statement for it. */
record PricingCase(String about, JsonNode given, JsonNode groupPlans) {

    private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();
    private static final String METRICS = """
            [{"name": "Requests", "counter": "requests", "type": "interval", "units": "requests"},
             {"name": "Storage", "counter": "bytes", "type": "total", "units": "GB", "divisor": 1000000000},
             {"name": "Rate", "counter": "qps", "type": "rate", "units": "requests/s"}]""";

    static List<PricingCase> all(String file) {
        try (var stream = PricingCase.class.getResourceAsStream("/golden/" + file)) {
            var cases = new ArrayList<PricingCase>();
            for (var group : JSON.readTree(stream)) {
                group.get("cases")
                        .forEach(given -> cases.add(new PricingCase(group.get("about").asText(), given, group.path("plans"))));
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    BillingStatement statement() {
        var zone = ZoneId.of(given.path("zone").asText("UTC"));
        var cycle = given.has("period")
                ? new BillingCycle.Explicit(Instant.parse(given.at("/period/0").asText()),
                        Instant.parse(given.at("/period/1").asText()))
                : new BillingCycle.Anchored(given.path("anchor").asInt(1));
        var calendar = new BillingCalendar(zone, cycle);
        var day = calendar.day(LocalDate.parse(given.path("day").asText("2026-11-22")));
        return BillingStatement.of(day, calendar.periodOf(day), calendar, subscriptions(), counters());
    }

    List<String> expected() {
        var lines = new ArrayList<String>();
        given.get("expect").forEach(line -> lines.add(line.asText()));
        return lines;
    }

    List<SubscribedPlan> subscriptions() {
        var plans = plans();
        var subscribed = new ArrayList<SubscribedPlan>();
        var list = given.has("subscriptions") ? given.get("subscriptions") : json("[{\"billingPlanId\": \"plan\"}]");
        for (var subscription : list) {
            subscribed.add(new SubscribedPlan(
                    new Subscription(subscription.get("billingPlanId").asText(), text(subscription, "resourceId"),
                            text(subscription, "from").map(Instant::parse), text(subscription, "until").map(Instant::parse)),
                    plans.get(subscription.get("billingPlanId").asText())));
        }
        return subscribed;
    }

    private Map<String, BillingPlan> plans() {
        var plans = new HashMap<String, BillingPlan>();
        groupPlans.forEach(plan -> plans.put(plan.get("billingPlanId").asText(), BillingPlan.read(item(plan))));
        given.path("plans").forEach(plan -> plans.put(plan.get("billingPlanId").asText(), BillingPlan.read(item(plan))));
        if (plans.isEmpty()) {
            var plan = JSON.createObjectNode().put("billingPlanId", "plan");
            plan.set("metrics", given.has("metrics") ? given.get("metrics") : json(METRICS));
            plan.set("charges", given.has("charges") ? given.get("charges") : JSON.createArrayNode());
            if (given.has("discounts")) {
                plan.set("discounts", given.get("discounts"));
            }
            plans.put("plan", BillingPlan.read(item(plan)));
        }
        return plans;
    }

    UsageCounters counters() {
        var sorted = new TreeMap<String, BigDecimal>();
        if (given.has("usage")) {
            sorted.put("2026-11-10#requests#", given.get("usage").decimalValue());
        }
        given.path("counters").properties().forEach(field -> sorted.put(field.getKey(), field.getValue().decimalValue()));
        var counters = UsageCounters.builder();
        sorted.forEach((id, value) -> {
            var parts = id.split("#", 3);
            counters.add(LocalDate.parse(parts[0]), parts[1], parts[2], value);
        });
        return counters.build();
    }

    /** An item as it is read from its table. */
    static Item item(JsonNode json) {
        @SuppressWarnings("unchecked") // an object has names as keys
        var attributes = (Map<String, Object>) plain(json);
        return Item.of("BillingPlans", json.path("billingPlanId").asText(), attributes);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object plain(JsonNode json) {
        return switch (json.getNodeType()) {
            case STRING -> json.textValue();
            case NUMBER -> json.decimalValue();
            case BOOLEAN -> json.booleanValue();
            case ARRAY -> {
                var list = new ArrayList<>();
                json.forEach(element -> list.add(plain(element)));
                yield list;
            }
            default -> {
                var map = new LinkedHashMap<String, Object>();
                json.properties().forEach(field -> map.put(field.getKey(), plain(field.getValue())));
                yield map;
            }
        };
    }

    private static Optional<String> text(JsonNode json, String name) {
        return json.has(name) ? Optional.of(json.get(name).asText()) : Optional.empty();
    }

    @Override
    public String toString() {
        return about + ": " + given.get("rule").asText();
    }
}
