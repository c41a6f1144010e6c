package dev.billingreporter.usage;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The counters of one installation, as one reading of them found them: for each counter and resource, day by day.
 * Not for several threads at once.
 */
public final class UsageCounters {

    /** The resource of what was counted for the whole installation. */
    public static final String NO_RESOURCE = "";

    private final Map<String, Map<String, DayValues>> byCounter;
    private final Map<Total, DayValues> totals = new HashMap<>();
    private final LocalDate completeFrom;

    private UsageCounters(Map<String, Map<String, DayValues>> byCounter, LocalDate completeFrom) {
        this.byCounter = byCounter;
        this.completeFrom = completeFrom;
    }

    /** Whether all counters of {@code day} and later could be used. */
    public boolean areCompleteFrom(LocalDate day) {
        return !day.isBefore(completeFrom);
    }

    /** Nothing was counted. */
    public static UsageCounters none() {
        return builder().build();
    }

    /** Takes the counters in the order of their days. */
    public static Builder builder() {
        return new Builder();
    }

    /** The names of all counters. */
    Set<String> names() {
        return byCounter.keySet();
    }

    /** Of these counters, over all resources, all values of the days from {@code first} to {@code last} added up. */
    public BigDecimal sum(Set<String> names, LocalDate first, LocalDate last) {
        var sum = BigDecimal.ZERO;
        for (var counter : names) {
            for (var values : of(counter).values()) {
                sum = sum.add(values.between(first, last).sum());
            }
        }
        return sum;
    }

    /** Of this counter: the resources it was counted for, {@link #NO_RESOURCE} among them, each with its days' values. */
    Map<String, DayValues> of(String counter) {
        return byCounter.getOrDefault(counter, Map.of());
    }

    /** Of this counter and resource: its days' values, in counter units; empty where nothing was counted. */
    DayValues of(String counter, String resourceId) {
        return of(counter).getOrDefault(resourceId, DayValues.EMPTY);
    }

    /** Of this metric: the days' values of one resource, or those of the whole installation. */
    DayValues of(Metric metric, Optional<String> resourceId) {
        return resourceId.isPresent()
                ? of(metric.counter(), resourceId.get())
                : totals.computeIfAbsent(new Total(metric.counter(), metric.type()), this::total);
    }

    /** Day by day what all resources, and what has none, make together. */
    private DayValues total(Total total) {
        var resources = of(total.counter()).values();
        if (resources.size() == 1) {
            return resources.iterator().next();
        }
        var byDay = new TreeMap<LocalDate, BigDecimal>();
        resources.forEach(values -> values.forEach((day, value) -> byDay.merge(day, value, total.type()::combined)));
        var sum = new DayValues();
        byDay.forEach(sum::add);
        return sum;
    }

    private record Total(String counter, MetricType type) {
    }

    /** Collects the counters. */
    public static final class Builder {

        private final Map<String, Map<String, DayValues>> byCounter = new HashMap<>();

        private LocalDate completeFrom = LocalDate.MIN;

        private Builder() {
        }

        /**
         * Adds one counter's value of one day.
         *
         * @param day later than the one added last for the same counter and resource
         * @param counter the partner's key
         * @param resourceId the resource, {@link #NO_RESOURCE} for the whole installation
         * @param dayValue the day's running value, in counter units
         */
        public void add(LocalDate day, String counter, String resourceId, BigDecimal dayValue) {
            byCounter.computeIfAbsent(counter, name -> new TreeMap<>())
                    .computeIfAbsent(resourceId, id -> new DayValues()).add(day, dayValue);
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
}
