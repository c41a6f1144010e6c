package dev.billingreporter.pricing;

import dev.billingreporter.item.Item;
import java.util.List;

/**
 * One charge of a plan. Each kind is a file of its own, registered in {@link ChargeKinds}, that reads its fields and
 * prices a subscription's usage.
 */
public interface Charge {

    /** The lines that this charge makes for one subscription, up to the reported day. */
    List<ChargeLine> lines(SubscriptionUsage usage);

    /** Whether it looks at what the plan's other charges and its discounts come to, and so follows all of them. */
    default boolean comesLast() {
        return false;
    }

    /** Whether a charge is shared out by days, as it is unless its item says otherwise. */
    static boolean isProrated(Item charge) {
        return charge.flag("prorate", true);
    }
}
