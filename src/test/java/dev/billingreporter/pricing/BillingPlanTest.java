package dev.billingreporter.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.billingreporter.item.InvalidItemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BillingPlanTest {

    @ParameterizedTest
    @MethodSource("badPlans")
    void aPlanThatCannotBeUsedIsRefusedWithTheNameOfPlanAndField(String message, JsonNode plan) {
        assertThatThrownBy(() -> BillingPlan.read(PricingCase.item(plan))).isInstanceOf(InvalidItemException.class)
                .hasMessage("BillingPlans item \"pro\": " + message);
    }

    static List<Arguments> badPlans() throws IOException {
        try (var stream = BillingPlanTest.class.getResourceAsStream("/golden/bad-plans.json")) {
            var arguments = new ArrayList<Arguments>();
            for (var bad : PricingCase.json(new String(stream.readAllBytes(), StandardCharsets.UTF_8))) {
                var plan = (ObjectNode) bad.get("plan");
                plan.put("billingPlanId", "pro");
                if (!plan.has("metrics")) {
                    plan.set("metrics", PricingCase.json(
                            "[{\"name\": \"Requests\", \"counter\": \"requests\", \"type\": \"interval\", \"units\": \"requests\"}]"));
                }
                arguments.add(Arguments.of(bad.get("message").asText(), plan));
            }
            return arguments;
        }
    }

    @Test
    void aPlanWithoutChargesIsAPlan() {
        assertThat(BillingPlan.read(PricingCase.item(PricingCase.json("{\"billingPlanId\": \"free\"}")))
                .on(LocalDate.MIN).charges()).isEmpty();
    }

    @Test
    void theAggregationGoesByTheTypeWhereThePlanDoesNotSay() {
        var plan = BillingPlan.read(PricingCase.item(PricingCase
                .json("""
                        {"billingPlanId": "p", "metrics": [{"name": "I", "counter": "i", "type": "interval", "units": "u"},
                         {"name": "T", "counter": "t", "type": "total", "units": "u"},
                         {"name": "R", "counter": "r", "type": "rate", "units": "u"}]}""")));
        assertThat(plan.on(LocalDate.MIN).metrics().all()).extracting(metric -> metric.aggregation().wireName())
                .containsExactly("sum", "last",
                        "max");
    }
}
