package dev.billingreporter.usage;

import dev.billingreporter.day.BillingPeriod;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The usage rows of one metric. Where several plans define it differently, each day is read by the definition in force on
 * it, so that no usage drops out of the rows when the plan changes. The resource's own subscription goes before one of the
 * whole installation, and that before any other; a later started one before an earlier one.
 */
final class MetricRows {

    /** Values that were counted in different units are divided before they are added: far more digits than are sent. */
    private static final int DECIMALS_BETWEEN = 60;

    private final List<MetricDefinition> definitions;
    private final BillingPeriod period;
    private final LocalDate day;
    private final UsageCounters counters;
    private final boolean alike;
    private final Optional<BigDecimal> commonDivisor;
    private final Map<String, List<MetricDefinition>> byLevel = new HashMap<>();
    private final Map<LocalDate, Optional<MetricDefinition>> ofAnyLevel = new HashMap<>();

    /** @param definitions at least one, the one started last comes last */
    MetricRows(List<MetricDefinition> definitions, BillingPeriod period, LocalDate day, UsageCounters counters) {
        this.definitions = definitions;
        this.period = period;
        this.day = day;
        this.counters = counters;
        var first = definitions.get(0).metric();
        this.alike = definitions.stream().allMatch(definition -> definition.metric().readsLike(first));
        this.commonDivisor = definitions.stream()
                .allMatch(definition -> definition.metric().divisor().compareTo(first.divisor()) == 0)
                        ? Optional.of(first.divisor())
                        : Optional.empty();
        definitions.forEach(definition -> byLevel
                .computeIfAbsent(definition.subscription().level(), level -> new ArrayList<>(1)).add(definition));
    }

    /** A row for each resource that subscribes to the metric or has usage of it, then the whole installation's. */
    Stream<RowValues> rows() {
        var resources = resources();
        return Stream.concat(resources.stream().map(resource -> row(Optional.of(resource), values(resource))),
                Stream.of(resources).map(all -> row(Optional.empty(), total(all))));
    }

    private Set<String> resources() {
        var resources = new TreeSet<>(byLevel.keySet());
        var names = new HashSet<String>();
        for (var definition : definitions) {
            if (names.add(definition.metric().counter())) {
                counters.of(definition.metric().counter()).forEach((resource, values) -> {
                    if (!toDate(values).isEmpty()) {
                        resources.add(resource);
                    }
                });
            }
        }
        resources.remove(UsageCounters.NO_RESOURCE);
        return resources;
    }

    private RowValues row(Optional<String> resourceId, DayValues values) {
        var level = resourceId.orElse(UsageCounters.NO_RESOURCE);
        var metric = alike ? definitions.get(0).metric() : inForce(level, day).metric();
        return new RowValues(resourceId, metric.identity(), day, values, commonDivisor.orElse(BigDecimal.ONE),
                metric.aggregation(), period.days(), planValue(level));
    }

    /** The limit that the subscription of this very level says, which is in force on the reported day. */
    private Optional<BigDecimal> planValue(String level) {
        return latestOn(day, byLevel.getOrDefault(level, List.of()))
                .flatMap(definition -> definition.metric().planValue());
    }

    private DayValues total(Set<String> resources) {
        if (alike) {
            return toDate(counters.of(definitions.get(0).metric(), Optional.empty()));
        }
        var type = definitions.get(0).metric().type();
        var byDay = new TreeMap<LocalDate, BigDecimal>();
        Stream.concat(Stream.of(UsageCounters.NO_RESOURCE), resources.stream()).map(this::values)
                .forEach(values -> values.forEach((date, value) -> byDay.merge(date, value, type::combined)));
        var total = new DayValues();
        byDay.forEach(total::add);
        return total;
    }

    /** The day values of a resource, or of what has none. */
    private DayValues values(String resource) {
        if (alike) {
            return toDate(counters.of(definitions.get(0).metric().counter(), resource));
        }
        var values = new DayValues();
        for (var date = period.firstDay(); !date.isAfter(day); date = date.plusDays(1)) {
            var metric = inForce(resource, date).metric();
            var counted = counters.of(metric.counter(), resource).on(date);
            if (counted.isPresent()) {
                values.add(date, commonDivisor.isPresent()
                        ? counted.get()
                        : counted.get().divide(metric.divisor(), DECIMALS_BETWEEN, RoundingMode.HALF_UP));
            }
        }
        return values;
    }

    private MetricDefinition inForce(String level, LocalDate date) {
        var own = byLevel.getOrDefault(level, List.of());
        var whole = byLevel.getOrDefault(UsageCounters.NO_RESOURCE, List.of());
        return latestOn(date, own).or(() -> latestOn(date, whole))
                .or(() -> ofAnyLevel.computeIfAbsent(date, any -> latestOn(any, definitions)))
                // no subscription has this day: its usage is shown as the one next to it is
                .or(() -> latest(own)).or(() -> latest(whole)).or(() -> latest(definitions)).orElseThrow();
    }

    private static Optional<MetricDefinition> latestOn(LocalDate date, List<MetricDefinition> definitions) {
        for (var index = definitions.size() - 1; index >= 0; index--) {
            if (definitions.get(index).subscription().covers(date)) {
                return Optional.of(definitions.get(index));
            }
        }
        return Optional.empty();
    }

    private static Optional<MetricDefinition> latest(List<MetricDefinition> definitions) {
        return definitions.isEmpty() ? Optional.empty() : Optional.of(definitions.get(definitions.size() - 1));
    }

    private DayValues toDate(DayValues values) {
        return values.between(period.firstDay(), day);
    }
}
