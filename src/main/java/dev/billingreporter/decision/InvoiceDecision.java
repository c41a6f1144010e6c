package dev.billingreporter.decision;

import dev.billingreporter.installation.Installation;
import dev.billingreporter.invoice.Settlement;
import dev.billingreporter.invoice.StoredInvoice;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run is to do about one installation's invoices.
 *
 * @param isRead whether its invoices were read; otherwise there is only late usage to be told
 * @param settlement what remains to be done
 * @param stored its invoices by the starts of their periods
 * @param toFreeze the invoices of the due periods that have none, ascending
 * @param late what the latest invoiced period comes to by now, where that is to be told
 * @param readAt when its counters were read, or before
 */
public record InvoiceDecision(Installation installation, boolean isRead, Settlement settlement,
        SortedMap<Instant, StoredInvoice> stored, List<NewInvoice> toFreeze, Optional<LateUsage> late, Instant readAt) {

    public InvoiceDecision {
        Objects.requireNonNull(installation);
        Objects.requireNonNull(settlement);
        stored = new TreeMap<>(stored);
        toFreeze = List.copyOf(toFreeze);
        Objects.requireNonNull(late);
        Objects.requireNonNull(readAt);
    }

    static InvoiceDecision of(InvoiceFacts.Read facts, Optional<LateUsage> late) {
        var settlement = facts.settlement();
        var toFreeze = settlement.toFreeze().stream()
                .map(due -> NewInvoice.of(facts.installation(), due, facts.figures(), facts.readAt())).toList();
        return new InvoiceDecision(facts.installation(), true, settlement, facts.stored(), toFreeze, late, facts.readAt());
    }

    static InvoiceDecision ofLateUsage(Installation installation, LateUsage late, Instant readAt) {
        return new InvoiceDecision(installation, false, new Settlement(List.of(), new TreeMap<>()), new TreeMap<>(), List.of(),
                Optional.of(late), readAt);
    }
}
