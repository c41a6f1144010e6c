package dev.billingreporter.decision;

import dev.billingreporter.checkpoint.Checkpoint;
import dev.billingreporter.day.BillingPeriod;
import dev.billingreporter.day.BillingPeriods;
import dev.billingreporter.day.DaySelection;
import dev.billingreporter.day.DaySelection.DueDay;
import dev.billingreporter.day.MissedDays;
import dev.billingreporter.day.UsageDay;
import dev.billingreporter.installation.Installation;
import dev.billingreporter.invoice.DueInvoice;
import dev.billingreporter.item.InvalidItemException;
import dev.billingreporter.item.Parsed;
import dev.billingreporter.pricing.BillingPlan;
import dev.billingreporter.pricing.BillingPlans;
import dev.billingreporter.pricing.BillingStatement;
import dev.billingreporter.pricing.PricedPeriod;
import dev.billingreporter.pricing.StatementTooLargeException;
import dev.billingreporter.pricing.SubscribedPlan;
import dev.billingreporter.request.BillingRequest;
import dev.billingreporter.usage.DailyUsage;
import dev.billingreporter.usage.UsageCounters;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
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
     * @param strictFrom the first one that the last day's statement needs: what is wrong with earlier ones does not stop it
     * @param last the last one
     */
    public record CountedDays(LocalDate first, LocalDate strictFrom, LocalDate last) {

        /** These days and those of the periods that are to be invoiced; what is wrong with them stops only their invoices. */
        public static Optional<CountedDays> of(Optional<CountedDays> days, List<DueInvoice> toFreeze) {
            var first = Stream.concat(days.map(CountedDays::first).stream(),
                    toFreeze.stream().map(due -> due.period().firstDay())).min(LocalDate::compareTo);
            var last = Stream.concat(days.map(CountedDays::last).stream(), toFreeze.stream().map(due -> due.lastDay().date()))
                    .max(LocalDate::compareTo);
            return first.map(from -> new CountedDays(from,
                    days.map(CountedDays::strictFrom).orElse(last.orElseThrow().plusDays(1)), last.orElseThrow()));
        }
    }

    /**
     * The counters that the statements of a run need: those of the billing periods of its days, of the closed ones that are
     * still to be checked, and of those that are invoiced but could still get late usage; empty without any day.
     */
    public static Optional<CountedDays> needed(Checkpoint checkpoint, DaySelection selection, List<UsageDay> uncounted,
            BillingPeriods periods) {
        var due = selection.days().stream().map(DueDay::day).toList();
        var closed = uncounted.stream().filter(day -> checkpoint.days().containsKey(day.date())).toList();
        var all = Stream.of(closed, selection.invoiced(), due).flatMap(List::stream).toList();
        var last = all.stream().map(UsageDay::date).max(LocalDate::compareTo);
        var first = first(all.stream(), periods);
        var strictFrom = first(due.stream().skip(Math.max(0, due.size() - 1)), periods);
        return last.map(day -> new CountedDays(first.orElse(day), strictFrom.orElse(day.plusDays(1)), day));
    }

    private static Optional<LocalDate> first(Stream<UsageDay> days, BillingPeriods periods) {
        return days.flatMap(day -> periods.of(day).stream()).map(BillingPeriod::firstDay).min(LocalDate::compareTo);
    }

    /**
     * The statement for one day, whose billing period is known.
     *
     * @throws InvalidItemException if a plan that applies, or a counter of the period, cannot be used
     * @throws StatementTooLargeException if it has more lines than a request may have
     */
    public BillingStatement statement(UsageDay day) {
        var period = periods.of(day).orElseThrow();
        counters.requireUsable(period.firstDay(), day.date());
        return BillingStatement.of(day, period, installation.calendar(), subscriptions(period, day), counters);
    }

    /**
     * The statement of which the invoice of a due period is made.
     *
     * @throws InvalidItemException if a plan that applies, or a counter of the period, cannot be used
     */
    BillingStatement statement(DueInvoice due) {
        var period = due.period();
        counters.requireUsable(period.firstDay(), due.lastDay().date());
        return BillingStatement.of(due.lastDay(), period, installation.calendar(), subscriptions(period, due.lastDay()),
                counters);
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
    public CurrentPeriod currentPeriod(UsageDay today) {
        var period = periods.of(today).orElseThrow();
        var subscriptions = subscriptions(period, today);
        return new CurrentPeriod(PricedPeriod.of(today, period, subscriptions, counters),
                BillingStatement.uncharged(today, period, subscriptions, counters));
    }

    /** The usage rows of the day's statement, each with the values of its days; the day's billing period is known. */
    public List<DailyUsage> dailyUsage(UsageDay day) {
        var period = periods.of(day).orElseThrow();
        return BillingStatement.dailyUsage(day, period, subscriptions(period, day), counters);
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
        return unsent(day, statement -> BillingRequest.of(statement).contentHash());
    }

    /** Something of the statement for a day that is not sent; empty where it cannot be told any more. */
    <T> Optional<T> unsent(UsageDay day, Function<BillingStatement, T> of) {
        try {
            return periods.of(day).map(period -> of.apply(statement(day)));
        } catch (InvalidItemException | StatementTooLargeException e) {
            return Optional.empty(); // what only such days need never stops the open ones
        }
    }
}
