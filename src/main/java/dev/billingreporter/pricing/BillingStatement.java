package dev.billingreporter.pricing;

import dev.billingreporter.day.BillingCalendar;
import dev.billingreporter.day.BillingPeriod;
import dev.billingreporter.day.UsageDay;
import dev.billingreporter.usage.DailyUsage;
import dev.billingreporter.usage.UnchargedUsage;
import dev.billingreporter.usage.UsageCounters;
import dev.billingreporter.usage.UsageRollup;
import dev.billingreporter.usage.UsageRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * All that a submission says of one usage day: running values from the billing period's first day to this one. The same
 * plans, subscriptions and counters always give the same statement, in the same order.
 *
 * @param day the reported day
 * @param period the billing period it belongs to
 * @param usage what was used
 * @param items what it costs
 * @param discounts what is taken off
 * @param remarks which plans price it, and what is not charged, in words; made when it is asked for
 */
public record BillingStatement(UsageDay day, BillingPeriod period, List<UsageRow> usage, List<LineItem> items,
        List<DiscountLine> discounts, Supplier<Remarks> remarks) {

    public BillingStatement {
        Objects.requireNonNull(day);
        Objects.requireNonNull(period);
        usage = List.copyOf(usage);
        items = List.copyOf(items);
        discounts = List.copyOf(discounts);
        Objects.requireNonNull(remarks);
    }

    /**
     * What there is to say beside the lines.
     *
     * @param plans the subscriptions that have a part of the period's days, or that a dated version of their plan prices
     * @param uncharged what was counted and is not charged
     */
    public record Remarks(List<String> plans, List<String> uncharged) {

        public Remarks {
            plans = List.copyOf(plans);
            uncharged = List.copyOf(uncharged);
        }
    }

    /**
     * The statement for one day.
     *
     * @param day the reported day
     * @param period the billing period it belongs to
     * @param calendar the installation's days
     * @param subscriptions the installation's subscriptions, in any order; those that have no day of the period up to the
     *        reported one make no line
     * @param counters what was counted
     * @throws StatementTooLargeException if it has more lines than a request may have
     */
    public static BillingStatement of(UsageDay day, BillingPeriod period, BillingCalendar calendar,
            List<SubscribedPlan> subscriptions, UsageCounters counters) {
        var plans = CoveredPlan.of(subscriptions, period, day.date());
        var lines = new StatementLines(day.date());
        UsageRollup.rows(period, day.date(), plans.stream().map(CoveredPlan::metered).toList(), counters, lines::add);
        plans.forEach(plan -> new PlanPricing(plan, day.date(), period, calendar, counters, lines).price());
        return new BillingStatement(day, period, lines.usage(), lines.items(), lines.discounts(),
                () -> new Remarks(plans.stream().flatMap(plan -> plan.explanation().stream()).toList(),
                        uncharged(day, period, subscriptions, counters).explanation()));
    }

    /**
     * What was counted in the period up to the day, and is charged to nobody.
     *
     * @param subscriptions all of the installation's subscriptions, whatever their days
     */
    public static UnchargedUsage uncharged(UsageDay day, BillingPeriod period, List<SubscribedPlan> subscriptions,
            UsageCounters counters) {
        var plans = new HashMap<String, BillingPlan>();
        subscriptions.forEach(subscribed -> plans.put(subscribed.plan().billingPlanId(), subscribed.plan()));
        var named = new HashSet<String>();
        plans.values().forEach(plan -> named.addAll(plan.counters()));
        return UnchargedUsage.of(period, day.date(), named,
                CoveredPlan.of(subscriptions, period, day.date()).stream().map(CoveredPlan::metered).toList(), counters);
    }

    /** The usage rows of the day's statement, each with the values of its days; for a chart. */
    public static List<DailyUsage> dailyUsage(UsageDay day, BillingPeriod period, List<SubscribedPlan> subscriptions,
            UsageCounters counters) {
        return UsageRollup.daily(period, day.date(),
                CoveredPlan.of(subscriptions, period, day.date()).stream().map(CoveredPlan::metered).toList(), counters);
    }

    /** What all lines less all discounts come to: 2 decimals. */
    public BigDecimal total() {
        var total = Amounts.money(BigDecimal.ZERO);
        for (var item : items) {
            total = total.add(item.total());
        }
        for (var discount : discounts) {
            total = total.subtract(discount.amount());
        }
        return total;
    }

    /** How each figure came about, a line each, in words that a customer can follow with the request at hand. */
    public List<String> explanation() {
        var lines = new ArrayList<String>();
        lines.add("Usage day %s, billing period from %s to %s (%d days)".formatted(day.date(), period.firstDay(),
                period.endDay().minusDays(1), period.days()));
        var said = remarks.get();
        lines.addAll(said.plans());
        for (var item : items) {
            lines.add("%s%s: %s".formatted(item.name(), scope(item.billingPlanId(), item.resourceId().orElse("")),
                    item.explanation()));
        }
        for (var discount : discounts) {
            lines.add("%s%s: %s".formatted(discount.name(),
                    scope(discount.billingPlanId(), discount.resourceId().orElse("")), discount.explanation()));
        }
        lines.addAll(said.uncharged());
        return lines;
    }

    private static String scope(String billingPlanId, String resourceId) {
        return resourceId.isEmpty() ? " (plan %s)".formatted(billingPlanId)
                : " (plan %s, resource %s)".formatted(billingPlanId, resourceId);
    }
}
