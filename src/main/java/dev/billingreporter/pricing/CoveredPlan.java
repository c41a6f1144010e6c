package dev.billingreporter.pricing;

import dev.billingreporter.day.BillingCalendar;
import dev.billingreporter.day.BillingPeriod;
import dev.billingreporter.usage.MeteredSubscription;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * A plan, and the days of one billing period on which it applies.
 *
 * @param plan the plan
 * @param metered whose usage, and the days; none when {@code from} is not before {@code until}
 */
record CoveredPlan(BillingPlan plan, MeteredSubscription metered) {

    static CoveredPlan of(SubscribedPlan subscribed, BillingPeriod period, BillingCalendar calendar) {
        var subscription = subscribed.subscription();
        var from = subscription.firstDay(calendar);
        var until = subscription.endDay(calendar);
        return new CoveredPlan(subscribed.plan(), new MeteredSubscription(subscription.resourceId(),
                from.isBefore(period.firstDay()) ? period.firstDay() : from,
                until.isAfter(period.endDay()) ? period.endDay() : until,
                subscribed.plan().metrics().all()));
    }

    /** Whether it applies to a day of the period that is not after {@code day}. */
    boolean hasStartedBy(LocalDate day) {
        return metered.from().isBefore(metered.until()) && !metered.from().isAfter(day);
    }

    int days() {
        return (int) ChronoUnit.DAYS.between(metered.from(), metered.until());
    }

    boolean coversAllOf(BillingPeriod period) {
        return metered.from().equals(period.firstDay()) && metered.until().equals(period.endDay());
    }
}
