package dev.billingreporter.run;

import dev.billingreporter.dynamodb.BillingPlanTable;
import dev.billingreporter.dynamodb.CheckpointTable;
import dev.billingreporter.dynamodb.InstallationTable;
import dev.billingreporter.dynamodb.InstallationTable.Entry;
import dev.billingreporter.event.RunEvent.Submit;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Reads what a page of installations needs: the installations, their checkpoints and their billing plans. */
@ApplicationScoped
class PageReader {

    private final InstallationTable installations;
    private final CheckpointTable checkpoints;
    private final BillingPlanTable plans;

    PageReader(InstallationTable installations, CheckpointTable checkpoints, BillingPlanTable plans) {
        this.installations = installations;
        this.checkpoints = checkpoints;
        this.plans = plans;
    }

    /**
     * The page of the scan after {@code after}.
     *
     * @param knownPlans the run's plans; what the page needs beyond them is added
     * @throws dev.billingreporter.dynamodb.TableException if a table cannot be read
     */
    Page scan(Submit event, Optional<String> after, BillingPlanTable.Plans knownPlans) {
        var page = installations.scan(event.segment(), after);
        return page(page.entries(), List.of(), page.next(), knownPlans);
    }

    /**
     * The installations that are named, all on one page.
     *
     * @throws dev.billingreporter.dynamodb.TableException if a table cannot be read
     */
    Page named(List<String> installationIds, BillingPlanTable.Plans knownPlans) {
        var entries = installations.find(installationIds);
        var missing = new LinkedHashSet<>(installationIds);
        entries.forEach(entry -> missing.remove(entry.installationId()));
        return page(entries, List.copyOf(missing), Optional.empty(), knownPlans);
    }

    private Page page(List<Entry> entries, List<String> missing, Optional<String> next, BillingPlanTable.Plans knownPlans) {
        var progress = checkpoints.read(entries.stream().map(Entry::installationId).toList());
        var planIds = new LinkedHashSet<String>();
        for (var entry : entries) {
            if (entry instanceof Entry.Usable usable) {
                usable.installation().subscriptions().forEach(subscription -> planIds.add(subscription.billingPlanId()));
            }
        }
        var pagePlans = plans.read(planIds, knownPlans);
        var work = new ArrayList<Work>(entries.size());
        for (var entry : entries) {
            work.add(new Work(entry, progress.get(entry.installationId()), pagePlans));
        }
        return new Page(work, missing, next, pagePlans);
    }

    /**
     * Some installations.
     *
     * @param work in the order in which they are worked on
     * @param missing ids that were named and do not exist
     * @param next the key after which the next page starts; empty when this is the last one
     * @param plans the billing plans read so far
     */
    record Page(List<Work> work, List<String> missing, Optional<String> next, BillingPlanTable.Plans plans) {
    }

    /**
     * One installation, with what was read for it.
     *
     * @param entry its item
     * @param checkpoint its checkpoint
     * @param plans the billing plans of its page
     */
    record Work(Entry entry, CheckpointTable.Entry checkpoint, BillingPlanTable.Plans plans) {

        String installationId() {
            return entry.installationId();
        }
    }
}
