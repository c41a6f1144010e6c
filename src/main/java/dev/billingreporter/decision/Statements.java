package dev.billingreporter.decision;

import dev.billingreporter.checkpoint.Checkpoint;
import dev.billingreporter.day.BillingPeriod;
import dev.billingreporter.day.BillingPeriods;
import dev.billingreporter.day.DaySelection;
import dev.billingreporter.day.DaySelection.DueDay;
import dev.billingreporter.day.MissedDays;
import dev.billingreporter.day.UsageDay;
import dev.billingreporter.installation.Installation;
import dev.billingreporter.item.InvalidItemException;
import dev.billingreporter.item.Parsed;
import dev.billingreporter.pricing.BillingPlan;
import dev.billingreporter.pricing.BillingPlans;
import dev.billingreporter.pricing.BillingStatement;
import dev.billingreporter.pricing.PricedPeriod;
import dev.billingreporter.pricing.StatementTooLargeException;
import dev.billingreporter.pricing.SubscribedPlan;
import dev.billingreporter.request.BillingRequest;
import dev.billingreporter.usage.UsageCounters;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The statements of one installation for the days of a run, all from one reading of its counters.
 *
 * @param installation whose
 * @param plans its billing plans
 * @param periods its billing periods
 * @param counters what was counted
 */
public record Statements(Installation installation, BillingPlans plans, BillingPeriods periods, UsageCounters counters) {

    public Statements {
        Objects.requireNonNull(installation);
        Objects.requireNonNull(plans);
        Objects.requireNonNull(periods);
        Objects.requireNonNull(counters);
    }

    /**
     * The days whose counters are needed.
     *
     * @param first the first one
     * @param strictFrom the first one of the days that are sent: what is wrong with earlier ones stops nothing
     * @param last the last one
     */
    public record CountedDays(LocalDate first, LocalDate strictFrom, LocalDate last) {
    }

    /**
     * The counters that the statements of a run need: those of the billing periods of its days, and of the closed ones that
     * are still to be checked; empty without any day.
     */
    public static Optional<CountedDays> needed(Checkpoint checkpoint, DaySelection selection, List<UsageDay> uncounted,
            BillingPeriods periods) {
        var due = selection.days().stream().map(DueDay::day).toList();
        var closed = uncounted.stream().filter(day -> checkpoint.days().containsKey(day.date())).toList();
        var last = Stream.concat(closed.stream(), due.stream()).map(UsageDay::date).max(LocalDate::compareTo);
        var strictFrom = first(due, periods);
        return last.map(day -> new CountedDays(
                Stream.concat(first(closed, periods).stream(), strictFrom.stream()).min(LocalDate::compareTo).orElse(day),
                strictFrom.orElse(day.plusDays(1)), day));
    }

    private static Optional<LocalDate> first(List<UsageDay> days, BillingPeriods periods) {
        return days.stream().flatMap(day -> periods.of(day).stream()).map(BillingPeriod::firstDay).min(LocalDate::compareTo);
    }

    /**
     * The statement for one day, whose billing period is known.
     *
     * @throws InvalidItemException if a plan that applies cannot be used
     */
    BillingStatement statement(UsageDay day) {
        var period = periods.of(day).orElseThrow();
        return BillingStatement.of(day, period, installation.calendar(), subscriptions(period, day), counters);
    }

    /** With their plans. One that cannot be used names nothing, unless a day of the period up to this one needs it. */
    private List<SubscribedPlan> subscriptions(BillingPeriod period, UsageDay day) {
        var subscribed = new ArrayList<SubscribedPlan>();
        for (var subscription : installation.subscriptions()) {
            var plan = plans.get(subscription.billingPlanId());
            if (plan instanceof Parsed.Usable<BillingPlan> || subscription.hasDays(period.firstDay(), day.date().plusDays(1))) {
                subscribed.add(new SubscribedPlan(subscription, plan.orElseThrow()));
            }
        }
        return subscribed;
    }

    /** The running period, up to the current day, whose billing period is known. */
    CurrentPeriod currentPeriod(UsageDay today) {
        var period = periods.of(today).orElseThrow();
        var subscriptions = subscriptions(period, today);
        return new CurrentPeriod(PricedPeriod.of(today, period, subscriptions, counters),
                BillingStatement.uncharged(today, period, subscriptions, counters));
    }

    /** How many days before {@code openFrom} closed without their final figures, as far as {@code checkpoint} counts them. */
    int missedDays(Checkpoint checkpoint, LocalDate openFrom) {
        var calendar = installation.calendar();
        var known = checkpoint.known(calendar);
        var uncounted = MissedDays.uncounted(known, calendar, openFrom, installation.lifetime().orElseThrow());
        return MissedDays.among(uncounted, known, this::contentHash).size();
    }

    /** The hash of the request for a closed day; empty where it cannot be told any more. */
    private Optional<String> contentHash(UsageDay day) {
        try {
            return periods.of(day).filter(period -> counters.areCompleteFrom(period.firstDay()))
                    .map(period -> BillingRequest.of(statement(day)).contentHash());
        } catch (InvalidItemException | StatementTooLargeException e) {
            return Optional.empty(); // what only closed days need never stops the open ones
        }
    }
}
