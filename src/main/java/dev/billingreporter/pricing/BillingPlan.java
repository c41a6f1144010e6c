package dev.billingreporter.pricing;

import dev.billingreporter.item.Item;
import java.util.List;
import java.util.Objects;

/**
 * What is metered and charged for under one plan.
 *
 * @param billingPlanId its id
 * @param metrics what is metered
 * @param charges what is charged, in the order of the lines
 * @param discounts what is taken off
 */
public record BillingPlan(String billingPlanId, PlanMetrics metrics, List<Charge> charges, List<Discount> discounts) {

    /** The attributes that {@link #read} uses. */
    public static final List<String> ATTRIBUTES = List.of("billingPlanId", "metrics", "charges", "discounts");

    public BillingPlan {
        Objects.requireNonNull(billingPlanId);
        Objects.requireNonNull(metrics);
        charges = List.copyOf(charges);
        discounts = List.copyOf(discounts);
    }

    /**
     * Reads an item of the billing plans table.
     *
     * @throws dev.billingreporter.item.InvalidItemException naming the plan and the attribute that cannot be used
     */
    public static BillingPlan read(Item item) {
        var metrics = PlanMetrics.read(item.items("metrics"));
        return new BillingPlan(item.text("billingPlanId"), metrics,
                item.items("charges").stream().map(charge -> ChargeKinds.read(charge, metrics)).toList(),
                item.items("discounts").stream().map(Discount::read).toList());
    }
}
