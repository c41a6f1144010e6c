package dev.billingreporter.day;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which usage days of one installation a run is about, in the order in which they are sent: ascending, the current day
 * last, as a submission for an older day would otherwise take the week and the month back.
 *
 * @param days the days, ascending
 * @param refused days that were named but cannot be sent, ascending
 * @param invoiced days that could still be corrected, were their billing periods not invoiced already, ascending
 * @param openFrom the earliest day that can still be corrected
 */
public record DaySelection(List<DueDay> days, List<Refused> refused, List<UsageDay> invoiced, LocalDate openFrom) {

    /** Vercel takes a day until 24 hours after its end ("Submit Billing Data", {@code eod}). */
    private static final Duration OPEN_FOR = Duration.ofHours(24);
    /** What is sent in time may arrive late. */
    private static final Duration SAFETY_MARGIN = Duration.ofMinutes(5);

    public DaySelection {
        days = List.copyOf(days);
        refused = List.copyOf(refused);
        invoiced = List.copyOf(invoiced);
    }

    /**
     * A day that is due.
     *
     * @param day the usage day
     * @param always whether it is submitted even if its content is what was last accepted
     */
    public record DueDay(UsageDay day, boolean always) {
    }

    /**
     * A day that was named but cannot be sent.
     *
     * @param date the day
     * @param reason why
     */
    public record Refused(LocalDate date, Reason reason) {
    }

    /** Why a named day cannot be sent. */
    public enum Reason {
        /** It ended more than 24 hours ago. */
        CLOSED,
        /** It has not begun. */
        FUTURE,
        /** The installation had no subscription yet. */
        NOT_SUBSCRIBED,
        /** The installation was uninstalled before. */
        UNINSTALLED,
        /** Nobody knows its billing period: it lies before the explicit one, and no accepted day's contains it. */
        PERIOD_UNKNOWN
    }

    /**
     * The days of an installation's active life that a run may send.
     *
     * @param firstDay the day on which its first subscription starts
     * @param lastDay the day on which it was uninstalled, if it was
     */
    public record Lifetime(LocalDate firstDay, Optional<LocalDate> lastDay) {

        /** Whether something may be sent for this day. */
        public boolean includes(LocalDate date) {
            return !date.isBefore(firstDay) && lastDay.map(last -> !date.isAfter(last)).orElse(true);
        }

        /** Whether something may be sent for a day of this period. */
        boolean touches(BillingPeriod period) {
            return period.endDay().isAfter(firstDay) && lastDay.map(last -> !period.firstDay().isAfter(last)).orElse(true);
        }
    }

    /** The instant by which a day must not have ended for it to be open at {@code now}: {@code eod} is later than it. */
    public static Instant closedUpTo(Instant now) {
        return now.minus(OPEN_FOR).plus(SAFETY_MARGIN);
    }

    /** The days of a scheduled run: those earlier ones that are open, and the current one always. */
    public static DaySelection open(BillingCalendar calendar, Instant now, Lifetime lifetime) {
        var open = openDays(calendar, now);
        var today = open.get(open.size() - 1).date();
        var days = open.stream().filter(day -> lifetime.includes(day.date()))
                .map(day -> new DueDay(day, day.date().equals(today))).toList();
        return new DaySelection(days, List.of(), List.of(), open.get(0).date());
    }

    /**
     * The days of a backfill: those named that are open, even if unchanged, and the current day always. Every named day
     * is among the days or the refused ones.
     *
     * @param from the first named day; empty: the earliest open one, or {@code to} if that is closed
     * @param to the last named day; empty: the current one, or {@code from} if that has not begun
     */
    public static DaySelection named(BillingCalendar calendar, Instant now, Lifetime lifetime, Optional<LocalDate> from,
            Optional<LocalDate> to) {
        var open = openDays(calendar, now);
        var today = open.get(open.size() - 1).date();
        var openFrom = open.get(0).date();
        // a range with one end that lies beyond the open days would be empty, and its day go unanswered
        var first = from.or(() -> to.filter(openFrom::isAfter)).orElse(openFrom);
        var last = to.or(() -> from.filter(today::isBefore)).orElse(today);
        var sendable = new TreeSet<LocalDate>();
        var refused = new ArrayList<Refused>();
        for (var date = first; !date.isAfter(last); date = date.plusDays(1)) {
            var reason = reasonAgainst(date, open, today, lifetime);
            if (reason.isPresent()) {
                refused.add(new Refused(date, reason.get()));
            } else {
                sendable.add(date);
            }
        }
        if (lifetime.includes(today)) {
            sendable.add(today);
        }
        var days = open.stream().filter(day -> sendable.contains(day.date())).map(day -> new DueDay(day, true)).toList();
        return new DaySelection(days, refused, List.of(), openFrom);
    }

    /** Without the days whose billing periods are invoiced: they are listed apart. */
    public DaySelection withoutInvoiced(Predicate<UsageDay> isInvoiced) {
        var byInvoice = days.stream().collect(Collectors.partitioningBy(due -> isInvoiced.test(due.day())));
        return new DaySelection(byInvoice.get(false), refused, byInvoice.get(true).stream().map(DueDay::day).toList(),
                openFrom);
    }

    /**
     * Only the days whose billing period is known. Of the others, those that are submitted whatever their content are
     * refused; one that would be sent if it differs is left out, and counts as missed once it has closed.
     */
    public DaySelection withKnownPeriods(BillingPeriods periods) {
        var unknown = days.stream().filter(due -> periods.of(due.day()).isEmpty()).toList();
        var nowRefused = unknown.stream().filter(DueDay::always)
                .map(due -> new Refused(due.day().date(), Reason.PERIOD_UNKNOWN));
        return new DaySelection(days.stream().filter(due -> !unknown.contains(due)).toList(),
                Stream.concat(refused.stream(), nowRefused).sorted(Comparator.comparing(Refused::date)).toList(), invoiced,
                openFrom);
    }

    /** None of them. */
    public DaySelection withoutDays() {
        return new DaySelection(List.of(), List.of(), List.of(), openFrom);
    }

    private static Optional<Reason> reasonAgainst(LocalDate date, List<UsageDay> open, LocalDate today, Lifetime lifetime) {
        if (date.isAfter(today)) {
            return Optional.of(Reason.FUTURE);
        }
        if (date.isBefore(lifetime.firstDay())) {
            return Optional.of(Reason.NOT_SUBSCRIBED);
        }
        if (!lifetime.includes(date)) {
            return Optional.of(Reason.UNINSTALLED);
        }
        return open.stream().anyMatch(day -> day.date().equals(date)) ? Optional.empty() : Optional.of(Reason.CLOSED);
    }

    /** The days that are open at {@code now}, ascending; the last one is the current day. */
    private static List<UsageDay> openDays(BillingCalendar calendar, Instant now) {
        var days = new ArrayList<UsageDay>();
        var closedUpTo = closedUpTo(now);
        for (var day = calendar.dayOf(now); day.endOfDay().isAfter(closedUpTo); day = calendar.dayBefore(day)) {
            days.add(0, day);
        }
        return days;
    }
}
