package dev.billingreporter.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What support can paste to a customer. */
class ExplanationTest {

    @Test
    void sharesAreSaid() {
        assertThat(PricingCase
                .of("""
                        {"subscriptions": [{"billingPlanId": "plan", "from": "2026-11-16"}],
                         "charges": [{"kind": "flat", "name": "Fee", "amount": 100},
                                     {"kind": "unit", "metric": "Requests", "price": 0.01, "included": 1000},
                                     {"kind": "unit", "metric": "Storage", "price": 1},
                                     {"kind": "graduated", "name": "Tiers", "metric": "Requests",
                                      "tiers": [{"upTo": 1000, "price": 0.02, "flat": 3}, {"price": 0.01}]},
                                     {"kind": "minimum", "amount": 44}],
                         "discounts": [{"name": "Partner", "percent": 10}, {"name": "Voucher", "amount": 10}, {"name": "Cap", "cap": 40}],
                         "counters": {"2026-11-20#requests#": 800, "2026-11-20#bytes#": 7000000000}}""")
                .statement().explanation())
                .containsExactly("Usage day 2026-11-22, billing period from 2026-11-01 to 2026-11-30 (30 days)",
                        "Plan plan for the whole installation: 2026-11-16 to 2026-11-30, 15 of 30 days",
                        "Fee (plan plan): 15 of 30 days of the fee of 100.00; 1 × 50.00 per month = 50, rounded half up: 50.00",
                        "Requests (plan plan): 1 daily value of counter \"requests\" from 2026-11-16 to 2026-11-22 of the whole"
                                + " installation, added up: 800 = 800 requests; less 500 included (15 of 30 days, of 1000 for the"
                                + " period) = 300; 300 × 0.01 per requests = 3, rounded half up: 3.00",
                        "Storage (plan plan): 1 daily value of counter \"bytes\" from 2026-11-16 to 2026-11-22 of the whole"
                                + " installation, the last one taken: 7000000000; divided by 1000000000 = 7 GB; for 15 of 30 days:"
                                + " 3.5; 3.5 × 1.00 per GB = 3.5, rounded half up: 3.50",
                        "Tiers (plan plan): 1 daily value of counter \"requests\" from 2026-11-16 to 2026-11-22 of the whole"
                                + " installation, added up: 800 = 800 requests; in tier 1: above 0 up to 500 requests (15 of 30"
                                + " days): 500; 500 × 0.02 per requests = 10, rounded half up: 10.00",
                        "Tiers (plan plan): the fee of tier 1: above 0 up to 500 requests (15 of 30 days), which usage has"
                                + " reached; 1 × 1.50 per month = 1.5, rounded half up: 1.50",
                        "Tiers (plan plan): 1 daily value of counter \"requests\" from 2026-11-16 to 2026-11-22 of the whole"
                                + " installation, added up: 800 = 800 requests; in tier 2: above 500 requests (15 of 30 days): 300;"
                                + " 300 × 0.01 per requests = 3, rounded half up: 3.00",
                        "Minimum charge (plan plan): at least 22.00 (15 of 30 days of 44.00); the other lines less discounts come to"
                                + " 20.00: the difference is 2.00; 1 × 2.00 per month = 2, rounded half up: 2.00",
                        "Partner (plan plan): 10 % of 71.00 = 7.10", "Voucher (plan plan): 15 of 30 days of 10.00 off = 5.00",
                        "Cap (plan plan): at most 20.00 (15 of 30 days of 40.00), the lines less other discounts come to 58.90:"
                                + " 58.90 − 20.00 = 38.90");
    }

    @Test
    void versionsAreSaid() {
        assertThat(PricingCase.of("""
                {"subscriptions": [{"billingPlanId": "plan", "resourceId": "db"}],
                 "versions": [{"from": "2026-10-01", "charges": []}]}""").statement().explanation()).element(1)
                .isEqualTo(
                        "Plan plan for resource db: 2026-11-01 to 2026-11-30, all days, priced by its version from 2026-10-01");
    }

    @Test
    void packagesAndTheTierOfAVolumeAreSaid() {
        assertThat(PricingCase.of("""
                {"charges": [{"kind": "package", "metric": "Requests", "packageSize": 100, "price": 2},
                             {"kind": "volume", "name": "Volume", "metric": "Requests",
                              "tiers": [{"upTo": 100, "price": 3}, {"price": 1}]}],
                 "counters": {"2026-11-20#requests#": 150}}""").statement().items()).extracting(LineItem::explanation)
                .containsExactly(
                        "1 daily value of counter \"requests\" from 2026-11-01 to 2026-11-22 of the whole installation, added up:"
                                + " 150 = 150 requests; started packages of 100: 2; 2 × 2.00 per 100 requests = 4, rounded half up:"
                                + " 4.00",
                        "1 daily value of counter \"requests\" from 2026-11-01 to 2026-11-22 of the whole installation, added up:"
                                + " 150 = 150 requests; all of it in tier 2: above 100 requests; 150 × 1.00 per requests = 150,"
                                + " rounded half up: 150.00");
    }

    @Test
    void theResourceIsSaid() {
        assertThat(PricingCase.of("""
                {"subscriptions": [{"billingPlanId": "plan", "resourceId": "db"}],
                 "charges": [{"kind": "unit", "metric": "Requests", "price": 1}],
                 "counters": {"2026-11-20#requests#db": 2}}""").statement().items()).extracting(LineItem::explanation)
                .containsExactly(
                        "1 daily value of counter \"requests\" from 2026-11-01 to 2026-11-22 of resource \"db\", added up:"
                                + " 2 = 2 requests; 2 × 1.00 per requests = 2, rounded half up: 2.00");
    }

    @Test
    void averagesAndNegativeValuesAreSaid() {
        var lines = PricingCase
                .of("""
                        {"metrics": [{"name": "Storage", "counter": "gb", "type": "total", "units": "GB-months", "aggregation": "average"},
                                     {"name": "Requests", "counter": "requests", "type": "interval", "units": "requests"}],
                         "charges": [{"kind": "unit", "metric": "Storage", "price": 1}, {"kind": "unit", "metric": "Requests", "price": 1}],
                         "counters": {"2026-11-20#gb#": 10, "2026-11-21#gb#": 20, "2026-11-21#requests#": -5}}""")
                .statement().items();
        assertThat(lines).extracting(LineItem::explanation).containsExactly(
                "2 daily values of counter \"gb\" from 2026-11-01 to 2026-11-22 of the whole installation, added up: 30; divided by"
                        + " the period's 30 days = 1 GB-months; 1 × 1.00 per GB-months = 1, rounded half up: 1.00",
                "1 daily value of counter \"requests\" from 2026-11-01 to 2026-11-22 of the whole installation, added up: -5 = -5"
                        + " requests, charged as 0; 0 × 1.00 per requests = 0, rounded half up: 0.00");
    }

    @Test
    void aValueOf0IsSaidAsItIs() {
        assertThat(PricingCase.of("{\"charges\": [{\"kind\": \"unit\", \"metric\": \"Requests\", \"price\": 1}]}").statement()
                .items())
                .extracting(LineItem::explanation)
                .containsExactly(
                        "0 daily values of counter \"requests\" from 2026-11-01 to 2026-11-22 of the whole installation,"
                                + " added up: 0 = 0 requests; 0 × 1.00 per requests = 0, rounded half up: 0.00");
    }

    @Test
    void aDiscountThatIsMoreThanThereIsSaysSo() {
        assertThat(PricingCase
                .of("""
                        {"charges": [{"kind": "flat", "name": "Fee", "amount": 7}], "discounts": [{"name": "Voucher", "amount": 10}]}""")
                .statement().discounts().get(0).explanation())
                .isEqualTo("10.00 off = 10.00; no more than what is left of the lines' total: 7.00");
    }

    @Test
    void whatIsNotChargedIsSaid() {
        assertThat(PricingCase.of("""
                {"subscriptions": [{"billingPlanId": "plan", "resourceId": "a"}], "charges": [],
                 "counters": {"2026-11-20#typo#": 5, "2026-11-21#typo#": 6, "2026-11-20#requests#b": 1000000}}""").statement()
                .explanation()).endsWith(
                        "Not charged: counter \"typo\" of the whole installation, 11 on 2 days: no metric of a billing plan names it",
                        "Not charged: counter \"requests\" of resource \"b\", 1000000 on 1 day: no subscription of these days"
                                + " meters it");
    }

    @Test
    void ofMuchThatIsNotChargedAHundredAreSaidAndTheRestCounted() {
        var counters = IntStream.range(0, 103).mapToObj("\"2026-11-20#requests#db_%03d\": 1"::formatted)
                .collect(Collectors.joining(", "));
        assertThat(PricingCase.of("""
                {"subscriptions": [{"billingPlanId": "plan", "resourceId": "a"}], "charges": [], "counters": {%s}}"""
                .formatted(counters)).statement().explanation()).hasSize(1 + 100 + 1)
                .endsWith("Not charged: 3 more; no subscription of these days meters it");
    }
}
