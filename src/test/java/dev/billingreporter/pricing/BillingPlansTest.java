package dev.billingreporter.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.item.Parsed;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BillingPlansTest {

    @Test
    void aPlanIsFoundByItsIdEvenIfItCannotBeUsed() {
        Parsed<BillingPlan> unusable = new Parsed.Unusable<>("it has no metrics");

        assertThat(new BillingPlans(Map.of("pro", unusable)).get("pro")).isEqualTo(unusable);
    }
}
