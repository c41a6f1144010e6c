package dev.billingreporter.usage;

import dev.billingreporter.usage.Metric.Identity;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rolls an installation's counters up to the usage rows of one day's statement: for each metric a row for the whole
 * installation, and one for each resource.
 */
public final class UsageRollup {

    private static final Comparator<UsageRow> ROW_ORDER = Comparator
            .comparing((UsageRow row) -> row.resourceId().orElse(UsageCounters.NO_RESOURCE))
            .thenComparing(UsageRow::name).thenComparing(UsageRow::type).thenComparing(UsageRow::units);

    private final LocalDate first;
    private final LocalDate day;
    private final LocalDate end;
    private final UsageCounters counters;
    private final Map<Identity, List<Definition>> definitions = new LinkedHashMap<>();

    private UsageRollup(LocalDate first, LocalDate day, List<MeteredSubscription> subscriptions, UsageCounters counters) {
        this.first = first;
        this.day = day;
        this.end = day.plusDays(1);
        this.counters = counters;
        for (var subscription : subscriptions) {
            for (var metric : subscription.metrics()) {
                definitions.computeIfAbsent(metric.identity(), identity -> new ArrayList<>())
                        .add(new Definition(metric, subscription));
            }
        }
    }

    /**
     * The usage rows.
     *
     * @param first the period's first day
     * @param day the reported day
     * @param subscriptions those that cover a day of the period up to the reported one, in their stable order
     * @param counters what was counted
     * @return ordered by resource (the whole installation first), name, type and units
     */
    public static List<UsageRow> rows(LocalDate first, LocalDate day, List<MeteredSubscription> subscriptions,
            UsageCounters counters) {
        var rollup = new UsageRollup(first, day, subscriptions, counters);
        var rows = new ArrayList<UsageRow>();
        rollup.definitions.forEach((identity, metrics) -> rollup.addRows(identity, metrics, rows));
        rows.sort(ROW_ORDER);
        return rows;
    }

    /** The counters read for the days from {@code first} to {@code day} that none of the metrics names. */
    public static Set<String> unmappedCounters(LocalDate first, LocalDate day, Stream<Metric> metrics, UsageCounters counters) {
        var named = metrics.map(Metric::counter).collect(Collectors.toSet());
        var unmapped = new TreeSet<String>();
        for (var counter : counters.names()) {
            if (!named.contains(counter)
                    && counters.of(counter).values().stream().anyMatch(series -> series.hasDays(first, day.plusDays(1)))) {
                unmapped.add(counter);
            }
        }
        return unmapped;
    }

    private void addRows(Identity identity, List<Definition> metrics, List<UsageRow> rows) {
        var whole = reading(metrics, UsageCounters.NO_RESOURCE);
        var dayValue = whole.dayValue();
        var periodValue = whole.periodValue();
        for (var resource : resources(metrics)) {
            var reading = reading(metrics, resource);
            dayValue = combined(identity.type(), dayValue, reading.dayValue());
            periodValue = combined(identity.type(), periodValue, reading.periodValue());
            rows.add(row(Optional.of(resource), identity, reading.dayValue(), reading.periodValue(),
                    planValue(metrics, resource)));
        }
        rows.add(row(Optional.empty(), identity, dayValue, periodValue, planValue(metrics, UsageCounters.NO_RESOURCE)));
    }

    private static Ratio combined(MetricType type, Ratio one, Ratio other) {
        return type == MetricType.RATE ? one.max(other) : one.plus(other);
    }

    private static UsageRow row(Optional<String> resource, Identity identity, Ratio dayValue, Ratio periodValue,
            Optional<BigDecimal> planValue) {
        return new UsageRow(resource, identity.name(), identity.type(), identity.units(), dayValue.rounded(),
                periodValue.rounded(),
                planValue.map(value -> new Ratio(value, BigDecimal.ONE).rounded()));
    }

    /** The resources that subscribe to one of the metrics, or have usage of it. */
    private Set<String> resources(List<Definition> metrics) {
        var resources = new TreeSet<String>();
        for (var definition : metrics) {
            definition.subscription().resourceId().ifPresent(resources::add);
            counters.of(definition.metric().counter()).forEach((resource, series) -> {
                if (!resource.equals(UsageCounters.NO_RESOURCE) && series.hasDays(first, end)) {
                    resources.add(resource);
                }
            });
        }
        return resources;
    }

    private static Optional<BigDecimal> planValue(List<Definition> metrics, String resource) {
        Optional<BigDecimal> planValue = Optional.empty();
        for (var definition : metrics) {
            if (definition.isOf(resource) && definition.metric().planValue().isPresent()) {
                planValue = definition.metric().planValue();
            }
        }
        return planValue;
    }

    private Reading reading(List<Definition> metrics, String resource) {
        var metric = metrics.get(0).metric();
        if (metrics.stream().allMatch(other -> metric.readsLike(other.metric()))) {
            return new Reading(counters, resource, day, List.of(new Interval(metric, first, end)));
        }
        return new Reading(counters, resource, day, intervals(metrics, resource));
    }

    /**
     * Which definition reads which days, where several plans define the metric differently: the one in force on the day,
     * so that no usage drops out of the rows when the plan changes. The resource's own subscription goes before one of
     * the whole installation, and that before any other; a later one before an earlier one.
     */
    private List<Interval> intervals(List<Definition> metrics, String resource) {
        var candidates = new ArrayList<>(metrics);
        candidates.sort(Comparator.comparing(
                (Definition definition) -> definition.isOf(resource) ? 0 : definition.isOf(UsageCounters.NO_RESOURCE) ? 1 : 2)
                .thenComparing(definition -> definition.subscription().from(), Comparator.reverseOrder()));
        var bounds = new TreeSet<LocalDate>();
        bounds.add(first);
        for (var definition : metrics) {
            bounds.add(definition.subscription().from());
            bounds.add(definition.subscription().until());
        }
        bounds.add(end);
        var intervals = new ArrayList<Interval>();
        for (var from = first; from.isBefore(end); from = bounds.higher(from)) {
            var start = from;
            var inForce = candidates.stream().filter(definition -> definition.subscription().covers(start)).findFirst()
                    .orElse(candidates.get(0));
            intervals.add(new Interval(inForce.metric(), start, bounds.higher(start)));
        }
        return intervals;
    }

    private record Definition(Metric metric, MeteredSubscription subscription) {

        boolean isOf(String resource) {
            return subscription.resourceId().orElse(UsageCounters.NO_RESOURCE).equals(resource);
        }
    }

    /** Days that one definition reads. */
    private record Interval(Metric metric, LocalDate from, LocalDate until) {
    }

    /** One resource's values of one metric; the intervals tile the period up to the reported day. */
    private record Reading(UsageCounters counters, String resource, LocalDate day, List<Interval> intervals) {

        Ratio dayValue() {
            var metric = latest().metric();
            return new Ratio(counters.of(metric.counter(), resource).on(day), metric.divisor());
        }

        Ratio periodValue() {
            var value = Ratio.ZERO;
            var any = false;
            for (var interval : intervals) {
                var metric = interval.metric();
                var series = counters.of(metric.counter(), resource);
                if (series.hasDays(interval.from(), interval.until())) {
                    var part = new Ratio(series.aggregate(metric.aggregation(), interval.from(), interval.until()),
                            metric.divisor());
                    value = any ? joined(value, part) : part;
                    any = true;
                }
            }
            return value;
        }

        private Ratio joined(Ratio earlier, Ratio later) {
            return switch (latest().metric().aggregation()) {
                case SUM -> earlier.plus(later);
                case MAX -> earlier.max(later);
                case LAST -> later;
            };
        }

        private Interval latest() {
            return intervals.get(intervals.size() - 1);
        }
    }
}
