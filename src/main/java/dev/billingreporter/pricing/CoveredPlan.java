package dev.billingreporter.pricing;

import dev.billingreporter.day.BillingPeriod;
import dev.billingreporter.usage.MeteredSubscription;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A subscription that has days of one billing period, and the version of its plan that prices them.
 *
 * @param version the plan's version in force on the period's first day
 * @param metered whose usage, and the days
 * @param share these days' part of the period
 */
record CoveredPlan(PlanVersion version, MeteredSubscription metered, Share share) {

    /** The order of a statement's lines: no two of one resource and plan have a day in common. */
    private static final Comparator<CoveredPlan> ORDER = Comparator
            .comparing((CoveredPlan plan) -> plan.metered().resourceId().orElse(""))
            .thenComparing(plan -> plan.metered().from())
            .thenComparing(plan -> plan.metered().billingPlanId());

    /** Those that have a day of the period up to {@code day}, in the order of their lines. */
    static List<CoveredPlan> of(List<SubscribedPlan> subscriptions, BillingPeriod period, LocalDate day) {
        return subscriptions.stream()
                .filter(subscribed -> subscribed.subscription().hasDays(period.firstDay(), day.plusDays(1)))
                .map(subscribed -> of(subscribed, period)).sorted(ORDER).toList();
    }

    private static CoveredPlan of(SubscribedPlan subscribed, BillingPeriod period) {
        var subscription = subscribed.subscription();
        var from = subscription.firstDay().isBefore(period.firstDay()) ? period.firstDay() : subscription.firstDay();
        var until = subscription.endDay().isAfter(period.endDay()) ? period.endDay() : subscription.endDay();
        var version = subscribed.plan().on(period.firstDay());
        return new CoveredPlan(version,
                new MeteredSubscription(subscribed.plan().billingPlanId(), subscription.resourceId(),
                        subscription.from().orElse(Instant.MIN), from, until, version.metrics().all()),
                new Share((int) ChronoUnit.DAYS.between(period.firstDay(), from),
                        (int) ChronoUnit.DAYS.between(period.firstDay(), until), period.days()));
    }

    /** Which of the period's days it has, and which version prices them; empty where that is all days and the only one. */
    Optional<String> explanation() {
        if (share.isWhole() && version.from().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("Plan %s for %s: %s to %s, %s%s".formatted(metered.billingPlanId(),
                metered.resourceId().map(id -> "resource " + id).orElse("the whole installation"), metered.from(),
                metered.until().minusDays(1), share.isWhole() ? "all days" : share,
                version.from().map(from -> ", priced by its version from " + from).orElse("")));
    }
}
