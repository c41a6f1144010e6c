package dev.billingreporter.pricing;

import dev.billingreporter.item.Parsed;
import java.util.Map;

/**
 * The billing plans that a run has read.
 *
 * @param byId what was made of each, by their ids
 */
public record BillingPlans(Map<String, Parsed<BillingPlan>> byId) {

    /** Those of a run that has just started. */
    public static final BillingPlans NONE = new BillingPlans(Map.of());

    public BillingPlans {
        byId = Map.copyOf(byId);
    }

    /** The plan with this id, which was asked for. */
    public Parsed<BillingPlan> get(String billingPlanId) {
        return byId.get(billingPlanId);
    }
}
