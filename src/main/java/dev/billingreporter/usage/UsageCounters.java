package dev.billingreporter.usage;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The counters of one installation, as one reading of them found them: for each counter and resource, day by day. */
public final class UsageCounters {

    /** The resource of what was counted for the whole installation. */
    public static final String NO_RESOURCE = "";

    /** Nothing was counted. */
    public static final UsageCounters NONE = builder().build();

    private final Map<String, Map<String, Series>> byCounter;
    private final LocalDate completeFrom;

    private UsageCounters(Map<String, Map<String, Series>> byCounter, LocalDate completeFrom) {
        this.byCounter = byCounter;
        this.completeFrom = completeFrom;
    }

    /** Whether all counters of {@code day} and later could be used. */
    public boolean areCompleteFrom(LocalDate day) {
        return !day.isBefore(completeFrom);
    }

    /** Takes the counters in the order of their days. */
    public static Builder builder() {
        return new Builder();
    }

    /** The names of all counters. */
    Set<String> names() {
        return byCounter.keySet();
    }

    /** Of this counter: the resources it was counted for, {@link #NO_RESOURCE} among them, in their order. */
    Map<String, Series> of(String counter) {
        return byCounter.getOrDefault(counter, Map.of());
    }

    /** Of this counter and resource: its days; none where nothing was counted. */
    Series of(String counter, String resourceId) {
        return of(counter).getOrDefault(resourceId, Series.EMPTY);
    }

    /** Collects the counters. */
    public static final class Builder {

        private final Map<String, Map<String, Series>> byCounter = new HashMap<>();

        private LocalDate completeFrom = LocalDate.MIN;

        private Builder() {
        }

        /**
         * Adds one counter's value of one day.
         *
         * @param day not before the one added last for the same counter and resource
         * @param counter the partner's key
         * @param resourceId the resource, {@link #NO_RESOURCE} for the whole installation
         * @param dayValue the day's running value, in counter units
         */
        public void add(LocalDate day, String counter, String resourceId, BigDecimal dayValue) {
            byCounter.computeIfAbsent(counter, name -> new TreeMap<>())
                    .computeIfAbsent(resourceId, id -> new Series()).add(day, dayValue);
        }

        /** Says that a counter of a day before {@code day} could not be used. */
        public void incompleteBefore(LocalDate day) {
            completeFrom = day;
        }

        /** All that were added. Nothing may be added after that. */
        public UsageCounters build() {
            return new UsageCounters(byCounter, completeFrom);
        }
    }

    /** The values of one counter and resource, in the order of their days. */
    static final class Series {

        static final Series EMPTY = new Series();

        private LocalDate[] days = {};
        private BigDecimal[] values = {};
        private int size;

        private void add(LocalDate day, BigDecimal value) {
            if (size > 0 && !days[size - 1].isBefore(day)) {
                throw new IllegalArgumentException("%s comes after %s".formatted(day, days[size - 1]));
            }
            if (size == days.length) {
                var capacity = Math.max(8, 2 * size);
                days = Arrays.copyOf(days, capacity);
                values = Arrays.copyOf(values, capacity);
            }
            days[size] = day;
            values[size] = value;
            size++;
        }

        /** Whether there is a value on one of the days from {@code from} to before {@code until}. */
        boolean hasDays(LocalDate from, LocalDate until) {
            var first = firstFrom(from);
            return first < size && days[first].isBefore(until);
        }

        /** The number of values on the days from {@code from} to before {@code until}. */
        int countDays(LocalDate from, LocalDate until) {
            return Math.max(0, firstFrom(until) - firstFrom(from));
        }

        /** The day's value, 0 if there is none. */
        BigDecimal on(LocalDate day) {
            var position = firstFrom(day);
            return position < size && days[position].equals(day) ? values[position] : BigDecimal.ZERO;
        }

        /** The aggregate of the values on the days from {@code from} to before {@code until}, 0 if there are none. */
        BigDecimal aggregate(Aggregation aggregation, LocalDate from, LocalDate until) {
            var first = firstFrom(from);
            var end = firstFrom(until);
            if (first >= end) {
                return BigDecimal.ZERO;
            }
            return switch (aggregation) {
                case LAST -> values[end - 1];
                case SUM -> {
                    var sum = values[first];
                    for (var position = first + 1; position < end; position++) {
                        sum = sum.add(values[position]);
                    }
                    yield sum;
                }
                case MAX -> {
                    var max = values[first];
                    for (var position = first + 1; position < end; position++) {
                        max = max.max(values[position]);
                    }
                    yield max;
                }
            };
        }

        private int firstFrom(LocalDate day) {
            var position = Arrays.binarySearch(days, 0, size, day);
            return position < 0 ? -position - 1 : position;
        }
    }
}
