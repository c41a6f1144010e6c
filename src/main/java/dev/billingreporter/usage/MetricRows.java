package dev.billingreporter.usage;

import dev.billingreporter.day.BillingPeriod;
import dev.billingreporter.usage.Metric.Identity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The usage rows of one metric. Where several plans define it differently, each day is read by the definition in force on
 * it, so that no usage drops out of the rows when the plan changes. The resource's own subscription goes before one of the
 * whole installation, and that before any other; a later started one before an earlier one.
 */
final class MetricRows {

    /** Values that were counted in different units are divided before they are added: far more digits than are sent. */
    private static final int DECIMALS_BETWEEN = 60;

    private final Identity identity;
    private final List<MetricDefinition> definitions;
    private final BillingPeriod period;
    private final LocalDate day;
    private final UsageCounters counters;
    private final Metric latest;
    /** Whether all read the same figures from the counters. */
    private final boolean alike;
    private final boolean dividedAlike;
    private final Map<String, List<MetricDefinition>> byLevel = new HashMap<>();
    private final Map<LocalDate, Optional<MetricDefinition>> ofAnyLevel = new HashMap<>();

    /** @param definitions at least one, the one started last comes last */
    MetricRows(Identity identity, List<MetricDefinition> definitions, BillingPeriod period, LocalDate day,
            UsageCounters counters) {
        this.identity = identity;
        this.definitions = definitions;
        this.period = period;
        this.day = day;
        this.counters = counters;
        this.latest = definitions.get(definitions.size() - 1).metric();
        var readAlike = true;
        var divideAlike = true;
        for (var definition : definitions) {
            readAlike &= definition.metric().readsLike(latest);
            divideAlike &= definition.metric().divisor().compareTo(latest.divisor()) == 0;
            byLevel.computeIfAbsent(definition.subscription().level(), level -> new ArrayList<>(1)).add(definition);
        }
        this.alike = readAlike;
        this.dividedAlike = divideAlike;
    }

    /** Makes a row for each resource that subscribes to the metric or has usage of it, and the whole installation's. */
    void rows(Consumer<RowValues> to) {
        var resources = resources();
        for (var resource : resources) {
            to.accept(row(Optional.of(resource), values(resource)));
        }
        to.accept(row(Optional.empty(), total(resources)));
    }

    private Set<String> resources() {
        var resources = new TreeSet<>(byLevel.keySet());
        if (alike) {
            addResources(latest.counter(), resources);
        } else {
            definitions.stream().map(definition -> definition.metric().counter()).distinct()
                    .forEach(counter -> addResources(counter, resources));
        }
        resources.remove(UsageCounters.NO_RESOURCE);
        return resources;
    }

    private void addResources(String counter, Set<String> resources) {
        counters.of(counter).forEach((resource, values) -> {
            if (!toDate(values).isEmpty()) {
                resources.add(resource);
            }
        });
    }

    private RowValues row(Optional<String> resourceId, DayValues values) {
        var level = resourceId.orElse(UsageCounters.NO_RESOURCE);
        var aggregation = alike ? latest.aggregation() : inForce(level, day).metric().aggregation();
        return new RowValues(resourceId, identity, day, values, dividedAlike ? latest.divisor() : BigDecimal.ONE,
                aggregation, period.days(), planValue(level));
    }

    /** The limit that the subscription of this very level says, which is in force on the reported day. */
    private Optional<BigDecimal> planValue(String level) {
        return latestOn(day, byLevel.getOrDefault(level, List.of()))
                .flatMap(definition -> definition.metric().planValue());
    }

    private DayValues total(Set<String> resources) {
        if (alike) {
            return toDate(counters.of(latest, Optional.empty()));
        }
        var byDay = new TreeMap<LocalDate, BigDecimal>();
        Stream.concat(Stream.of(UsageCounters.NO_RESOURCE), resources.stream()).map(this::values)
                .forEach(values -> values.forEach((date, value) -> byDay.merge(date, value, identity.type()::combined)));
        var total = new DayValues();
        byDay.forEach(total::add);
        return total;
    }

    /** The day values of a resource, or of what has none. */
    private DayValues values(String resource) {
        if (alike) {
            return toDate(counters.of(latest.counter(), resource));
        }
        var values = new DayValues();
        for (var date = period.firstDay(); !date.isAfter(day); date = date.plusDays(1)) {
            var metric = inForce(resource, date).metric();
            var counted = counters.of(metric.counter(), resource).on(date);
            if (counted.isPresent()) {
                values.add(date, dividedAlike
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
