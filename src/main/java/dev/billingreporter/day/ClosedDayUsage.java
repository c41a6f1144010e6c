package dev.billingreporter.day;

import dev.billingreporter.day.DaySelection.Lifetime;
import java.util.Optional;

/** Where the usage of a day is that can no longer be submitted. */
public enum ClosedDayUsage {

    /** Later days of the billing period are submitted, and their running totals hold it. */
    IN_LATER_TOTALS("its usage is in the running totals of later days of its billing period"),
    /** It was its billing period's last day. */
    LAST_OF_PERIOD("it was the last day of its billing period, so its usage is in the running totals of no later day"),
    /** The installation was uninstalled on it. */
    LAST_OF_INSTALLATION("it was the installation's last day, so its usage is in the running totals of no later day"),
    /** Nobody knows the billing period of the day. */
    UNKNOWN("its usage is in the running totals of later days of its billing period, unless it was the last one");

    private final String sentence;

    ClosedDayUsage(String sentence) {
        this.sentence = sentence;
    }

    /** Where the usage of {@code day} is, of a period that contains it. */
    public static ClosedDayUsage of(UsageDay day, Optional<BillingPeriod> period, BillingCalendar calendar, Lifetime lifetime) {
        if (lifetime.lastDay().filter(day.date()::equals).isPresent()) {
            return LAST_OF_INSTALLATION;
        }
        return period.map(known -> calendar.isLastDay(day, known) ? LAST_OF_PERIOD : IN_LATER_TOTALS).orElse(UNKNOWN);
    }

    /** In words, without a full stop. */
    public String sentence() {
        return sentence;
    }

    /** The message of a day that was asked for and is refused as too old. */
    public String tooOld() {
        return "the day ended more than 24 hours ago; " + sentence;
    }
}
