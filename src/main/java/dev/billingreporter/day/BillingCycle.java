package dev.billingreporter.day;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** When an installation's billing periods start. */
public sealed interface BillingCycle {

    /** Whether the cycle has a period that contains {@code instant}: an explicit one has none before its first. */
    boolean defines(Instant instant);

    /**
     * The instant at which period number {@code number} starts; it ends where the next one starts. Numbers count up
     * with time, from an origin that is the cycle's own.
     */
    Instant start(long number, ZoneId zone);

    /** The number of the period that contains {@code instant}, which the cycle {@link #defines}. */
    default long numberOf(Instant instant, ZoneId zone) {
        var number = estimate(instant, zone);
        while (instant.isBefore(start(number, zone))) {
            number--;
        }
        while (!instant.isBefore(start(number + 1, zone))) {
            number++;
        }
        return number;
    }

    /** A period number near the one that contains {@code instant}. */
    long estimate(Instant instant, ZoneId zone);

    /**
     * A monthly cycle that starts at local midnight on a day of the month, clamped to the last day of shorter months:
     * anchored on the 31st it starts on 31 January, 28 February, 31 March, 30 April.
     *
     * @param anchorDay day of the month, 1 to 31
     */
    record Anchored(int anchorDay) implements BillingCycle {

        public Anchored {
            if (anchorDay < 1 || anchorDay > 31) {
                throw new IllegalArgumentException("must be a day of the month, 1 to 31, but is " + anchorDay);
            }
        }

        @Override
        public boolean defines(Instant instant) {
            return true;
        }

        @Override
        public Instant start(long number, ZoneId zone) {
            var month = YearMonth.of(1970, 1).plusMonths(number);
            return month.atDay(Math.min(anchorDay, month.lengthOfMonth())).atStartOfDay(zone).toInstant();
        }

        @Override
        public long estimate(Instant instant, ZoneId zone) {
            return YearMonth.of(1970, 1).until(YearMonth.from(instant.atZone(zone)), ChronoUnit.MONTHS);
        }
    }

    /**
     * A cycle given by one period, number 0. It goes on at the same length, which keeps usage flowing when the period
     * has ended and the next one is not written yet: by as many calendar months, when the given bounds are whole months
     * apart in the installation's zone (31 January to 28 February is one), otherwise by the same time on the local
     * clock. What was before it, nobody knows.
     *
     * @param start first instant of the given period
     * @param end first instant after it
     */
    record Explicit(Instant start, Instant end) implements BillingCycle {

        private static final Duration SHORTEST = Duration.ofDays(1);

        public Explicit {
            if (start.plus(SHORTEST).isAfter(end)) {
                throw new IllegalArgumentException(
                        "must be at least a day after periodStart %s, but is %s".formatted(start, end));
            }
        }

        @Override
        public boolean defines(Instant instant) {
            return !instant.isBefore(start);
        }

        @Override
        public Instant start(long number, ZoneId zone) {
            if (number < 0) {
                throw new IllegalArgumentException("nobody knows the periods before " + start);
            }
            if (number == 0) {
                return start; // exact, even where the local clock shows this time twice
            }
            if (number == 1) {
                return end;
            }
            var first = LocalDateTime.ofInstant(start, zone);
            var second = LocalDateTime.ofInstant(end, zone);
            var months = wholeMonths(first, second);
            LocalDateTime local;
            if (months > 0 && first.plusMonths(months).equals(second)) {
                local = first.plusMonths(number * months);
            } else if (months > 0) {
                local = second.plusMonths((number - 1) * months);
            } else {
                local = first.plus(localLength(first, second).multipliedBy(number));
            }
            return local.atZone(zone).toInstant();
        }

        @Override
        public long estimate(Instant instant, ZoneId zone) {
            return Math.floorDiv(Duration.between(start, instant).toSeconds(), Duration.between(start, end).toSeconds());
        }

        /** At least a day: where a clock went back between the bounds it would be less, and nothing where by a day. */
        private static Duration localLength(LocalDateTime first, LocalDateTime second) {
            var length = Duration.between(first, second);
            return length.compareTo(SHORTEST) < 0 ? SHORTEST : length;
        }

        /** The number of months between the bounds, 0 when they are not whole months apart. */
        private static long wholeMonths(LocalDateTime first, LocalDateTime second) {
            var months = ChronoUnit.MONTHS.between(YearMonth.from(first), YearMonth.from(second));
            var whole = first.plusMonths(months).equals(second) || second.minusMonths(months).equals(first);
            return whole ? months : 0;
        }
    }
}
