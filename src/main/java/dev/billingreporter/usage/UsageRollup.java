package dev.billingreporter.usage;

import dev.billingreporter.day.BillingPeriod;
import dev.billingreporter.usage.Metric.Identity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;

/**
 * Rolls an installation's counters up to the usage rows of one day's statement: for each metric a row for the whole
 * installation, and one for each resource.
 */
public final class UsageRollup {

    private UsageRollup() {
    }

    /**
     * Makes the usage rows, in no particular order.
     *
     * @param period the billing period
     * @param day the reported day, one of the period's
     * @param subscriptions those that cover a day of the period up to the reported one
     * @param counters what was counted
     * @param to takes each row, or stops by an exception
     */
    public static void rows(BillingPeriod period, LocalDate day, List<MeteredSubscription> subscriptions,
            UsageCounters counters, Consumer<UsageRow> to) {
        values(period, day, subscriptions, counters, values -> to.accept(values.row()));
    }

    /** The same rows, each with the values of its days; in the order of {@link UsageRow#ORDER}. */
    public static List<DailyUsage> daily(BillingPeriod period, LocalDate day, List<MeteredSubscription> subscriptions,
            UsageCounters counters) {
        var daily = new ArrayList<DailyUsage>();
        values(period, day, subscriptions, counters, values -> daily.add(values.daily()));
        daily.sort(DailyUsage.ORDER);
        return daily;
    }

    private static void values(BillingPeriod period, LocalDate day, List<MeteredSubscription> subscriptions,
            UsageCounters counters, Consumer<RowValues> to) {
        var inOrder = new ArrayList<>(subscriptions);
        inOrder.sort(MeteredSubscription.START_ORDER);
        var definitions = new LinkedHashMap<Identity, List<MetricDefinition>>();
        for (var subscription : inOrder) {
            for (var metric : subscription.metrics()) {
                definitions.computeIfAbsent(metric.identity(), identity -> new ArrayList<>(1))
                        .add(new MetricDefinition(metric, subscription));
            }
        }
        definitions.forEach((identity, metric) -> new MetricRows(identity, metric, period, day, counters).rows(to));
    }
}
