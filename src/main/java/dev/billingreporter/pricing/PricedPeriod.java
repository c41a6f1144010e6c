package dev.billingreporter.pricing;

import dev.billingreporter.day.BillingPeriod;
import dev.billingreporter.day.UsageDay;
import dev.billingreporter.usage.Metric;
import dev.billingreporter.usage.MetricType;
import dev.billingreporter.usage.UsageCounters;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What priced a billing period up to a day, kept to notice when it changes although nothing of a running period should.
 *
 * @param start the period's first instant
 * @param end the first instant of the next period
 * @param plans the plans that price it, by their ids: the {@link PlanVersion#hash() hash} of the version in force
 * @param counted the values of the interval counters that these plans name, added up over days and resources, each once,
 *        in counter units
 */
public record PricedPeriod(Instant start, Instant end, SortedMap<String, String> plans, BigDecimal counted) {

    public PricedPeriod {
        Objects.requireNonNull(start);
        Objects.requireNonNull(end);
        plans = Collections.unmodifiableSortedMap(new TreeMap<>(plans));
        Objects.requireNonNull(counted);
    }

    /**
     * The period up to a day.
     *
     * @param day the reported day
     * @param period the billing period it belongs to
     * @param subscriptions the installation's subscriptions, in any order, whatever their days
     * @param counters what was counted
     */
    public static PricedPeriod of(UsageDay day, BillingPeriod period, List<SubscribedPlan> subscriptions,
            UsageCounters counters) {
        var covered = CoveredPlan.of(subscriptions, period, day.date());
        var plans = new TreeMap<String, String>();
        covered.forEach(plan -> plans.put(plan.metered().billingPlanId(), plan.version().hash()));
        var intervals = covered.stream().flatMap(plan -> plan.metered().metrics().stream())
                .filter(metric -> metric.type() == MetricType.INTERVAL).map(Metric::counter)
                .collect(Collectors.toUnmodifiableSet());
        return new PricedPeriod(period.start(), period.end(), plans,
                counters.sum(intervals, period.firstDay(), day.date()));
    }

    /** Whether a plan's version in force is another than it was when the same period was last accepted. */
    public boolean isRepricedSince(PricedPeriod accepted) {
        return start.equals(accepted.start) && accepted.plans.entrySet().stream()
                .anyMatch(plan -> !plans.getOrDefault(plan.getKey(), plan.getValue()).equals(plan.getValue()));
    }

    /** Whether less was counted than when the same period was last accepted. */
    public boolean isDecreasedSince(PricedPeriod accepted) {
        return start.equals(accepted.start) && counted.compareTo(accepted.counted) < 0;
    }
}
