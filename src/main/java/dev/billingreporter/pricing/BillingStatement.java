package dev.billingreporter.pricing;

import dev.billingreporter.day.BillingCalendar;
import dev.billingreporter.day.BillingPeriod;
import dev.billingreporter.day.UsageDay;
import dev.billingreporter.usage.UsageCounters;
import dev.billingreporter.usage.UsageRollup;
import dev.billingreporter.usage.UsageRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * All that a submission says of one usage day: running values from the billing period's first day to this one. The same
 * plans, subscriptions and counters always give the same statement, in the same order.
 *
 * @param day the reported day
 * @param period the billing period it belongs to
 * @param usage what was used
 * @param items what it costs
 * @param discounts what is taken off
 */
public record BillingStatement(UsageDay day, BillingPeriod period, List<UsageRow> usage, List<LineItem> items,
        List<DiscountLine> discounts) {

    private static final Comparator<CoveredPlan> PLAN_ORDER = Comparator
            .comparing((CoveredPlan plan) -> plan.metered().resourceId().orElse(""))
            .thenComparing(plan -> plan.metered().from())
            .thenComparing(plan -> plan.plan().billingPlanId())
            .thenComparing(plan -> plan.metered().until());

    public BillingStatement {
        Objects.requireNonNull(day);
        Objects.requireNonNull(period);
        usage = List.copyOf(usage);
        items = List.copyOf(items);
        discounts = List.copyOf(discounts);
    }

    /**
     * The statement for one day.
     *
     * @param day the reported day
     * @param period the billing period it belongs to
     * @param calendar the installation's days
     * @param subscriptions the installation's subscriptions, in any order; those that do not touch the period up to the
     *        day are passed by
     * @param counters what was counted
     */
    public static BillingStatement of(UsageDay day, BillingPeriod period, BillingCalendar calendar,
            List<SubscribedPlan> subscriptions, UsageCounters counters) {
        var plans = subscriptions.stream().map(subscribed -> CoveredPlan.of(subscribed, period, calendar))
                .filter(plan -> plan.hasStartedBy(day.date())).sorted(PLAN_ORDER).toList();
        var usage = UsageRollup.rows(period.firstDay(), day.date(), plans.stream().map(CoveredPlan::metered).toList(),
                counters);
        var items = new ArrayList<LineItem>();
        var discounts = new ArrayList<DiscountLine>();
        for (var plan : plans) {
            new PlanPricing(plan, day.date(), period, calendar, counters, items, discounts).price();
        }
        return new BillingStatement(day, period, usage, items, discounts);
    }

    /** The names of the counters of the period, up to the day, that no metric of the subscriptions' plans names. */
    public static Set<String> unmappedCounters(UsageDay day, BillingPeriod period, List<SubscribedPlan> subscriptions,
            UsageCounters counters) {
        return UsageRollup.unmappedCounters(period.firstDay(), day.date(),
                subscriptions.stream().flatMap(subscribed -> subscribed.plan().metrics().all().stream()), counters);
    }

    /** How each figure came about, a line each, in words that a customer can follow with the request at hand. */
    public List<String> explanation() {
        var lines = new ArrayList<String>();
        lines.add("Usage day %s, billing period from %s to %s (%d days)".formatted(day.date(), period.firstDay(),
                period.endDay().minusDays(1), period.days()));
        for (var item : items) {
            lines.add("%s%s: %s; %s × %s per %s = %s, rounded half up: %s".formatted(item.name(),
                    scope(item.billingPlanId(), item.resourceId().orElse("")),
                    item.line().calculation().get(), item.quantity().toPlainString(), item.price().toPlainString(),
                    item.units(),
                    item.price().multiply(item.quantity()).stripTrailingZeros().toPlainString(), item.total().toPlainString()));
        }
        for (var discount : discounts) {
            lines.add("%s%s: %s".formatted(discount.name(), scope(discount.billingPlanId(), discount.resourceId().orElse("")),
                    discount.calculation().get()));
        }
        return lines;
    }

    private static String scope(String billingPlanId, String resourceId) {
        return resourceId.isEmpty() ? " (plan %s)".formatted(billingPlanId)
                : " (plan %s, resource %s)".formatted(billingPlanId, resourceId);
    }
}
