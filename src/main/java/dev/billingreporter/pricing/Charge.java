package dev.billingreporter.pricing;

import java.util.List;

/**
 * One charge of a plan. Each kind is a file of its own, registered in {@link ChargeKinds}, that reads its fields and
 * prices a subscription's usage.
 */
public interface Charge {

    /** The lines that this charge makes for one subscription, up to the reported day. */
    List<ChargeLine> lines(SubscriptionUsage usage);

    /** Whether it looks at the lines of the plan's other charges, and so comes after all of them. */
    default boolean comesLast() {
        return false;
    }
}
