package dev.billingreporter.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoveredPlanTest {

    @Test
    void aStatementsLinesGoByResourceThenByTheirFirstDayThenByTheirPlan() {
        var given = PricingCase
                .of("""
                        {"plans": [{"billingPlanId": "a"}, {"billingPlanId": "b"}],
                         "subscriptions": [{"billingPlanId": "a", "resourceId": "db"}, {"billingPlanId": "b"},
                                           {"billingPlanId": "a", "from": "2026-11-05"},
                                           {"billingPlanId": "a", "until": "2026-11-03"}]}""");

        assertThat(CoveredPlan.of(given.subscriptions(), given.period(), given.day().date())).extracting(CoveredPlan::metered)
                .extracting(metered -> "%s from %s to %s of %s".formatted(metered.billingPlanId(), metered.from(),
                        metered.until(), metered.resourceId().orElse("all")))
                .containsExactly("a from 2026-11-01 to 2026-11-03 of all", "b from 2026-11-01 to 2026-12-01 of all",
                        "a from 2026-11-05 to 2026-12-01 of all", "a from 2026-11-01 to 2026-12-01 of db");
    }
}
