package dev.billingreporter.decision;

import dev.billingreporter.checkpoint.Checkpoint;
import dev.billingreporter.day.BillingCalendar;
import dev.billingreporter.day.DaySelection;
import dev.billingreporter.day.UsageDay;
import dev.billingreporter.installation.Installation;
import dev.billingreporter.pricing.BillingPlans;
import dev.billingreporter.pricing.BillingStatement;
import dev.billingreporter.pricing.SubscribedPlan;
import dev.billingreporter.request.BillingRequest;
import dev.billingreporter.usage.UsageCounters;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The statements of one installation for the days of a run, all from one reading of its counters. */
public final class Statements {

    private final BillingCalendar calendar;
    private final List<SubscribedPlan> subscriptions;
    private final UsageCounters counters;

    private Statements(BillingCalendar calendar, List<SubscribedPlan> subscriptions, UsageCounters counters) {
        this.calendar = calendar;
        this.subscriptions = subscriptions;
        this.counters = counters;
    }

    /**
     * The days whose counters are needed.
     *
     * @param first the first one
     * @param last the last one
     */
    public record CountedDays(LocalDate first, LocalDate last) {
    }

    /** The counters that the statements of a run need: those of the billing periods of its days; empty without any day. */
    public static Optional<CountedDays> needed(BillingCalendar calendar, Checkpoint checkpoint, DaySelection selection) {
        var closed = checkpoint.days().headMap(selection.openFrom()).keySet().stream().filter(calendar::hasDay)
                .map(calendar::day);
        var days = Stream.concat(closed, selection.days().stream().map(DaySelection.Day::day)).toList();
        var first = days.stream().map(day -> calendar.periodOf(day).firstDay()).min(LocalDate::compareTo);
        var last = days.stream().map(UsageDay::date).max(LocalDate::compareTo);
        return first.flatMap(from -> last.map(to -> new CountedDays(from, to)));
    }

    /** Without any day. */
    public static Statements none(BillingCalendar calendar) {
        return new Statements(calendar, List.of(), UsageCounters.builder().build());
    }

    /**
     * Of these counters.
     *
     * @throws dev.billingreporter.item.InvalidItemException if a plan that applies cannot be used
     */
    public static Statements of(Installation installation, BillingPlans plans, CountedDays days, UsageCounters counters) {
        var calendar = installation.calendar();
        var subscribed = new ArrayList<SubscribedPlan>();
        for (var subscription : installation.subscriptions()) {
            if (!subscription.firstDay(calendar).isAfter(days.last()) && subscription.endDay(calendar).isAfter(days.first())) {
                subscribed.add(new SubscribedPlan(subscription, plans.get(subscription.billingPlanId()).orElseThrow()));
            }
        }
        return new Statements(calendar, subscribed, counters);
    }

    /** The statement for one day. */
    BillingStatement statement(UsageDay day) {
        return BillingStatement.of(day, calendar.periodOf(day), calendar, subscriptions, counters);
    }

    /** The hash of the request for one day. */
    String contentHash(UsageDay day) {
        return BillingRequest.of(statement(day)).contentHash();
    }

    /** How many counters of the day's billing period no plan's metric names. */
    int unmappedCounters(UsageDay day) {
        return BillingStatement.unmappedCounters(day, calendar.periodOf(day), subscriptions, counters).size();
    }
}
