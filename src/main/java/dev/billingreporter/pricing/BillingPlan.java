package dev.billingreporter.pricing;

import dev.billingreporter.item.Item;
import dev.billingreporter.usage.Metric;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is metered and charged for under one plan. A billing period is priced, all of it, by the version in force on its
 * first day, so that a change of price never reprices a period that is running.
 *
 * @param billingPlanId its id
 * @param versions at least one, the first one without a date, then by their dates
 */
public record BillingPlan(String billingPlanId, List<PlanVersion> versions) {

    /** The attributes that {@link #read} uses. */
    public static final List<String> ATTRIBUTES = List.of("billingPlanId", "metrics", "charges", "discounts", "versions");

    public BillingPlan {
        Objects.requireNonNull(billingPlanId);
        versions = List.copyOf(versions);
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("a plan has at least one version");
        }
    }

    /**
     * Reads an item of the billing plans table.
     *
     * @throws dev.billingreporter.item.InvalidItemException naming the plan and the attribute that cannot be used
     */
    public static BillingPlan read(Item item) {
        var versions = new ArrayList<PlanVersion>();
        versions.add(PlanVersion.read(item, Optional.empty()));
        for (var version : item.items("versions")) {
            var from = version.date("from");
            if (versions.stream().anyMatch(other -> other.from().equals(Optional.of(from)))) {
                throw version.invalid("from", "must be unique in its plan, but there are two versions from " + from);
            }
            versions.add(PlanVersion.read(version, Optional.of(from)));
        }
        versions.sort((one, other) -> one.from().orElse(LocalDate.MIN).compareTo(other.from().orElse(LocalDate.MIN)));
        return new BillingPlan(item.text("billingPlanId"), versions);
    }

    /** The version that prices a billing period: the latest one that is not from after the period's first day. */
    public PlanVersion on(LocalDate firstDay) {
        var inForce = versions.get(0);
        for (var version : versions) {
            if (version.from().map(from -> !from.isAfter(firstDay)).orElse(true)) {
                inForce = version;
            }
        }
        return inForce;
    }

    /** The counters that its metrics name, in any version. */
    public Set<String> counters() {
        return versions.stream().flatMap(version -> version.metrics().all().stream()).map(Metric::counter)
                .collect(Collectors.toUnmodifiableSet());
    }
}
