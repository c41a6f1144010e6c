package dev.billingreporter.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlatChargeTest {

    @ParameterizedTest
    @CsvSource({ "2026-11-01, 30.00 nothing", "2026-11-16, 15.00 15 of 30 days" })
    void aFeeSaysForWhichPartOfThePeriodItIs(String from, String line) {
        assertThat(PricingCase.of("""
                {"subscriptions": [{"billingPlanId": "plan", "from": "%s"}],
                 "charges": [{"kind": "flat", "name": "Fee", "amount": 30}]}""".formatted(from)).statement().items())
                .extracting(item -> item.total() + " " + item.details().orElse("nothing")).containsExactly(line);
    }
}
