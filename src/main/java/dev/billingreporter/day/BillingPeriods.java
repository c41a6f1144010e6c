package dev.billingreporter.day;

import dev.billingreporter.day.BillingCycle.Explicit;
import dev.billingreporter.day.DaySelection.Lifetime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The billing periods of one installation as they came about. The settings define the current one; what was accepted
 * tells those before it, whatever the settings have become since. A period that nobody defined is never made up.
 */
public final class BillingPeriods {

    private final BillingCalendar calendar;
    private final UsageDay today;
    private final NavigableMap<LocalDate, BillingPeriod> accepted = new TreeMap<>();
    private final Optional<BillingPeriod> lastAccepted;
    /** The calendar with the cycle that is in force today. */
    private final Optional<BillingCalendar> running;
    /** The periods that are known without counting back, by their starts: each ends where the next one starts. */
    private final NavigableMap<Instant, BillingPeriod> known = new TreeMap<>();

    /**
     * The periods as they are known on one day.
     *
     * @param calendar the installation's days, and the cycle that its settings define
     * @param accepted the bounds of the period in which each day was last accepted, for the days of which it was recorded
     * @param lastAccepted the bounds of the current period as it was last accepted, should all its days be forgotten
     * @param ended the bounds of periods before the current one that are remembered for their invoices
     * @param today the current day
     */
    public BillingPeriods(BillingCalendar calendar, SortedMap<LocalDate, Explicit> accepted, Optional<Explicit> lastAccepted,
            List<Explicit> ended, UsageDay today) {
        this.calendar = calendar;
        this.today = today;
        accepted.forEach((day, bounds) -> period(bounds).ifPresent(period -> this.accepted.put(day, period)));
        this.lastAccepted = lastAccepted.flatMap(this::period);
        // until an explicit period that is written in advance starts, the accepted one goes on
        var goingOn = accepted.isEmpty() ? lastAccepted : Optional.of(accepted.get(accepted.lastKey()));
        this.running = Stream.concat(Stream.of(calendar.cycle()), goingOn.stream())
                .map(cycle -> new BillingCalendar(calendar.zone(), cycle))
                .filter(candidate -> candidate.definesPeriodOf(today)).findFirst();
        Stream.of(ended.stream().flatMap(bounds -> period(bounds).stream()), this.lastAccepted.stream(),
                this.accepted.values().stream()).flatMap(periods -> periods)
                .forEach(period -> known.put(period.start(), period));
        // the settings have the last word on all that starts with a period of theirs or later
        var defined = Stream.concat(running.map(cycle -> cycle.periodOf(today)).stream(),
                calendar.cycle() instanceof Explicit explicit ? period(explicit).stream() : Stream.empty()).toList();
        defined.forEach(period -> known.tailMap(period.start(), true).clear());
        defined.forEach(period -> known.put(period.start(), period));
    }

    /**
     * The period in which a day is submitted; empty where nobody knows it, so that the day cannot be. On the last day
     * before a changed cycle begins, the period ends early; on the days before it is as it was when they were current.
     *
     * @param day the current day or an earlier one
     */
    public Optional<BillingPeriod> of(UsageDay day) {
        return acceptedWith(day)
                .or(() -> running.filter(cycle -> cycle.definesPeriodOf(day)).map(cycle -> cycle.periodOf(day)))
                .map(period -> endedBy(known, period).filter(ended -> calendar.isLastDay(day, ended)).orElse(period));
    }

    /**
     * The periods of an installation's active life whose first day is {@code since} or later, up to the current one,
     * ascending; each ends where the next one starts at the latest. What an anchor would make of the time before the cycle
     * was changed never was: of that time there are only those in which something was accepted.
     */
    public List<BillingPeriod> since(LocalDate since, Lifetime lifetime) {
        var periods = new TreeMap<>(known);
        var first = since.isBefore(lifetime.firstDay()) ? lifetime.firstDay() : since;
        running.ifPresent(cycle -> {
            var period = Optional.of(cycle.periodOf(today));
            while (period.isPresent() && period.get().firstDay().isAfter(first)) {
                period = periodBefore(period.get(), cycle);
                period.ifPresent(found -> periods.put(found.start(), found));
            }
        });
        return periods.values().stream().flatMap(period -> endedBy(periods, period).stream())
                .filter(period -> !period.firstDay().isBefore(since) && !period.firstDay().isAfter(today.date()))
                .filter(lifetime::touches).toList();
    }

    private Optional<BillingPeriod> period(Explicit bounds) {
        return calendar.period(bounds.start(), bounds.end());
    }

    /** The period in which the day was accepted; otherwise that of the next accepted day before or after it. */
    private Optional<BillingPeriod> acceptedWith(UsageDay day) {
        if (day.date().equals(today.date())) {
            return Optional.empty();
        }
        var own = Optional.ofNullable(accepted.get(day.date())).filter(period -> period.contains(day.date()));
        var before = accepted.headMap(day.date(), false).descendingMap().values().stream();
        var after = accepted.tailMap(day.date(), false).values().stream();
        return own.or(() -> Stream.of(before, after, lastAccepted.stream()).flatMap(periods -> periods)
                .filter(period -> endedBy(known, period).filter(ended -> ended.contains(day.date())).isPresent()).findFirst());
    }

    private Optional<BillingPeriod> periodBefore(BillingPeriod period, BillingCalendar cycle) {
        return Optional.of(calendar.dayBefore(calendar.day(period.firstDay())))
                .filter(cycle::definesPeriodOf).map(cycle::periodOf)
                .filter(before -> known.values().stream().filter(other -> !other.equals(before))
                        .flatMap(other -> endedBy(known, other).stream()).noneMatch(before::overlaps));
    }

    /** The period as it ends where the next one starts; empty where that leaves no day of it. */
    private static Optional<BillingPeriod> endedBy(NavigableMap<Instant, BillingPeriod> periods, BillingPeriod period) {
        var next = Optional.ofNullable(periods.higherEntry(period.start())).map(Map.Entry::getValue);
        return next.isEmpty() ? Optional.of(period) : period.endedBy(next.get());
    }
}
