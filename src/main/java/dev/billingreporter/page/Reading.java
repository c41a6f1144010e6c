package dev.billingreporter.page;

import dev.billingreporter.page.InstallationStatement.Metric;
import dev.billingreporter.page.InstallationStatement.Period;
import io.quarkus.qute.TemplateExtension;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Numbers, dates and times as they are read, for the templates. English, and the same in every locale of the machine.
 */
@TemplateExtension
final class Reading {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);
    private static final String[] THOUSANDS = { "", "k", "M", "G", "T", "P", "E" };

    private Reading() {
    }

    /** All digits, grouped: {@code 1,234,567.891}. */
    static String grouped(BigDecimal number) {
        var digits = number.abs().toPlainString();
        var point = digits.indexOf('.') < 0 ? digits.length() : digits.indexOf('.');
        var text = new StringBuilder(digits);
        for (var position = point - 3; position > 0; position -= 3) {
            text.insert(position, ',');
        }
        return (number.signum() < 0 ? "−" : "") + text;
    }

    /** A whole number, grouped. */
    static String grouped(long number) {
        return grouped(BigDecimal.valueOf(number));
    }

    /** A whole number, grouped. */
    static String grouped(int number) {
        return grouped(BigDecimal.valueOf(number));
    }

    /** What is taken off: the number with a minus before it. */
    static String takenOff(BigDecimal number) {
        return grouped(number.negate());
    }

    /** A number for an axis, in few characters: {@code 12.5M}. */
    static String brief(BigDecimal number) {
        var rest = number.stripTrailingZeros();
        var power = 0;
        while (rest.abs().compareTo(THOUSAND) >= 0 && power < THOUSANDS.length - 1) {
            rest = rest.movePointLeft(3).stripTrailingZeros();
            power++;
        }
        return grouped(rest.scale() < 0 ? rest.setScale(0) : rest) + THOUSANDS[power];
    }

    /** {@code 22 November 2026}. */
    static String full(LocalDate day) {
        return "%d %s %d".formatted(day.getDayOfMonth(), month(day), day.getYear());
    }

    /** {@code 22 Nov}. */
    static String brief(LocalDate day) {
        return "%d %s".formatted(day.getDayOfMonth(), month(day).substring(0, 3));
    }

    /** {@code Sun}. */
    static String weekday(LocalDate day) {
        return capitalized(day.getDayOfWeek().name()).substring(0, 3);
    }

    /** {@code 1 – 30 November 2026}. */
    static String full(Period period) {
        var first = period.firstDay();
        var last = period.lastDay();
        if (first.equals(last)) {
            return full(first);
        }
        if (first.getYear() != last.getYear()) {
            return full(first) + " – " + full(last);
        }
        return (first.getMonth() == last.getMonth() ? Integer.toString(first.getDayOfMonth())
                : "%d %s".formatted(first.getDayOfMonth(), month(first))) + " – " + full(last);
    }

    /** How many days it has. */
    static long length(Period period) {
        return ChronoUnit.DAYS.between(period.firstDay(), period.lastDay()) + 1;
    }

    /** Which of its days this is, counted from 1. */
    static long position(Period period, LocalDate day) {
        return ChronoUnit.DAYS.between(period.firstDay(), day) + 1;
    }

    /** {@code 22 Nov 2026, 11:05} in the zone. */
    static String local(Instant instant, ZoneId zone) {
        var local = instant.atZone(zone);
        return "%s %d, %s".formatted(brief(local.toLocalDate()), local.getYear(), TIME.format(local));
    }

    /** {@code 10:05 UTC}; with its date where that is another in the zone. */
    static String utc(Instant instant, ZoneId zone) {
        var utc = instant.atZone(ZoneOffset.UTC);
        var date = utc.toLocalDate();
        return (date.equals(instant.atZone(zone).toLocalDate()) ? "" : brief(date) + ", ") + TIME.format(utc) + " UTC";
    }

    /** {@code 22 Nov 2026, 10:05 UTC}. */
    static String utc(Instant instant) {
        return local(instant, ZoneOffset.UTC) + " UTC";
    }

    /** Whether local time is UTC at this instant, so that one of the two is enough. */
    static boolean isUtc(Instant instant, ZoneId zone) {
        return zone.getRules().getOffset(instant).equals(ZoneOffset.UTC);
    }

    /** A constant's name as words: {@code Rate limited} for {@code RATE_LIMITED}. */
    static String words(String constant) {
        return constant.isEmpty() ? constant : capitalized(constant.replace('_', ' '));
    }

    /** Its days as bars. */
    static BarChart chart(Metric metric, LocalDate day, boolean isToday) {
        return BarChart.of(metric, day, isToday);
    }

    private static String month(LocalDate day) {
        return capitalized(day.getMonth().name());
    }

    private static String capitalized(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1).toLowerCase(Locale.ROOT);
    }
}
