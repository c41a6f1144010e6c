package dev.billingreporter.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.day.BillingCalendar;
import dev.billingreporter.day.BillingCycle;
import dev.billingreporter.installation.Subscription;
import dev.billingreporter.usage.UsageCounters;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds of prices whatever the plan and the usage. Cases are random and the same every time. */
class PricingPropertiesTest {

    private static final int CASES = 2_000;
    private static final BillingCalendar CALENDAR = new BillingCalendar(ZoneOffset.UTC, new BillingCycle.Anchored(1));
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);

    private final Random random = new Random(4711);

    @Test
    void aTotalIsPriceTimesQuantityAsSentAndNothingIsEverNegative() {
        for (var number = 0; number < CASES; number++) {
            var statement = statement(List.of(new Subscription("plan", Optional.empty(), Optional.empty(), Optional.empty())),
                    anyPlan(), usage(true));
            for (var item : statement.items()) {
                assertThat(item.total()).isEqualTo(item.price().multiply(item.quantity()).setScale(2, RoundingMode.HALF_UP));
                assertThat(item.total().signum()).isNotNegative();
                assertThat(item.quantity().scale()).isBetween(0, 6);
                assertThat(item.price().scale()).isGreaterThanOrEqualTo(2);
            }
            var total = statement.items().stream().map(LineItem::total).reduce(BigDecimal.ZERO, BigDecimal::add);
            var off = statement.discounts().stream().map(DiscountLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(off.signum()).isNotNegative();
            assertThat(off).isLessThanOrEqualTo(total.max(BigDecimal.ZERO));
        }
    }

    @Test
    void graduatedPricesAreContinuousAtTheBordersOfTiers() {
        for (var number = 0; number < CASES; number++) {
            var border = 1 + random.nextInt(10_000);
            var prices = List.of(price(), price());
            var plan = tiered("graduated", border, prices);
            var at = exact(cost(plan, BigDecimal.valueOf(border)));
            var after = exact(cost(plan, new BigDecimal(border).add(new BigDecimal("0.000001"))));
            assertThat(after.subtract(at)).isEqualByComparingTo(prices.get(1).movePointLeft(6));
        }
    }

    @Test
    void graduatedIsNeverDearerThanTheTopPrice() {
        for (var number = 0; number < CASES; number++) {
            var prices = List.of(price(), price());
            var usage = BigDecimal.valueOf(random.nextInt(30_000));
            var cost = exact(cost(tiered("graduated", 1 + random.nextInt(10_000), prices), usage));
            assertThat(cost).isLessThanOrEqualTo(prices.get(0).max(prices.get(1)).multiply(usage));
            assertThat(cost).isGreaterThanOrEqualTo(prices.get(0).min(prices.get(1)).multiply(usage));
        }
    }

    @Test
    void volumeAndGraduatedOfASingleTierAreAPriceForEachUnit() {
        for (var number = 0; number < CASES; number++) {
            var price = price();
            var usage = BigDecimal.valueOf(random.nextInt(1_000_000), random.nextInt(7));
            var unit = cost(plan("{\"kind\": \"unit\", \"metric\": \"Requests\", \"price\": %s}".formatted(price)), usage);
            for (var kind : List.of("volume", "graduated")) {
                var tiered = cost(plan(
                        "{\"kind\": \"%s\", \"metric\": \"Requests\", \"tiers\": [{\"price\": %s}]}".formatted(kind, price)),
                        usage);
                assertThat(tiered).hasSize(1);
                assertThat(tiered.get(0).quantity()).isEqualTo(unit.get(0).quantity());
                assertThat(tiered.get(0).total()).isEqualTo(unit.get(0).total());
            }
        }
    }

    @Test
    void splittingASubscriptionAtAnyDayKeepsTheSumOfItsUsage() {
        var plan = plan("{\"kind\": \"unit\", \"metric\": \"Requests\", \"price\": 1}");
        for (var number = 0; number < CASES; number++) {
            var counters = usage(false);
            var whole = statement(List.of(new Subscription("plan", Optional.empty(), Optional.empty(), Optional.empty())), plan,
                    counters);
            var change = FIRST.plusDays(random.nextInt(31)).atStartOfDay(ZoneOffset.UTC).toInstant()
                    .plusSeconds(random.nextInt(86_400));
            var split = statement(List.of(new Subscription("plan", Optional.empty(), Optional.empty(), Optional.of(change)),
                    new Subscription("plan", Optional.empty(), Optional.of(change), Optional.empty())), plan, counters);
            assertThat(quantity(split)).isEqualByComparingTo(quantity(whole));
            assertThat(split.usage()).as("the rows do not know of the change").isEqualTo(whole.usage());
        }
    }

    @Test
    void theOrderOfSubscriptionsInTheTableDoesNotMatter() {
        var plan = anyPlan();
        var subscriptions = new ArrayList<Subscription>();
        for (var resource : List.of("a", "b", "c")) {
            subscriptions.add(new Subscription("plan", Optional.of(resource), Optional.empty(),
                    Optional.of(Instant.parse("2026-11-10T00:00:00Z"))));
            subscriptions.add(new Subscription("plan", Optional.of(resource),
                    Optional.of(Instant.parse("2026-11-10T00:00:00Z")), Optional.empty()));
        }
        var counters = usage(false);
        var lines = PricingTest.lines(statement(subscriptions, plan, counters));
        for (var number = 0; number < 50; number++) {
            Collections.shuffle(subscriptions, random);
            assertThat(PricingTest.lines(statement(subscriptions, plan, counters))).isEqualTo(lines);
        }
    }

    private static BigDecimal quantity(BillingStatement statement) {
        return statement.items().stream().map(LineItem::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal exact(List<LineItem> items) {
        return items.stream().map(item -> item.price().multiply(item.quantity())).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private List<LineItem> cost(BillingPlan plan, BigDecimal usage) {
        var counters = UsageCounters.builder();
        counters.add(FIRST, "requests", "", usage);
        return statement(List.of(new Subscription("plan", Optional.empty(), Optional.empty(), Optional.empty())), plan,
                counters.build()).items();
    }

    private BillingStatement statement(List<Subscription> subscriptions, BillingPlan plan, UsageCounters counters) {
        var day = CALENDAR.day(FIRST.plusDays(29));
        return BillingStatement.of(day, CALENDAR.periodOf(day), CALENDAR,
                subscriptions.stream().map(subscription -> new SubscribedPlan(subscription, plan)).toList(), counters);
    }

    private UsageCounters usage(boolean negativeToo) {
        var counters = UsageCounters.builder();
        for (var day = FIRST; day.isBefore(FIRST.plusDays(30)); day = day.plusDays(1)) {
            for (var resource : List.of("", "a", "b")) {
                if (random.nextBoolean()) {
                    counters.add(day, "requests", resource,
                            BigDecimal.valueOf(random.nextInt(1_000_000) - (negativeToo ? 500_000 : 0), random.nextInt(7)));
                }
            }
        }
        return counters.build();
    }

    private BillingPlan tiered(String kind, int border, List<BigDecimal> prices) {
        return plan("{\"kind\": \"%s\", \"metric\": \"Requests\", \"tiers\": [{\"upTo\": %d, \"price\": %s}, {\"price\": %s}]}"
                .formatted(kind, border, prices.get(0), prices.get(1)));
    }

    private BillingPlan anyPlan() {
        return plan(
                """
                        {"kind": "flat", "name": "Base", "amount": %s}, {"kind": "unit", "metric": "Requests", "price": %s, "included": %d},
                        {"kind": "package", "metric": "Requests", "packageSize": %d, "price": %s},
                        {"kind": "graduated", "metric": "Requests",
                         "tiers": [{"upTo": %d, "price": %s, "flat": 1}, {"price": %s, "flat": 2}]},
                        {"kind": "volume", "metric": "Requests", "tiers": [{"upTo": %d, "price": %s}, {"price": %s}]},
                        {"kind": "minimum", "amount": %s}"""
                        .formatted(price(), price(), random.nextInt(100_000), 1 + random.nextInt(1000), price(),
                                1 + random.nextInt(100_000), price(), price(),
                                1 + random.nextInt(100_000), price(), price(), price()));
    }

    private BigDecimal price() {
        return BigDecimal.valueOf(random.nextInt(100_000), random.nextInt(8));
    }

    private BillingPlan plan(String charges) {
        return BillingPlan.read(PricingCase.item(PricingCase
                .json("""
                        {"billingPlanId": "plan",
                         "metrics": [{"name": "Requests", "counter": "requests", "type": "interval", "units": "requests"}],
                         "charges": [%s], "discounts": [{"name": "Share", "percent": %d}, {"name": "Amount", "amount": %s}]}"""
                        .formatted(charges, random.nextInt(101), price()))));
    }
}
