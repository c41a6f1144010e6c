package dev.billingreporter.pricing;

import dev.billingreporter.item.Item;
import dev.billingreporter.usage.Metric;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The metrics of one plan, by their names.
 *
 * @param byName in the plan's order
 */
public record PlanMetrics(Map<String, Metric> byName) {

    public PlanMetrics {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    /**
     * Reads a plan's metrics.
     *
     * @throws dev.billingreporter.item.InvalidItemException if one of them cannot be used, or two have the same name
     */
    public static PlanMetrics read(List<Item> items) {
        var byName = new LinkedHashMap<String, Metric>();
        for (var item : items) {
            var metric = Metric.read(item);
            if (byName.put(metric.name(), metric) != null) {
                throw item.invalid("name", "must be unique in its plan, but there are two metrics \"%s\""
                        .formatted(Item.shortened(metric.name())));
            }
        }
        return new PlanMetrics(byName);
    }

    /** All of them, in the plan's order. */
    public List<Metric> all() {
        return List.copyOf(byName.values());
    }

    /**
     * The metric that a charge is about.
     *
     * @throws dev.billingreporter.item.InvalidItemException if the plan has no such metric
     */
    Metric of(Item charge) {
        var name = charge.text("metric");
        var metric = byName.get(name);
        if (metric == null) {
            throw charge.invalid("metric", "names \"%s\", which is no metric of the plan".formatted(Item.shortened(name)));
        }
        return metric;
    }
}
