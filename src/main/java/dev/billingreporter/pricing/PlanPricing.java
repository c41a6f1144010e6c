package dev.billingreporter.pricing;

import dev.billingreporter.day.BillingCalendar;
import dev.billingreporter.day.BillingPeriod;
import dev.billingreporter.usage.MeteredUsage;
import dev.billingreporter.usage.Metric;
import dev.billingreporter.usage.UsageCounters;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** Prices one subscription's usage of one billing period up to the reported day. */
final class PlanPricing implements SubscriptionUsage {

    private final CoveredPlan plan;
    private final LocalDate usageEnd;
    private final BillingPeriod period;
    private final UsageCounters counters;
    private final StatementLines lines;
    private final Optional<Instant> start;
    private final Optional<Instant> end;
    private BigDecimal subtotal = Amounts.money(BigDecimal.ZERO);

    PlanPricing(CoveredPlan plan, LocalDate day, BillingPeriod period, BillingCalendar calendar, UsageCounters counters,
            StatementLines lines) {
        this.plan = plan;
        this.usageEnd = plan.metered().until().isAfter(day) ? day.plusDays(1) : plan.metered().until();
        this.period = period;
        this.counters = counters;
        this.lines = lines;
        if (plan.metered().from().equals(period.firstDay()) && plan.metered().until().equals(period.endDay())) {
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

    /** Adds the subscription's lines: its charges in the plan's order, its discounts, and its minimum last. */
    void price() {
        plan.version().charges().stream().filter(charge -> !charge.comesLast()).forEach(this::add);
        var total = subtotal;
        plan.version().discounts().forEach(discount -> add(discount, total));
        plan.version().charges().stream().filter(Charge::comesLast).forEach(this::add);
    }

    private void add(Charge charge) {
        for (var line : charge.lines(this)) {
            subtotal = subtotal.add(line.total());
            lines.add(new LineItem(plan.metered().billingPlanId(), plan.metered().resourceId(), start, end, line));
        }
    }

    private void add(Discount discount, BigDecimal total) {
        var share = share(discount.prorated());
        var left = subtotal;
        var wanted = discount.amountOff(total, left, share);
        var amount = wanted.min(left);
        if (amount.signum() > 0) {
            subtotal = left.subtract(amount);
            lines.add(new DiscountLine(plan.metered().billingPlanId(), plan.metered().resourceId(), start, end,
                    discount.name(), amount,
                    () -> discount.explanation(total, left, share) + " = " + wanted.toPlainString()
                            + (amount.compareTo(wanted) < 0
                                    ? "; no more than what is left of the lines' total: " + amount.toPlainString()
                                    : "")));
        }
    }

    @Override
    public ChargedUsage of(Metric metric, Share share) {
        return new ChargedUsage(MeteredUsage.of(counters, metric, plan.metered().resourceId(), plan.metered().from(),
                usageEnd, period.days()), share);
    }

    @Override
    public Share share(boolean prorated) {
        return prorated ? plan.share() : Share.WHOLE;
    }

    @Override
    public String periodUnits() {
        // as many days as the period was given, even where a change of the cycle cuts it short
        var end = period.firstDay().plusDays(period.days());
        var isMonth = period.firstDay().plusMonths(1).equals(end) || end.minusMonths(1).equals(period.firstDay());
        return isMonth ? "month" : "period";
    }

    @Override
    public BigDecimal subtotal() {
        return subtotal;
    }
}
