package dev.billingreporter.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChargedUsageTest {

    @Test
    void aLineSaysWhatIsIncludedWhereAnythingIs() {
        assertThat(PricingCase
                .of("""
                        {"subscriptions": [{"billingPlanId": "plan", "from": "2026-11-16"}],
                         "charges": [{"kind": "unit", "name": "Without", "metric": "Requests", "price": 1},
                                     {"kind": "unit", "name": "With", "metric": "Requests", "price": 1, "included": 10},
                                     {"kind": "unit", "name": "Whole", "metric": "Requests", "price": 1, "included": 10,
                              "prorate": false}]}""")
                .statement().items()).extracting(item -> item.name() + ": " + item.details().orElse("nothing"))
                .containsExactly("Without: nothing", "With: 5 requests included", "Whole: 10 requests included");
    }
}
