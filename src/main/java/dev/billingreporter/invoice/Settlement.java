package dev.billingreporter.invoice;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is due for one installation, beside the invoices that its table has: what remains to be done, and in which order.
 *
 * @param due the due periods, ascending
 * @param invoices the installation's invoices by the starts of their periods: those of the due periods, and earlier ones
 */
public record Settlement(List<DueInvoice> due, SortedMap<Instant, Invoice> invoices) {

    public Settlement {
        due = List.copyOf(due);
        invoices = new TreeMap<>(invoices);
    }

    /** The due periods whose invoices have to be frozen, or made by a person, ascending. */
    public List<DueInvoice> toFreeze() {
        return due.stream().filter(this::lacksInvoice).toList();
    }

    private boolean lacksInvoice(DueInvoice period) {
        return period.needsInvoice() && (period.invoicedUpTo().isPresent() || !invoices.containsKey(period.periodStart()));
    }

    /**
     * The invoice to be sent next: the earliest that is frozen, whether its period is still due or its subscription was taken
     * away meanwhile. As long as it stays frozen no later one is sent, so that the final one is the last.
     */
    public Optional<Invoice> nextToSend() {
        return invoices.values().stream().filter(Invoice::isFrozen).findFirst()
                .filter(invoice -> toFreeze().stream()
                        .noneMatch(period -> period.periodStart().isBefore(invoice.frozen().periodStart())));
    }

    /** How many invoices are still to be frozen or sent. */
    public int pending() {
        return toFreeze().size() + (int) invoices.values().stream().filter(Invoice::isFrozen).count();
    }

    /** Whether a final invoice, or what follows it, is still to come. */
    public boolean isFinalDue() {
        return finalPeriod().filter(period -> !isSettled(period)).isPresent();
    }

    /**
     * The invoice that ends with "finalize", when that is to be called: it kills the token, so everything else comes first,
     * and an invoice that waits for a person is still to be sent.
     */
    public Optional<Invoice> toFinalize() {
        if (pending() > 0 || invoices.values().stream().anyMatch(Invoice::isRejected)) {
            return Optional.empty();
        }
        return finalPeriod().map(period -> invoices.get(period.periodStart()))
                .filter(invoice -> invoice.finalizedAt().isEmpty());
    }

    /**
     * The end of the last period with which nothing remains to be done, all before it included; empty where something
     * remains with the first one. What is behind it is not looked at again, so a frozen invoice never is.
     */
    public Optional<Instant> settledThrough() {
        var firstFrozen = invoices.values().stream().filter(Invoice::isFrozen).map(invoice -> invoice.frozen().periodEnd())
                .min(Instant::compareTo);
        return due.stream().takeWhile(this::isSettled).map(DueInvoice::periodEnd)
                .takeWhile(end -> firstFrozen.map(end::isBefore).orElse(true))
                .reduce((earlier, later) -> later);
    }

    /** The invoices that Vercel is to be asked for. Once an installation is finalized its token is dead. */
    public List<Invoice> toCheck(Instant now) {
        return checks().filter(check -> !check.at().isAfter(now)).map(Check::invoice).toList();
    }

    /**
     * When the invoices are to be looked at although nothing is due: to ask Vercel for one, or to send one that was frozen
     * anew, whose period is settled long since. Empty where no such moment comes.
     */
    public Optional<Instant> nextLookAt(Instant now) {
        return invoices.values().stream().anyMatch(Invoice::isFrozen) ? Optional.of(now)
                : checks().map(Check::at).min(Instant::compareTo);
    }

    private Stream<Check> checks() {
        var isFinalized = invoices.values().stream().anyMatch(invoice -> invoice.finalizedAt().isPresent());
        return isFinalized ? Stream.empty()
                : invoices.values().stream()
                        .flatMap(invoice -> invoice.nextCheckAt().map(at -> new Check(invoice, at)).stream());
    }

    private record Check(Invoice invoice, Instant at) {
    }

    /** This settlement with an invoice as it is now. */
    public Settlement with(Invoice invoice) {
        var changed = new TreeMap<Instant, Invoice>(invoices);
        changed.put(invoice.frozen().periodStart(), invoice);
        return new Settlement(due, changed);
    }

    private Optional<DueInvoice> finalPeriod() {
        return due.stream().filter(DueInvoice::isFinal).findFirst();
    }

    private boolean isSettled(DueInvoice period) {
        if (lacksInvoice(period)) {
            return false;
        }
        return Optional.ofNullable(invoices.get(period.periodStart()))
                .map(invoice -> !invoice.isFrozen() && (!period.isFinal() || invoice.finalizedAt().isPresent())).orElse(true);
    }
}
