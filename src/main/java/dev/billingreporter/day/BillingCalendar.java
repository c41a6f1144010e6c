package dev.billingreporter.day;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;

/**
 * The usage days and billing periods of one installation. Days follow the local midnights of the zone, periods follow
 * the cycle; a day belongs to the period in which it ends.
 *
 * @param zone the installation's IANA zone
 * @param cycle when its billing periods start
 */
public record BillingCalendar(ZoneId zone, BillingCycle cycle) {

    public BillingCalendar {
        Objects.requireNonNull(zone);
        Objects.requireNonNull(cycle);
    }

    /** The usage day that contains {@code instant}. */
    public UsageDay dayOf(Instant instant) {
        // Where clocks go back over midnight, the calendar shows the old date again after the new day has begun; the
        // day goes by the first midnight, so that days have neither gap nor overlap.
        var date = instant.atZone(zone).toLocalDate();
        if (!instant.isBefore(startOf(date.plusDays(1)))) {
            date = date.plusDays(1);
        }
        return new UsageDay(date, startOf(date), startOf(date.plusDays(1)));
    }

    /** The last usage day before {@code day}; not always yesterday's date, as zones have skipped whole days. */
    public UsageDay dayBefore(UsageDay day) {
        return dayOf(day.start().minusNanos(1));
    }

    /** The first usage day after {@code day}. */
    public UsageDay dayAfter(UsageDay day) {
        return dayOf(day.end());
    }

    /** Whether the calendar has a day of this date: not where a zone skipped the whole day. */
    public boolean hasDay(LocalDate date) {
        return startOf(date).isBefore(startOf(date.plusDays(1)));
    }

    /** The usage day of this date, which {@link #hasDay exists}. */
    public UsageDay day(LocalDate date) {
        return new UsageDay(date, startOf(date), startOf(date.plusDays(1)));
    }

    /** Whether the cycle has a billing period for {@code day}: an explicit one has none for days before its first. */
    public boolean definesPeriodOf(UsageDay day) {
        return cycle.defines(day.endOfDay());
    }

    /** The billing period to which {@code day} belongs, which is {@link #definesPeriodOf defined}. */
    public BillingPeriod periodOf(UsageDay day) {
        var number = cycle.numberOf(day.endOfDay(), zone);
        var start = cycle.start(number, zone);
        var end = cycle.start(number + 1, zone);
        return new BillingPeriod(firstDayEndingFrom(start), firstDayEndingFrom(end), start, end);
    }

    /** The billing period with these bounds; empty where no day ends in it. */
    public Optional<BillingPeriod> period(Instant start, Instant end) {
        var firstDay = firstDayEndingFrom(start);
        var endDay = firstDayEndingFrom(end);
        return firstDay.isBefore(endDay) ? Optional.of(new BillingPeriod(firstDay, endDay, start, end)) : Optional.empty();
    }

    /** Whether {@code day} is the last one of the period. */
    public boolean isLastDay(UsageDay day, BillingPeriod period) {
        return period.contains(day.date()) && !period.contains(dayAfter(day).date());
    }

    private LocalDate firstDayEndingFrom(Instant bound) {
        var day = dayOf(bound);
        return day.endOfDay().isBefore(bound) ? dayAfter(day).date() : day.date();
    }

    /** The first instant of this date: local midnight, or the first instant after it where the clocks skip it. */
    public Instant startOf(LocalDate date) {
        return date.atStartOfDay(zone).toInstant();
    }
}
