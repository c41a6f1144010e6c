package dev.billingreporter.run;

import dev.billingreporter.checkpoint.Checkpoint;
import dev.billingreporter.day.BillingCalendar;
import dev.billingreporter.day.DaySelection;
import dev.billingreporter.day.UsageDay;
import dev.billingreporter.dynamodb.BillingPlanTable;
import dev.billingreporter.dynamodb.UsageCounterTable;
import dev.billingreporter.installation.Installation;
import dev.billingreporter.pricing.BillingStatement;
import dev.billingreporter.pricing.SubscribedPlan;
import dev.billingreporter.request.BillingRequest;
import dev.billingreporter.usage.UsageCounters;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The statements of one installation for the days of a run, all from one reading of its counters: one query that covers
 * the billing periods of all these days.
 */
final class Statements {

    private final BillingCalendar calendar;
    private final List<SubscribedPlan> subscriptions;
    private final UsageCounters counters;

    /**
     * Reads the counters.
     *
     * @throws dev.billingreporter.dynamodb.TableException if they cannot be read
     * @throws dev.billingreporter.item.InvalidItemException if one of them cannot be used
     * @throws UnusablePlanException if a plan that applies cannot be used
     */
    Statements(Installation installation, BillingPlanTable.Plans plans, DaySelection selection, Checkpoint checkpoint,
            UsageCounterTable table) {
        this.calendar = installation.calendar();
        var closed = checkpoint.days().headMap(selection.openFrom()).keySet().stream().filter(calendar::hasDay)
                .map(calendar::day);
        var days = Stream.concat(closed, selection.days().stream().map(DaySelection.Day::day)).toList();
        var first = days.stream().map(day -> calendar.periodOf(day).firstDay()).min(LocalDate::compareTo);
        var last = days.stream().map(UsageDay::date).max(LocalDate::compareTo);
        if (first.isEmpty() || last.isEmpty()) {
            this.subscriptions = List.of();
            this.counters = UsageCounters.builder().build();
        } else {
            this.subscriptions = subscribedPlans(installation, plans, first.get(), last.get());
            this.counters = table.read(installation.installationId(), first.get(), last.get());
        }
    }

    /** The statement for one day. */
    BillingStatement statement(UsageDay day) {
        return BillingStatement.of(day, calendar.periodOf(day), calendar, subscriptions, counters);
    }

    /** The request for one day. */
    BillingRequest request(UsageDay day) {
        return BillingRequest.of(statement(day));
    }

    /** How many counters of the day's billing period no plan's metric names. */
    int unmappedCounters(UsageDay day) {
        return BillingStatement.uncharged(day, calendar.periodOf(day), subscriptions, counters).unmappedCounters();
    }

    /** The subscriptions with their plans; a plan that cannot be used names nothing, where no day read needs it. */
    private static List<SubscribedPlan> subscribedPlans(Installation installation, BillingPlanTable.Plans plans,
            LocalDate first, LocalDate last) {
        var subscribed = new ArrayList<SubscribedPlan>();
        for (var subscription : installation.subscriptions()) {
            if (plans.get(subscription.billingPlanId()) instanceof BillingPlanTable.Entry.Usable usable) {
                subscribed.add(new SubscribedPlan(subscription, usable.plan()));
            } else if (subscription.hasDays(first, last.plusDays(1))
                    && plans.get(subscription.billingPlanId()) instanceof BillingPlanTable.Entry.Unusable unusable) {
                throw new UnusablePlanException(unusable.message());
            }
        }
        return subscribed;
    }
}
