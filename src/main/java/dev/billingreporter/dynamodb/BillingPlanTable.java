package dev.billingreporter.dynamodb;

import dev.billingreporter.item.InvalidItemException;
import dev.billingreporter.item.Item;
import dev.billingreporter.pricing.BillingPlan;
import dev.billingreporter.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads the billing plans table. */
@ApplicationScoped
public class BillingPlanTable {

    /** Plans kept in one run. Where every customer has a plan of its own, each page brings its own ones. */
    private static final int MOST_PLANS = 5_000;

    private static final String KEY = "billingPlanId";
    private static final Projection PROJECTION = Projection.of(BillingPlan.ATTRIBUTES);

    private final BatchReader batchReader;
    private final String table;

    BillingPlanTable(BatchReader batchReader, Settings settings) {
        this.batchReader = batchReader;
        this.table = settings.billingPlansTable();
    }

    /**
     * The plans with these ids, and those already known: each is read once in a run.
     *
     * @throws TableException if the table cannot be read
     */
    public Plans read(Collection<String> billingPlanIds, Plans known) {
        var unknown = billingPlanIds.stream().filter(id -> !known.entries().containsKey(id)).toList();
        if (unknown.isEmpty()) {
            return known;
        }
        var items = batchReader.read(table, KEY, unknown, PROJECTION);
        var entries = new HashMap<String, Entry>();
        if (known.entries().size() + unknown.size() <= MOST_PLANS) {
            entries.putAll(known.entries());
        } else {
            billingPlanIds
                    .forEach(id -> Optional.ofNullable(known.entries().get(id)).ifPresent(entry -> entries.put(id, entry)));
        }
        unknown.forEach(id -> entries.put(id, entry(id, Optional.ofNullable(items.get(id)))));
        return new Plans(entries);
    }

    private Entry entry(String billingPlanId, Optional<Map<String, AttributeValue>> attributes) {
        if (attributes.isEmpty()) {
            return new Entry.Unusable("%s has no item \"%s\"".formatted(table, Item.shortened(billingPlanId)));
        }
        try {
            return new Entry.Usable(BillingPlan.read(Item.of(table, billingPlanId, AttributeValues.plain(attributes.get()))));
        } catch (InvalidItemException e) {
            return new Entry.Unusable(e.getMessage());
        }
    }

    /**
     * The billing plans that a run has read.
     *
     * @param entries by their ids
     */
    public record Plans(Map<String, Entry> entries) {

        /** Those of a run that has just started. */
        public static final Plans NONE = new Plans(Map.of());

        public Plans {
            entries = Map.copyOf(entries);
        }

        /** The plan with this id, which was asked for. */
        public Entry get(String billingPlanId) {
            return entries.get(billingPlanId);
        }
    }

    /** A place in the table. */
    public sealed interface Entry {

        /** A billing plan. */
        record Usable(BillingPlan plan) implements Entry {
        }

        /**
         * No item, or one that cannot be used.
         *
         * @param message which attribute, and why
         */
        record Unusable(String message) implements Entry {
        }
    }
}
