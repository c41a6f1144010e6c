package dev.billingreporter.usage;

import dev.billingreporter.item.InvalidItemException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
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
    private final Map<String, Map<MetricType, DayValues>> totals = new HashMap<>();
    /** What is wrong with counters that could not be used, one a day at most, by the texts of their days. */
    private final NavigableMap<String, InvalidItemException> unusable;

    private UsageCounters(Map<String, Map<String, DayValues>> byCounter, NavigableMap<String, InvalidItemException> unusable) {
        this.byCounter = byCounter;
        this.unusable = unusable;
    }

    /**
     * Makes sure that all counters of the days from {@code first} to {@code last} could be used.
     *
     * @throws InvalidItemException naming one that could not
     */
    public void requireUsable(LocalDate first, LocalDate last) {
        var problem = unusable.ceilingEntry(first.toString());
        if (problem != null && problem.getKey().compareTo(last.toString()) <= 0) {
            throw problem.getValue();
        }
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
                : totals.computeIfAbsent(metric.counter(), counter -> new EnumMap<>(MetricType.class))
                        .computeIfAbsent(metric.type(), type -> total(metric.counter(), type));
    }

    /** Day by day what all resources, and what has none, make together. */
    private DayValues total(String counter, MetricType type) {
        var resources = of(counter).values();
        if (resources.size() == 1) {
            return resources.iterator().next();
        }
        var byDay = new TreeMap<LocalDate, BigDecimal>();
        resources.forEach(values -> values.forEach((day, value) -> byDay.merge(day, value, type::combined)));
        var sum = new DayValues();
        byDay.forEach(sum::add);
        return sum;
    }

    /** Collects the counters. */
    public static final class Builder {

        private final Map<String, Map<String, DayValues>> byCounter = new HashMap<>();

        private final NavigableMap<String, InvalidItemException> unusable = new TreeMap<>();

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

        /**
         * Says that a counter could not be used, and was left out.
         *
         * @param day the text at which its day stands, if it is one
         */
        public void leaveOut(String day, InvalidItemException problem) {
            unusable.putIfAbsent(day, problem);
        }

        /** All that were added. Nothing may be added after that. */
        public UsageCounters build() {
            return new UsageCounters(byCounter, unusable);
        }
    }
}
