package dev.billingreporter.usage;

import dev.billingreporter.day.BillingPeriod;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was counted in a billing period, up to the reported day, and is charged to nobody. In the order of counter and
 * resource.
 *
 * @param unmapped counters that no metric of the installation's plans names
 * @param unbilled counters that a metric names, with a value other than 0 on days on which no subscription of the resource
 *        or of the whole installation meters them
 */
public record UnchargedUsage(List<Counter> unmapped, List<Counter> unbilled) {

    private static final int MOST_EXPLAINED = 100;

    public UnchargedUsage {
        unmapped = List.copyOf(unmapped);
        unbilled = List.copyOf(unbilled);
    }

    /**
     * One counter of one resource.
     *
     * @param counter the partner's key
     * @param resourceId the resource; empty for usage of the whole installation
     * @param days on how many days it was counted and not charged
     * @param value its values of these days, added up, in counter units
     */
    public record Counter(String counter, Optional<String> resourceId, int days, BigDecimal value) {

        public Counter {
            Objects.requireNonNull(counter);
            Objects.requireNonNull(resourceId);
            Objects.requireNonNull(value);
        }

        private String explanation(String reason) {
            return "Not charged: counter \"%s\" %s, %s on %d day%s: %s".formatted(counter,
                    resourceId.map(id -> "of resource \"" + id + "\"").orElse("of the whole installation"),
                    value.toPlainString(), days, days == 1 ? "" : "s", reason);
        }
    }

    /**
     * Looks for it.
     *
     * @param period the billing period
     * @param day the reported day, one of the period's
     * @param named the counters that the installation's plans name, in any version and whatever their subscriptions' days
     * @param subscriptions those that cover a day of the period up to the reported one
     * @param counters what was counted
     */
    public static UnchargedUsage of(BillingPeriod period, LocalDate day, Set<String> named,
            List<MeteredSubscription> subscriptions, UsageCounters counters) {
        var unmapped = new ArrayList<Counter>();
        var unbilled = new ArrayList<Counter>();
        var metered = metered(period.firstDay(), subscriptions);
        for (var counter : new TreeSet<>(counters.names())) {
            var isMapped = named.contains(counter);
            var byLevel = metered.getOrDefault(counter, Map.of());
            counters.of(counter).forEach((resource, values) -> {
                var counted = values.between(period.firstDay(), day);
                var uncharged = !isMapped ? counted : counted.where((date, value) -> {
                    var number = number(period.firstDay(), date);
                    return value.signum() != 0 && !hasDay(byLevel, resource, number)
                            && !hasDay(byLevel, UsageCounters.NO_RESOURCE, number);
                });
                if (!uncharged.isEmpty()) {
                    (isMapped ? unbilled : unmapped).add(new Counter(counter,
                            Optional.of(resource).filter(id -> !id.equals(UsageCounters.NO_RESOURCE)), uncharged.size(),
                            uncharged.sum()));
                }
            });
        }
        return new UnchargedUsage(unmapped, unbilled);
    }

    /** How many counters no metric names, whatever the number of their resources. */
    public int unmappedCounters() {
        var names = new HashSet<String>();
        unmapped.forEach(counter -> names.add(counter.counter()));
        return names.size();
    }

    /** How many counters of resources, or of the whole installation, are unbilled. */
    public int unbilledCounters() {
        return unbilled.size();
    }

    /** In words for a customer, a line each; at most 100 of each kind, and how many more there are. */
    public List<String> explanation() {
        var lines = new ArrayList<String>();
        explain(unmapped, "no metric of a billing plan names it", lines);
        explain(unbilled, "no subscription of these days meters it", lines);
        return lines;
    }

    private static void explain(List<Counter> counters, String reason, List<String> lines) {
        counters.stream().limit(MOST_EXPLAINED).forEach(counter -> lines.add(counter.explanation(reason)));
        if (counters.size() > MOST_EXPLAINED) {
            lines.add("Not charged: %d more; %s".formatted(counters.size() - MOST_EXPLAINED, reason));
        }
    }

    /** For each counter and level, the days on which a subscription meters it, counted from the period's first. */
    private static Map<String, Map<String, BitSet>> metered(LocalDate firstDay, List<MeteredSubscription> subscriptions) {
        var metered = new HashMap<String, Map<String, BitSet>>();
        for (var subscription : subscriptions) {
            for (var metric : subscription.metrics()) {
                metered.computeIfAbsent(metric.counter(), counter -> new HashMap<>())
                        .computeIfAbsent(subscription.level(), level -> new BitSet())
                        .set(number(firstDay, subscription.from()), number(firstDay, subscription.until()));
            }
        }
        return metered;
    }

    private static boolean hasDay(Map<String, BitSet> byLevel, String level, int number) {
        var days = byLevel.get(level);
        return days != null && days.get(number);
    }

    private static int number(LocalDate firstDay, LocalDate date) {
        return (int) ChronoUnit.DAYS.between(firstDay, date);
    }
}
