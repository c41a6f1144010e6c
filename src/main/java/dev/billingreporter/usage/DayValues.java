package dev.billingreporter.usage;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;

/**
 * Values of days, in the order of the days. A sorted map does the same, but reading the counters takes a fifth longer
 * with one ({@code PurePathBenchmark}).
 */
public final class DayValues {

    static final DayValues EMPTY = new DayValues(new LocalDate[0], new BigDecimal[0], 0, 0);

    private static final int FIRST_CAPACITY = 8;

    private LocalDate[] days;
    private BigDecimal[] values;
    private final int from;
    private int until;

    private DayValues(LocalDate[] days, BigDecimal[] values, int from, int until) {
        this.days = days;
        this.values = values;
        this.from = from;
        this.until = until;
    }

    /** None yet. */
    DayValues() {
        this(new LocalDate[FIRST_CAPACITY], new BigDecimal[FIRST_CAPACITY], 0, 0);
    }

    /**
     * Adds a day's value.
     *
     * @param day later than all others
     */
    void add(LocalDate day, BigDecimal value) {
        if (until > from && !days[until - 1].isBefore(day)) {
            throw new IllegalArgumentException("%s comes after %s".formatted(day, days[until - 1]));
        }
        if (until == days.length) {
            days = Arrays.copyOf(days, 2 * until);
            values = Arrays.copyOf(values, 2 * until);
        }
        days[until] = day;
        values[until] = value;
        until++;
    }

    /** Those of the days from {@code first} to {@code last}; not to be added to. */
    DayValues between(LocalDate first, LocalDate last) {
        var start = position(first);
        var end = position(last);
        return new DayValues(days, values, start, end < until && days[end].equals(last) ? end + 1 : Math.max(start, end));
    }

    int size() {
        return until - from;
    }

    boolean isEmpty() {
        return from == until;
    }

    /** The day's value. */
    Optional<BigDecimal> on(LocalDate day) {
        var position = position(day);
        return position < until && days[position].equals(day) ? Optional.of(values[position]) : Optional.empty();
    }

    /** Those that fulfil a condition. */
    DayValues where(BiPredicate<LocalDate, BigDecimal> condition) {
        var fulfilling = new DayValues();
        forEach((day, value) -> {
            if (condition.test(day, value)) {
                fulfilling.add(day, value);
            }
        });
        return fulfilling;
    }

    void forEach(BiConsumer<LocalDate, BigDecimal> action) {
        for (var position = from; position < until; position++) {
            action.accept(days[position], values[position]);
        }
    }

    /** All values added up; 0 if there are none. */
    BigDecimal sum() {
        var sum = BigDecimal.ZERO;
        for (var position = from; position < until; position++) {
            sum = sum.add(values[position]);
        }
        return sum;
    }

    /** The value of the last day that has one; 0 if there is none. */
    BigDecimal last() {
        return isEmpty() ? BigDecimal.ZERO : values[until - 1];
    }

    /** The highest value; 0 if there is none. */
    BigDecimal max() {
        var max = last();
        for (var position = from; position < until; position++) {
            max = max.max(values[position]);
        }
        return max;
    }

    /** Where this day is, or the first one after it. */
    private int position(LocalDate day) {
        var position = Arrays.binarySearch(days, from, until, day);
        return position < 0 ? -position - 1 : position;
    }
}
