package dev.billingreporter.reading;

import dev.billingreporter.checkpoint.StoredCheckpoint;
import dev.billingreporter.installation.Installation;
import dev.billingreporter.item.Parsed;
import dev.billingreporter.pricing.BillingPlans;
import java.util.Objects;

/**
 * One installation, with what was read for it together with others.
 *
 * @param installationId its key
 * @param installation its item
 * @param checkpoint its checkpoint
 * @param plans the billing plans of its page
 */
public record InstallationEntry(String installationId, Parsed<Installation> installation, Parsed<StoredCheckpoint> checkpoint,
        BillingPlans plans) {

    public InstallationEntry {
        Objects.requireNonNull(installationId);
        Objects.requireNonNull(installation);
        Objects.requireNonNull(checkpoint);
        Objects.requireNonNull(plans);
    }
}
