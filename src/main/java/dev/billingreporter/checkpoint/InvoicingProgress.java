package dev.billingreporter.checkpoint;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far an installation's invoices have come: what a run needs to know without reading them.
 *
 * @param settledThrough the end of the latest billing period whose invoice is settled; it only ever moves forward
 * @param nextLookAt when the invoices are to be looked at although no period is due: to ask Vercel what became of one, or
 *        to send one that was frozen anew
 */
public record InvoicingProgress(Optional<Instant> settledThrough, Optional<Instant> nextLookAt) {

    /** Nothing was invoiced yet. */
    public static final InvoicingProgress NONE = new InvoicingProgress(Optional.empty(), Optional.empty());

    public InvoicingProgress {
        Objects.requireNonNull(settledThrough);
        Objects.requireNonNull(nextLookAt);
    }

    /**
     * What one run found and did.
     *
     * @param at when it looked at the invoices; empty where it did not, and only asks for a look
     * @param found how far they have come
     */
    public record Look(Optional<Instant> at, InvoicingProgress found) {

        public Look {
            Objects.requireNonNull(at);
            Objects.requireNonNull(found);
        }
    }

    /** This progress with what a run found: a later look that another run has asked for meanwhile stays. */
    InvoicingProgress with(Look look) {
        var stillToCome = nextLookAt.filter(moment -> look.at().filter(at -> !moment.isAfter(at)).isEmpty());
        return new InvoicingProgress(first(Comparator.reverseOrder(), settledThrough, look.found().settledThrough()),
                first(Comparator.naturalOrder(), stillToCome, look.found().nextLookAt()));
    }

    /** Whether a look has found anything that is not known yet. */
    public boolean changesWith(Look look) {
        return !with(look).equals(this);
    }

    private static Optional<Instant> first(Comparator<Instant> order, Optional<Instant> one, Optional<Instant> other) {
        return Stream.of(one, other).flatMap(Optional::stream).min(order);
    }
}
