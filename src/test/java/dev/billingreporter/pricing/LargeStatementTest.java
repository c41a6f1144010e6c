package dev.billingreporter.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.billingreporter.day.BillingCalendar;
import dev.billingreporter.day.BillingCycle;
import dev.billingreporter.installation.Subscription;
import dev.billingreporter.usage.UsageCounters;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LargeStatementTest {

    private static final BillingCalendar CALENDAR = new BillingCalendar(ZoneOffset.UTC, new BillingCycle.Anchored(1));
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

    @Test
    void aStatementOfAsManyLinesAsARequestMayHaveIsBuilt() {
        // a row and a line for each of 9,999 resources, a row for the installation, and one more line of 0
        var statement = statement(
                subscriptions(9_999, requests("{\"kind\": \"unit\", \"metric\": \"Requests\", \"price\": 1}")),
                counters(0));
        assertThat(statement.usage()).hasSize(10_000);
        assertThat(statement.items()).hasSize(9_999);
    }

    @Test
    void oneWithMoreRowsIsRefused() {
        assertThatThrownBy(() -> statement(subscriptions(20_000, requests("")), counters(0)))
                .isInstanceOf(StatementTooLargeException.class)
                .hasMessage(
                        "the request for 2026-11-22 is too large: it may have 20000 lines (items, discounts and usage rows),"
                                + " but has at least 20001 usage rows, 0 items and 0 discounts");
    }

    @Test
    void fiveThousandSubscriptionsToAPlanOfAThousandTiersAreRefusedWithLittleMemory() {
        var tiers = IntStream.rangeClosed(1, 999).mapToObj("{\"upTo\": %d, \"price\": 1}, "::formatted)
                .collect(Collectors.joining()) + "{\"price\": 1}";
        var subscriptions = subscriptions(5_000,
                requests("{\"kind\": \"graduated\", \"metric\": \"Requests\", \"tiers\": [%s]}".formatted(tiers)));
        var counters = counters(5_000);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var before = threads.getCurrentThreadAllocatedBytes();

        assertThatThrownBy(() -> statement(subscriptions, counters)).isInstanceOf(StatementTooLargeException.class)
                .hasMessageContaining("has at least 5001 usage rows, 15000 items and 0 discounts");

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).as("bytes allocated").isLessThan(64 << 20);
    }

    private static BillingStatement statement(List<SubscribedPlan> subscriptions, UsageCounters counters) {
        var day = CALENDAR.day(DAY);
        return BillingStatement.of(day, CALENDAR.periodOf(day), CALENDAR, subscriptions, counters);
    }

    private static List<SubscribedPlan> subscriptions(int number, BillingPlan plan) {
        return IntStream.range(0, number).mapToObj(resource -> new SubscribedPlan(
                new Subscription("plan", Optional.of("db_" + resource), Optional.empty(), LocalDate.of(2026, 11, 16),
                        LocalDate.MAX),
                plan)).toList();
    }

    private static UsageCounters counters(int resources) {
        var counters = UsageCounters.builder();
        for (var resource = 0; resource < resources; resource++) {
            counters.add(DAY, "requests", "db_" + resource, BigDecimal.valueOf(2_000));
        }
        return counters.build();
    }

    private static BillingPlan requests(String charges) {
        return BillingPlan.read(PricingCase.item(PricingCase.json("""
                {"billingPlanId": "plan", "charges": [%s],
                 "metrics": [{"name": "Requests", "counter": "requests", "type": "interval", "units": "requests"}]}"""
                .formatted(charges))));
    }
}
