package dev.billingreporter.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.usage.DailyUsage;
import java.util.List;
import org.junit.jupiter.api.Test;

class DailyUsageTest {

    @Test
    void eachRowOfTheStatementHasTheDaysOnWhichSomethingWasMeasured() {
        var daily = daily(
                """
                        {"metrics": [{"name": "Storage", "counter": "bytes", "type": "total", "units": "GB", "divisor": 3}],
                         "counters": {"2026-10-31#bytes#a": 9, "2026-11-02#bytes#a": 1, "2026-11-02#bytes#b": 1, "2026-11-04#bytes#a": 6,
                                      "2026-11-05#bytes#a": 9}, "day": "2026-11-04"}""");
        assertThat(daily).extracting(usage -> usage.row().resourceId().orElse("all") + " " + usage.days()).containsExactly(
                "all {2026-11-02=0.666667, 2026-11-04=2}", "a {2026-11-02=0.333333, 2026-11-04=2}", "b {2026-11-02=0.333333}");
    }

    @Test
    void theRowsAreThoseOfTheStatement() {
        var given = """
                {"subscriptions": [{"billingPlanId": "plan"}, {"billingPlanId": "plan", "resourceId": "db"}],
                 "counters": {"2026-11-02#bytes#a": 1, "2026-11-02#requests#b": 1, "2026-11-22#qps#": 6}}""";
        assertThat(daily(given)).extracting(DailyUsage::row).isEqualTo(PricingCase.of(given).statement().usage());
    }

    private static List<DailyUsage> daily(String text) {
        var given = PricingCase.of(text);
        return BillingStatement.dailyUsage(given.day(), given.period(), given.subscriptions(), given.counters());
    }
}
