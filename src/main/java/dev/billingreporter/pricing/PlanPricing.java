package dev.billingreporter.pricing;

import dev.billingreporter.day.BillingCalendar;
import dev.billingreporter.day.BillingPeriod;
import dev.billingreporter.usage.MeteredUsage;
import dev.billingreporter.usage.Metric;
import dev.billingreporter.usage.UsageCounters;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Prices one subscription's usage of one billing period up to the reported day. */
final class PlanPricing implements SubscriptionUsage {

    private final CoveredPlan plan;
    private final LocalDate usageEnd;
    private final BillingPeriod period;
    private final UsageCounters counters;
    private final List<LineItem> items;
    private final List<DiscountLine> discounts;
    private final Optional<Instant> start;
    private final Optional<Instant> end;
    private BigDecimal subtotal = Amounts.money(BigDecimal.ZERO);

    PlanPricing(CoveredPlan plan, LocalDate day, BillingPeriod period, BillingCalendar calendar, UsageCounters counters,
            List<LineItem> items, List<DiscountLine> discounts) {
        this.plan = plan;
        this.usageEnd = plan.metered().until().isAfter(day) ? day.plusDays(1) : plan.metered().until();
        this.period = period;
        this.counters = counters;
        this.items = items;
        this.discounts = discounts;
        if (plan.coversAllOf(period)) {
            this.start = Optional.empty();
            this.end = Optional.empty();
        } else {
            // the period's own bounds where it begins or ends, as they need not be midnights
            this.start = Optional.of(
                    plan.metered().from().equals(period.firstDay()) ? period.start() : calendar.startOf(plan.metered().from()));
            this.end = Optional.of(
                    plan.metered().until().equals(period.endDay()) ? period.end() : calendar.startOf(plan.metered().until()));
        }
    }

    /** Adds the subscription's lines: its charges in the plan's order, then its discounts. */
    void price() {
        plan.plan().charges().stream().filter(charge -> !charge.comesLast()).forEach(this::add);
        plan.plan().charges().stream().filter(Charge::comesLast).forEach(this::add);
        var left = subtotal;
        for (var discount : plan.plan().discounts()) {
            left = left.subtract(add(discount, left));
        }
    }

    private void add(Charge charge) {
        for (var line : charge.lines(this)) {
            subtotal = subtotal.add(line.total());
            items.add(new LineItem(plan.plan().billingPlanId(), plan.metered().resourceId(), start, end, line));
        }
    }

    private BigDecimal add(Discount discount, BigDecimal left) {
        var total = subtotal;
        var wanted = discount.amountOff(total);
        var amount = wanted.min(left);
        discounts.add(
                new DiscountLine(plan.plan().billingPlanId(), plan.metered().resourceId(), start, end, discount.name(), amount,
                        () -> discount.explanation(total) + " = " + wanted.toPlainString()
                                + (amount.compareTo(wanted) < 0
                                        ? "; no more than what is left of the items' total: " + amount.toPlainString()
                                        : "")));
        return amount;
    }

    @Override
    public MeteredUsage of(Metric metric) {
        return MeteredUsage.of(counters, metric, plan.metered().resourceId(), plan.metered().from(), usageEnd);
    }

    @Override
    public int coveredDays() {
        return plan.days();
    }

    @Override
    public int periodDays() {
        return period.days();
    }

    @Override
    public BigDecimal subtotal() {
        return subtotal;
    }
}
