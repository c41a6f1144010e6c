package dev.billingreporter.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.day.BillingCalendar;
import dev.billingreporter.day.BillingCycle;
import dev.billingreporter.day.BillingPeriod;
import dev.billingreporter.installation.Subscription;
import dev.billingreporter.request.BillingRequest;
import dev.billingreporter.usage.UnchargedUsage;
import dev.billingreporter.usage.UsageCounters;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds of prices whatever the plan and the usage. Cases are random and the same every time. */
class PricingPropertiesTest {

    private static final int CASES = 2_000;
    private static final BillingCalendar CALENDAR = new BillingCalendar(ZoneOffset.UTC, new BillingCycle.Anchored(1));
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);
    private static final String ALWAYS = "{\"billingPlanId\": \"plan\"}";
    private static final Instant TIMESTAMP = Instant.parse("2026-11-30T10:05:00Z");

    private final Random random = new Random(4711);

    @Test
    void aTotalIsPriceTimesQuantityAsSentAndNothingIsEverNegative() {
        for (var number = 0; number < CASES; number++) {
            var statement = statement(randomPart(), anyPlan(), usage(true));
            for (var item : statement.items()) {
                assertThat(item.total()).isEqualTo(item.price().multiply(item.quantity()).setScale(2, RoundingMode.HALF_UP));
                assertThat(item.total().signum()).isNotNegative();
                assertThat(item.quantity().scale()).isBetween(0, 6);
                assertThat(item.price().scale()).isGreaterThanOrEqualTo(2);
            }
            for (var discount : statement.discounts()) {
                assertThat(discount.amount().signum()).isPositive();
                assertThat(discount.amount().scale()).isEqualTo(2);
            }
            assertThat(statement.total()).isEqualTo(sum(statement.items().stream().map(LineItem::total))
                    .subtract(sum(statement.discounts().stream().map(DiscountLine::amount)))).isNotNegative();
        }
    }

    @Test
    void aSubscriptionCostsAtLeastItsMinimumAndAtMostItsCap() {
        for (var number = 0; number < CASES; number++) {
            var minimum = BigDecimal.valueOf(random.nextInt(10_000), 2);
            var cap = minimum.add(BigDecimal.valueOf(random.nextInt(10_000), 2));
            var plan = plan(
                    """
                            "charges": [%s, {"kind": "minimum", "amount": %s}],
                             "discounts": [{"name": "Cap", "cap": %s}, {"name": "Share", "percent": %d},
                                           {"name": "Amount", "amount": %s}]"""
                            .formatted(anyCharges(), minimum, cap, random.nextInt(101), price()));
            assertThat(statement(ALWAYS, plan, usage(true)).total()).isBetween(minimum, cap);
            var bounds = partition();
            var share = new Share(0, (int) ChronoUnit.DAYS.between(FIRST, bounds.get(1)), 30);
            var part = adjoining(bounds.subList(0, 2), only -> "plan");
            assertThat(statement(part, plan, usage(true)).total()).as(part).isBetween(share.ofMoney(minimum),
                    share.ofMoney(cap).max(share.ofMoney(minimum)));
        }
    }

    @Test
    void whatIsForThePeriodAddsUpOverAnyPartitionOfIt() {
        for (var number = 0; number < CASES; number++) {
            var discount = BigDecimal.valueOf(random.nextInt(10_000), 2 + random.nextInt(3));
            var cap = BigDecimal.valueOf(random.nextInt(100_000), 2 + random.nextInt(3));
            // far enough above both that no part of it is below a part of them
            var fee = discount.add(cap).add(BigDecimal.valueOf(5_000 + random.nextInt(100_000), 2 + random.nextInt(2)));
            assertPartsAddUp("""
                    "charges": [{"kind": "flat", "name": "Fee", "amount": %s},
                                {"kind": "unit", "name": "Storage", "metric": "Storage", "price": 0},
                                {"kind": "unit", "name": "Peak", "metric": "Peak", "price": 0}],
                     "discounts": [{"name": "Voucher", "amount": %s}, {"name": "Cap", "cap": %s}]""".formatted(fee, discount,
                    cap));
            assertPartsAddUp("\"charges\": [{\"kind\": \"minimum\", \"name\": \"At least\", \"amount\": %s}]".formatted(fee));
        }
    }

    private void assertPartsAddUp(String pricing) {
        var metrics = """
                "metrics": [{"name": "Storage", "counter": "bytes", "type": "total", "units": "GB", "divisor": 7},
                            {"name": "Peak", "counter": "qps", "type": "rate", "units": "queries/s"}],\s""";
        var counters = UsageCounters.builder();
        var size = BigDecimal.valueOf(random.nextInt(1_000_000), random.nextInt(7));
        for (var day = FIRST; day.isBefore(FIRST.plusDays(30)); day = day.plusDays(1)) {
            counters.add(day, "bytes", "", size);
            counters.add(day, "qps", "", size);
        }
        var read = counters.build();
        var days = partition();
        var whole = statement(ALWAYS, id -> plan(id, metrics + pricing), read);
        var onePlan = statement(adjoining(days, part -> "plan"), id -> plan(id, metrics + pricing), read);
        var alike = statement(adjoining(days, part -> "plan" + part), id -> plan(id, metrics + pricing), read);

        assertThat(PricingTest.lines(onePlan)).as("adjoining parts of one plan, cut at %s", days)
                .isEqualTo(PricingTest.lines(whole));
        for (var name : List.of("Fee", "Storage", "Peak", "At least")) {
            assertThat(sum(named(alike, name).map(LineItem::total))).as("%s, cut at %s", name, days)
                    .isEqualByComparingTo(sum(named(whole, name).map(LineItem::total)));
        }
        for (var name : List.of("Storage", "Peak")) {
            assertThat(sum(named(alike, name).map(LineItem::quantity))).as("%s, cut at %s", name, days)
                    .isEqualByComparingTo(sum(named(whole, name).map(LineItem::quantity)));
        }
        for (var name : List.of("Voucher", "Cap")) {
            assertThat(off(alike, name)).as("%s, cut at %s", name, days).isEqualByComparingTo(off(whole, name));
        }
    }

    @Test
    void whatIsIncludedInThePartsIsWhatIsIncludedInTheWhole() {
        for (var number = 0; number < CASES; number++) {
            var included = BigDecimal.valueOf(random.nextInt(1_000_000), random.nextInt(7));
            var pricing = "\"charges\": [{\"kind\": \"unit\", \"metric\": \"Requests\", \"price\": 1, \"included\": %s}]"
                    .formatted(included);
            var days = partition();
            var counters = UsageCounters.builder();
            // more than the part of what is included that the day has, so that all of it is used up
            for (var day = FIRST; day.isBefore(FIRST.plusDays(30)); day = day.plusDays(1)) {
                counters.add(day, "requests", "", included.divide(BigDecimal.TEN, 6, RoundingMode.UP).add(BigDecimal.ONE));
            }
            var read = counters.build();
            var whole = statement(ALWAYS, id -> plan(id, pricing), read);
            var parts = statement(adjoining(days, part -> "plan" + part), id -> plan(id, pricing), read);
            assertThat(quantity(parts)).isEqualByComparingTo(quantity(whole));
        }
    }

    @Test
    void aVersionThatStartsLaterChangesNoByteOfAnEarlierPeriod() {
        for (var number = 0; number < CASES / 10; number++) {
            var pricing = "\"charges\": [%s]".formatted(anyCharges());
            var from = FIRST.plusDays(1L + random.nextInt(60));
            var versions = ", \"versions\": [{\"from\": \"%s\", %s}]".formatted(from,
                    "\"charges\": [{\"kind\": \"flat\", \"name\": \"Other\", \"amount\": 1}]");
            var part = randomPart();
            var counters = usage(true);
            var before = statement(part, plan(pricing), counters);
            var after = statement(part, plan(pricing + versions), counters);
            assertThat(BillingRequest.of(after).body(TIMESTAMP)).isEqualTo(BillingRequest.of(before).body(TIMESTAMP));
            assertThat(plan(pricing + versions).on(FIRST).hash()).isEqualTo(plan(pricing).on(FIRST).hash());
            assertThat(plan(pricing + versions).on(from).charges()).hasSize(1);
        }
    }

    @Test
    void allUsageIsChargedOrSaidToBeUncharged() {
        for (var number = 0; number < CASES; number++) {
            var ofResources = random.nextBoolean();
            var levels = ofResources ? List.of("\"resourceId\": \"a\", ", "\"resourceId\": \"b\", ") : List.of("");
            var subscriptions = new ArrayList<String>();
            for (var level : levels) {
                var bounds = partition();
                for (var part = 0; part + 1 < bounds.size(); part++) {
                    if (random.nextInt(4) > 0) { // otherwise nobody has these days
                        subscriptions
                                .add("{%s\"billingPlanId\": \"plan%d\", \"from\": \"%s\", \"until\": \"%s\"}".formatted(level,
                                        random.nextInt(3), bounds.get(part), bounds.get(part + 1)));
                    }
                }
            }
            var counters = UsageCounters.builder();
            var total = BigDecimal.ZERO;
            for (var day = FIRST; day.isBefore(FIRST.plusDays(30)); day = day.plusDays(1)) {
                for (var counter : List.of("x", "y", "z", "typo")) {
                    for (var resource : List.of("", "a", "b", "c")) {
                        var value = BigDecimal.valueOf(random.nextInt(3));
                        counters.add(day, counter, resource, value);
                        total = total.add(value);
                    }
                }
            }
            var read = counters.build();
            var subscribed = subscribed(String.join(", ", subscriptions), id -> threeCounters(id, true));
            var uncharged = uncharged(subscribed, read);
            var left = sum(Stream.concat(uncharged.unmapped().stream(), uncharged.unbilled().stream())
                    .map(UnchargedUsage.Counter::value));
            assertThat(quantity(statement(subscribed, read)).add(left)).as("%s", subscriptions).isEqualByComparingTo(total);
            assertThat(uncharged.unmapped()).as("in %s", subscriptions).extracting(UnchargedUsage.Counter::counter)
                    .contains("typo");
            // a metric without a charge is the plan's own choice: it names the counter
            assertThat(uncharged(subscribed(String.join(", ", subscriptions), id -> threeCounters(id, false)), read))
                    .isEqualTo(uncharged);
        }
    }

    @Test
    void everyCounterWithUsageIsMeteredOrUnmappedOrUnbilledWhateverTheLevelsAndVersions() {
        for (var number = 0; number < CASES; number++) {
            var parts = randomParts();
            var counters = UsageCounters.builder();
            var unmapped = new TreeSet<String>();
            var unbilledDays = new TreeMap<String, Integer>();
            for (var day = FIRST; day.isBefore(FIRST.plusDays(30)); day = day.plusDays(1)) {
                for (var counter : List.of("x", "y", "z", "typo")) {
                    for (var resource : List.of("", "a", "b")) {
                        var value = random.nextInt(4) - 1;
                        if (random.nextInt(3) > 0) {
                            continue; // nothing was counted
                        }
                        counters.add(day, counter, resource, BigDecimal.valueOf(value));
                        var date = day;
                        if (parts.stream().noneMatch(part -> part.names(counter))) {
                            unmapped.add(counter + "#" + resource);
                        } else if (value != 0 && parts.stream().noneMatch(part -> part.meters(counter, resource, date))) {
                            unbilledDays.merge(counter + "#" + resource, 1, Integer::sum);
                        }
                    }
                }
            }
            var subscribed = subscribed(parts.stream().map(Part::json).collect(Collectors.joining(", ")),
                    PricingPropertiesTest::laterNamesMore);
            var uncharged = uncharged(subscribed, counters.build());
            assertThat(uncharged.unmapped()).as("%s", parts).extracting(PricingPropertiesTest::key)
                    .containsExactlyInAnyOrderElementsOf(unmapped);
            assertThat(uncharged.unbilled().stream().collect(Collectors.toMap(PricingPropertiesTest::key,
                    UnchargedUsage.Counter::days))).as("%s", parts).isEqualTo(unbilledDays);
        }
    }

    private static String key(UnchargedUsage.Counter counter) {
        return counter.counter() + "#" + counter.resourceId().orElse("");
    }

    /** Days of one level, with gaps. */
    private List<Part> randomParts() {
        var parts = new ArrayList<Part>();
        for (var level : List.of("", "a", "b")) {
            var bounds = partition();
            for (var part = 0; part + 1 < bounds.size(); part++) {
                if (random.nextInt(3) == 0) {
                    parts.add(new Part(level, random.nextInt(3), bounds.get(part), bounds.get(part + 1)));
                }
            }
        }
        return parts;
    }

    /** A subscription as the table has it; plan 0 meters x, plan 1 x and y, plan 2 y, and from December on z. */
    private record Part(String level, int plan, LocalDate from, LocalDate until) {

        boolean names(String counter) {
            return counters().contains(counter) || (plan == 2 && counter.equals("z"));
        }

        boolean meters(String counter, String resource, LocalDate day) {
            return counters().contains(counter) && (level.isEmpty() || level.equals(resource)) && !day.isBefore(from)
                    && day.isBefore(until);
        }

        private List<String> counters() {
            return List.of(List.of("x"), List.of("x", "y"), List.of("y")).get(plan);
        }

        String json() {
            return "{%s\"billingPlanId\": \"plan%d\", \"from\": \"%s\", \"until\": \"%s\"}".formatted(
                    level.isEmpty() ? "" : "\"resourceId\": \"%s\", ".formatted(level), plan, from, until);
        }
    }

    private static BillingPlan laterNamesMore(String id) {
        var counters = new Part("", Integer.parseInt(id.substring("plan".length())), FIRST, FIRST).counters();
        return plan(id, "\"metrics\": [%s], \"versions\": [{\"from\": \"2026-12-01\", \"metrics\": [%s]}]".formatted(
                counters.stream().map(PricingPropertiesTest::metric).collect(Collectors.joining(", ")),
                id.equals("plan2") ? metric("z") : ""));
    }

    private static String metric(String counter) {
        return "{\"name\": \"%1$s\", \"counter\": \"%1$s\", \"type\": \"interval\", \"units\": \"u\"}".formatted(counter);
    }

    /** Plan 0 meters x, plan 1 x and y, plan 2 all three of x, y and z. */
    private static BillingPlan threeCounters(String id, boolean charged) {
        var names = List.of("x", "y", "z").subList(0, 1 + Integer.parseInt(id.substring("plan".length())));
        return plan(id, "\"metrics\": [%s], \"charges\": [%s]".formatted(
                names.stream().map(PricingPropertiesTest::metric).collect(Collectors.joining(", ")),
                charged ? names.stream().map("{\"kind\": \"unit\", \"metric\": \"%s\", \"price\": 1}"::formatted)
                        .collect(Collectors.joining(", ")) : ""));
    }

    @Test
    void theTiersOfAPartOfAPeriodHaveAllOfItsUsageHoweverCloseTheyLie() {
        for (var number = 0; number < CASES; number++) {
            var tiers = IntStream.range(0, 1 + random.nextInt(8)).map(tier -> 1 + random.nextInt(12)).sorted().distinct()
                    .mapToObj(upTo -> "{\"upTo\": %s, \"price\": 1}".formatted(BigDecimal.valueOf(upTo, 6).toPlainString()))
                    .collect(Collectors.joining(", "));
            var usage = BigDecimal.valueOf(random.nextInt(20), 6);
            var counters = UsageCounters.builder();
            var part = randomPart();
            counters.add(LocalDate.parse(part.substring(part.indexOf("from") + 8, part.indexOf("from") + 18)), "requests", "",
                    usage);
            var read = counters.build();
            var graduated = statement(part,
                    charge("{\"kind\": \"graduated\", \"metric\": \"Requests\", \"tiers\": [%s, {\"price\": 1}]}"
                            .formatted(tiers)),
                    read);
            assertThat(quantity(graduated)).as("%s of %s", usage, tiers).isEqualByComparingTo(usage);
            var volume = statement(part,
                    charge("{\"kind\": \"volume\", \"metric\": \"Requests\", \"tiers\": [%s, {\"price\": 1}]}"
                            .formatted(tiers)),
                    read);
            assertThat(quantity(volume)).isEqualByComparingTo(usage);
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
            var unit = cost(charge("{\"kind\": \"unit\", \"metric\": \"Requests\", \"price\": %s}".formatted(price)), usage);
            for (var kind : List.of("volume", "graduated")) {
                var tiered = cost(charge(
                        "{\"kind\": \"%s\", \"metric\": \"Requests\", \"tiers\": [{\"price\": %s}]}".formatted(kind, price)),
                        usage);
                assertThat(tiered).hasSize(1);
                assertThat(tiered.get(0).quantity()).isEqualTo(unit.get(0).quantity());
                assertThat(tiered.get(0).total()).isEqualTo(unit.get(0).total());
            }
        }
    }

    @Test
    void splittingASubscriptionAtAnyInstantKeepsTheSumOfItsUsage() {
        for (var number = 0; number < CASES; number++) {
            var counters = usage(false);
            var change = FIRST.plusDays(random.nextInt(31)).atStartOfDay(ZoneOffset.UTC).toInstant()
                    .plusSeconds(random.nextInt(86_400));
            Function<String, BillingPlan> plans = id -> plan(id,
                    "\"charges\": [{\"kind\": \"unit\", \"metric\": \"Requests\", \"price\": 1}]");
            var whole = statement(ALWAYS, plans, counters);
            var split = statement(
                    "{\"billingPlanId\": \"one\", \"until\": \"%1$s\"}, {\"billingPlanId\": \"two\", \"from\": \"%1$s\"}"
                            .formatted(change),
                    plans, counters);
            assertThat(quantity(split)).isEqualByComparingTo(quantity(whole));
            assertThat(split.usage()).as("the rows do not know of the change").isEqualTo(whole.usage());
        }
    }

    @Test
    void theOrderOfSubscriptionsInTheTableDoesNotMatter() {
        var plan = anyPlan();
        var subscriptions = new ArrayList<String>();
        for (var resource : List.of("a", "b", "c")) {
            subscriptions.add("{\"billingPlanId\": \"plan\", \"resourceId\": \"%s\", \"until\": \"2026-11-10T11:00:00Z\"}"
                    .formatted(resource));
            subscriptions.add("{\"billingPlanId\": \"other\", \"resourceId\": \"%s\", \"from\": \"2026-11-10T11:00:00Z\"}"
                    .formatted(resource));
        }
        var counters = usage(false);
        var lines = PricingTest.lines(statement(String.join(", ", subscriptions), plan, counters));
        for (var number = 0; number < 50; number++) {
            Collections.shuffle(subscriptions, random);
            assertThat(PricingTest.lines(statement(String.join(", ", subscriptions), plan, counters))).isEqualTo(lines);
        }
    }

    private static BigDecimal quantity(BillingStatement statement) {
        return sum(statement.items().stream().map(LineItem::quantity));
    }

    private static Stream<LineItem> named(BillingStatement statement, String name) {
        return statement.items().stream().filter(item -> item.name().equals(name));
    }

    private static BigDecimal off(BillingStatement statement, String name) {
        return sum(statement.discounts().stream().filter(discount -> discount.name().equals(name)).map(DiscountLine::amount));
    }

    private static BigDecimal sum(Stream<BigDecimal> values) {
        return values.reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal exact(List<LineItem> items) {
        return sum(items.stream().map(item -> item.price().multiply(item.quantity())));
    }

    private List<LineItem> cost(BillingPlan plan, BigDecimal usage) {
        var counters = UsageCounters.builder();
        counters.add(FIRST, "requests", "", usage);
        return statement(ALWAYS, plan, counters.build()).items();
    }

    private static BillingStatement statement(String subscriptions, BillingPlan plan, UsageCounters counters) {
        return statement(subscriptions, id -> new BillingPlan(id, plan.versions()), counters);
    }

    private static BillingStatement statement(String subscriptions, Function<String, BillingPlan> plans,
            UsageCounters counters) {
        return statement(subscribed(subscriptions, plans), counters);
    }

    private static BillingStatement statement(List<SubscribedPlan> subscribed, UsageCounters counters) {
        return BillingStatement.of(CALENDAR.day(FIRST.plusDays(29)), period(), CALENDAR, subscribed, counters);
    }

    private static UnchargedUsage uncharged(List<SubscribedPlan> subscribed, UsageCounters counters) {
        return BillingStatement.uncharged(CALENDAR.day(FIRST.plusDays(29)), period(), subscribed, counters);
    }

    private static BillingPeriod period() {
        return CALENDAR.periodOf(CALENDAR.day(FIRST));
    }

    private static List<SubscribedPlan> subscribed(String subscriptions, Function<String, BillingPlan> plans) {
        return PricingCase.of("{\"subscriptions\": [%s]}".formatted(subscriptions)).installation().subscriptions().stream()
                .map((Subscription subscription) -> new SubscribedPlan(subscription, plans.apply(subscription.billingPlanId())))
                .toList();
    }

    /** The bounds of at least one part of November. */
    private List<LocalDate> partition() {
        var bounds = IntStream.range(0, random.nextInt(6)).mapToObj(cut -> FIRST.plusDays(1L + random.nextInt(29)))
                .collect(Collectors.toCollection(TreeSet::new));
        bounds.add(FIRST);
        bounds.add(FIRST.plusDays(30));
        return List.copyOf(bounds);
    }

    private static String adjoining(List<LocalDate> bounds, Function<Integer, String> plan) {
        return IntStream.range(0, bounds.size() - 1)
                .mapToObj(part -> "{\"billingPlanId\": \"%s\", \"from\": \"%s\", \"until\": \"%s\"}".formatted(plan.apply(part),
                        bounds.get(part), bounds.get(part + 1)))
                .collect(Collectors.joining(", "));
    }

    private String randomPart() {
        var bounds = partition();
        return "{\"billingPlanId\": \"plan\", \"from\": \"%s\", \"until\": \"%s\"}".formatted(bounds.get(0), bounds.get(1));
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
        return charge(
                "{\"kind\": \"%s\", \"metric\": \"Requests\", \"tiers\": [{\"upTo\": %d, \"price\": %s}, {\"price\": %s}]}"
                        .formatted(kind, border, prices.get(0), prices.get(1)));
    }

    private BillingPlan anyPlan() {
        return plan("\"charges\": [%s, {\"kind\": \"minimum\", \"amount\": %s}], %s".formatted(anyCharges(), price(),
                "\"discounts\": [{\"name\": \"Share\", \"percent\": %d}, {\"name\": \"Amount\", \"amount\": %s}]"
                        .formatted(random.nextInt(101), price())));
    }

    private String anyCharges() {
        return """
                {"kind": "flat", "name": "Base", "amount": %s}, {"kind": "unit", "metric": "Requests", "price": %s, "included": %d},
                {"kind": "package", "metric": "Requests", "packageSize": %d, "price": %s},
                {"kind": "graduated", "metric": "Requests", "tiers": [{"upTo": %d, "price": %s, "flat": 1}, {"price": %s, "flat": 2}]},
                {"kind": "volume", "metric": "Requests", "tiers": [{"upTo": %d, "price": %s}, {"price": %s}]}"""
                .formatted(price(), price(), random.nextInt(100_000), 1 + random.nextInt(1000), price(),
                        1 + random.nextInt(100_000), price(), price(), 1 + random.nextInt(100_000), price(), price());
    }

    private BigDecimal price() {
        return BigDecimal.valueOf(random.nextInt(100_000), random.nextInt(8));
    }

    private static BillingPlan charge(String charge) {
        return plan("\"charges\": [%s]".formatted(charge));
    }

    private static BillingPlan plan(String pricing) {
        return plan("plan", pricing);
    }

    private static BillingPlan plan(String id, String pricing) {
        var metrics = pricing.startsWith("\"metrics\"") ? ""
                : "\"metrics\": [{\"name\": \"Requests\", \"counter\": \"requests\", \"type\": \"interval\", \"units\": \"requests\"}], ";
        return BillingPlan.read(
                PricingCase.item(PricingCase.json("{\"billingPlanId\": \"%s\", %s%s}".formatted(id, metrics, pricing))));
    }
}
