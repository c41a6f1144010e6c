package dev.billingreporter.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MinimumChargeTest {

    @ParameterizedTest
    @CsvSource({ "2026-11-01, nothing", "2026-11-16, 15 of 30 days" })
    void aMinimumSaysOfWhichPartOfThePeriodItIs(String from, String details) {
        assertThat(PricingCase.of("""
                {"subscriptions": [{"billingPlanId": "plan", "from": "%s"}], "charges": [{"kind": "minimum", "amount": 30}]}"""
                .formatted(from)).statement().items()).extracting(item -> item.details().orElse("nothing"))
                .containsExactly(details);
    }
}
