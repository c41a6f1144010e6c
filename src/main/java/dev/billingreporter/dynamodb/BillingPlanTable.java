package dev.billingreporter.dynamodb;

import dev.billingreporter.item.Item;
import dev.billingreporter.item.Parsed;
import dev.billingreporter.pricing.BillingPlan;
import dev.billingreporter.pricing.BillingPlans;
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
    public BillingPlans read(Collection<String> billingPlanIds, BillingPlans known) {
        var unknown = billingPlanIds.stream().filter(id -> !known.byId().containsKey(id)).toList();
        if (unknown.isEmpty()) {
            return known;
        }
        var items = batchReader.read(table, KEY, unknown, PROJECTION);
        var byId = new HashMap<String, Parsed<BillingPlan>>();
        if (known.byId().size() + unknown.size() <= MOST_PLANS) {
            byId.putAll(known.byId());
        } else {
            billingPlanIds.forEach(id -> Optional.ofNullable(known.byId().get(id)).ifPresent(plan -> byId.put(id, plan)));
        }
        unknown.forEach(id -> byId.put(id, plan(id, Optional.ofNullable(items.get(id)))));
        return new BillingPlans(byId);
    }

    private Parsed<BillingPlan> plan(String billingPlanId, Optional<Map<String, AttributeValue>> attributes) {
        return attributes.isEmpty()
                ? new Parsed.Unusable<>("%s has no item \"%s\"".formatted(table, Item.shortened(billingPlanId)))
                : Parsed.of(() -> BillingPlan.read(Item.of(table, billingPlanId, AttributeValues.plain(attributes.get()))));
    }
}
