package dev.billingreporter.reading;

import dev.billingreporter.pricing.BillingPlans;
import java.util.List;
import java.util.Optional;

/**
 * Some installations.
 *
 * @param entries in the order in which they are worked on
 * @param missing ids that were named and do not exist
 * @param next the key after which the next page starts; empty when this is the last one
 * @param plans the billing plans read so far
 */
public record Page(List<InstallationEntry> entries, List<String> missing, Optional<String> next, BillingPlans plans) {

    public Page {
        entries = List.copyOf(entries);
        missing = List.copyOf(missing);
    }
}
