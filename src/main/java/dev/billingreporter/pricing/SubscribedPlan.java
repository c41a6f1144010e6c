package dev.billingreporter.pricing;

import dev.billingreporter.installation.Subscription;
import java.util.Objects;

/**
 * A subscription with its plan.
 *
 * @param subscription to what, and when
 * @param plan its billing plan
 */
public record SubscribedPlan(Subscription subscription, BillingPlan plan) {

    public SubscribedPlan {
        Objects.requireNonNull(subscription);
        Objects.requireNonNull(plan);
    }
}
