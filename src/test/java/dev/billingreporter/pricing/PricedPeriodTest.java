package dev.billingreporter.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class PricedPeriodTest {

    private static final String METRICS = """
            "metrics": [{"name": "Requests", "counter": "requests", "type": "interval", "units": "u"},
                        {"name": "Requests again", "counter": "requests", "type": "interval", "units": "k", "divisor": 1000},
                        {"name": "Storage", "counter": "bytes", "type": "total", "units": "GB"}]""";

    @Test
    void eachIntervalCounterIsCountedOnceOverItsResourcesAndTotalsAreNot() {
        var period = priced("""
                {"plans": [{"billingPlanId": "a", %1$s}, {"billingPlanId": "b", %1$s}],
                 "subscriptions": [{"billingPlanId": "a"}, {"billingPlanId": "b", "resourceId": "db"}],
                 "counters": {"2026-10-31#requests#": 1000, "2026-11-01#requests#": 1, "2026-11-22#requests#": 10,
                              "2026-11-22#requests#db": 100, "2026-11-23#requests#": 10000, "2026-11-22#bytes#": 7,
                              "2026-11-22#typo#": 5}}""".formatted(METRICS));
        assertThat(period.counted()).isEqualByComparingTo("111");
        assertThat(period.plans()).containsOnlyKeys("a", "b");
        assertThat(period.plans().get("a")).isEqualTo(period.plans().get("b")).matches("[0-9a-f]{64}");
        assertThat(period.start()).isEqualTo("2026-11-01T00:00:00Z");
        assertThat(period.end()).isEqualTo("2026-12-01T00:00:00Z");
    }

    @Test
    void onlyPlansThatHaveADayOfThePeriodSoFarPriceIt() {
        assertThat(priced("""
                {"plans": [{"billingPlanId": "old"}, {"billingPlanId": "now"}, {"billingPlanId": "next"}],
                 "subscriptions": [{"billingPlanId": "old", "until": "2026-11-01"},
                                   {"billingPlanId": "now", "from": "2026-11-22", "until": "2026-11-25"},
                                   {"billingPlanId": "next", "from": "2026-11-25"}]}""").plans()).containsOnlyKeys("now");
    }

    @Test
    void theHashIsOfWhatTheVersionInForceSaysHoweverItIsWritten() {
        var hash = hash("\"charges\": [{\"kind\": \"flat\", \"name\": \"Fee\", \"amount\": 10}]");
        assertThat(hash("\"charges\": [{\"amount\": 10.0, \"name\": \"Fee\", \"kind\": \"flat\"}]")).isEqualTo(hash);
        assertThat(hash("\"name\": \"Pro\", \"charges\": [{\"kind\": \"flat\", \"name\": \"Fee\", \"amount\": 1E+1}]"))
                .isEqualTo(hash);
        assertThat(hash("\"charges\": [{\"kind\": \"flat\", \"name\": \"Fee\", \"amount\": 10}], "
                + "\"versions\": [{\"from\": \"2026-11-02\", \"charges\": []}]")).isEqualTo(hash);
        assertThat(hash(
                "\"versions\": [{\"from\": \"2026-11-01\", \"charges\": [{\"kind\": \"flat\", \"name\": \"Fee\", \"amount\": 10}]}]"))
                .isEqualTo(hash);
        assertThat(hash("\"charges\": [{\"kind\": \"flat\", \"name\": \"Fee\", \"amount\": 10.01}]")).isNotEqualTo(hash);
        assertThat(hash("\"charges\": [{\"kind\": \"flat\", \"name\": \"Fees\", \"amount\": 10}]")).isNotEqualTo(hash);
        assertThat(hash("\"charges\": [{\"kind\": \"flat\", \"name\": \"Fee\", \"amount\": 10, \"prorate\": false}]"))
                .isNotEqualTo(hash);
        assertThat(hash("\"discounts\": [{\"name\": \"Fee\", \"amount\": 10}]")).isNotEqualTo(hash("\"charges\": []"));
    }

    @Test
    void aVersionInForceThatChangedIsARepricing() {
        var before = priced("{\"charges\": [{\"kind\": \"flat\", \"name\": \"Fee\", \"amount\": 10}], \"usage\": 5}");
        var after = priced("{\"charges\": [{\"kind\": \"flat\", \"name\": \"Fee\", \"amount\": 20}], \"usage\": 5}");
        assertThat(after.isRepricedSince(before)).isTrue();
        assertThat(before.isRepricedSince(before)).isFalse();
        assertThat(after.isDecreasedSince(before)).isFalse();
    }

    @Test
    void aPlanThatCameOrWentIsNoRepricing() {
        var one = priced("{\"plans\": [{\"billingPlanId\": \"a\"}], \"subscriptions\": [{\"billingPlanId\": \"a\"}]}");
        var other = priced("{\"plans\": [{\"billingPlanId\": \"b\"}], \"subscriptions\": [{\"billingPlanId\": \"b\"}]}");
        assertThat(one.isRepricedSince(other)).isFalse();
        assertThat(other.isRepricedSince(one)).isFalse();
    }

    @Test
    void lessThanBeforeIsADecrease() {
        var many = priced("{\"usage\": 230}");
        var few = priced("{\"usage\": 30}");
        assertThat(few.isDecreasedSince(many)).isTrue();
        assertThat(many.isDecreasedSince(few)).isFalse();
        assertThat(many.isDecreasedSince(many)).isFalse();
    }

    @Test
    void anotherPeriodIsNotCompared() {
        var november = priced("{\"charges\": [{\"kind\": \"flat\", \"name\": \"Fee\", \"amount\": 10}], \"usage\": 230}");
        var december = priced("{\"day\": \"2026-12-02\", \"usage\": 30}");
        assertThat(december.counted()).isEqualByComparingTo(BigDecimal.ZERO);
        assertThat(december.isRepricedSince(november)).isFalse();
        assertThat(december.isDecreasedSince(november)).isFalse();
    }

    private static String hash(String pricing) {
        return priced("{\"plans\": [{\"billingPlanId\": \"plan\", %s}]}".formatted(pricing)).plans().get("plan");
    }

    private static PricedPeriod priced(String text) {
        var given = PricingCase.of(text);
        return PricedPeriod.of(given.day(), given.period(), given.subscriptions(), given.counters());
    }
}
