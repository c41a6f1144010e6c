package dev.billingreporter.usage;

import dev.billingreporter.day.BillingPeriod;
import dev.billingreporter.usage.Metric.Identity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rolls an installation's counters up to the usage rows of one day's statement: for each metric a row for the whole
 * installation, and one for each resource.
 */
public final class UsageRollup {

    private UsageRollup() {
    }

    /**
     * The usage rows, in no particular order; none is made before it is asked for.
     *
     * @param period the billing period
     * @param day the reported day, one of the period's
     * @param subscriptions those that cover a day of the period up to the reported one
     * @param counters what was counted
     */
    public static Stream<UsageRow> rows(BillingPeriod period, LocalDate day, List<MeteredSubscription> subscriptions,
            UsageCounters counters) {
        return values(period, day, subscriptions, counters).map(RowValues::row);
    }

    /** The same rows, each with the values of its days; in the order of {@link UsageRow#ORDER}. */
    public static List<DailyUsage> daily(BillingPeriod period, LocalDate day, List<MeteredSubscription> subscriptions,
            UsageCounters counters) {
        return values(period, day, subscriptions, counters).map(RowValues::daily).sorted(DailyUsage.ORDER).toList();
    }

    private static Stream<RowValues> values(BillingPeriod period, LocalDate day, List<MeteredSubscription> subscriptions,
            UsageCounters counters) {
        var definitions = new LinkedHashMap<Identity, List<MetricDefinition>>();
        subscriptions.stream().sorted(MeteredSubscription.START_ORDER)
                .forEach(subscription -> subscription.metrics().forEach(metric -> definitions
                        .computeIfAbsent(metric.identity(), identity -> new ArrayList<>(1))
                        .add(new MetricDefinition(metric, subscription))));
        return definitions.values().stream().flatMap(metric -> new MetricRows(metric, period, day, counters).rows());
    }
}
