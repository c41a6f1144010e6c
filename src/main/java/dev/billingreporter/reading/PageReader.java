package dev.billingreporter.reading;

import dev.billingreporter.dynamodb.BillingPlanTable;
import dev.billingreporter.dynamodb.CheckpointTable;
import dev.billingreporter.dynamodb.InstallationTable;
import dev.billingreporter.dynamodb.InstallationTable.Entry;
import dev.billingreporter.installation.Installation;
import dev.billingreporter.installation.Segment;
import dev.billingreporter.item.Parsed;
import dev.billingreporter.pricing.BillingPlans;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Reads what a page of installations needs: the installations, their checkpoints and their billing plans. */
@ApplicationScoped
public class PageReader {

    private final InstallationTable installations;
    private final CheckpointTable checkpoints;
    private final BillingPlanTable plans;

    PageReader(InstallationTable installations, CheckpointTable checkpoints, BillingPlanTable plans) {
        this.installations = installations;
        this.checkpoints = checkpoints;
        this.plans = plans;
    }

    /**
     * The first page of the scan.
     *
     * @param segment which share of the installations
     * @param after the key after which it starts
     * @throws dev.billingreporter.item.TableException if a table cannot be read
     */
    public Page first(Segment segment, Optional<String> after) {
        return scan(segment, after, BillingPlans.NONE);
    }

    /**
     * The page after {@code page}, which has a next one. The plans that were read before are not read again.
     *
     * @throws dev.billingreporter.item.TableException if a table cannot be read
     */
    public Page next(Segment segment, Page page) {
        return scan(segment, page.next(), page.plans());
    }

    private Page scan(Segment segment, Optional<String> after, BillingPlans knownPlans) {
        var page = installations.scan(segment, after);
        return page(page.entries(), List.of(), page.next(), knownPlans);
    }

    /**
     * The installations that are named, all on one page.
     *
     * @throws dev.billingreporter.item.TableException if a table cannot be read
     */
    public Page named(List<String> installationIds) {
        var entries = installations.find(installationIds);
        var missing = new LinkedHashSet<>(installationIds);
        entries.forEach(entry -> missing.remove(entry.installationId()));
        return page(entries, List.copyOf(missing), Optional.empty(), BillingPlans.NONE);
    }

    private Page page(List<Entry> entries, List<String> missing, Optional<String> next, BillingPlans knownPlans) {
        var stored = checkpoints.read(entries.stream().map(Entry::installationId).toList());
        var planIds = new LinkedHashSet<String>();
        for (var entry : entries) {
            if (entry.installation() instanceof Parsed.Usable<Installation> usable) {
                usable.value().subscriptions().forEach(subscription -> planIds.add(subscription.billingPlanId()));
            }
        }
        var pagePlans = plans.read(planIds, knownPlans);
        return new Page(entries.stream().map(entry -> new InstallationEntry(entry.installationId(), entry.installation(),
                stored.get(entry.installationId()), pagePlans)).toList(), missing, next, pagePlans);
    }
}
