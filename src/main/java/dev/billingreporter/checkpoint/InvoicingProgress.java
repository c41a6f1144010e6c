package dev.billingreporter.checkpoint;

import dev.billingreporter.day.BillingCycle.Explicit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How far an installation's invoices have come: what a run needs to know without reading them.
 *
 * @param settledThrough the end of the latest billing period whose invoice is settled; it only ever moves forward
 * @param nextLookAt when the invoices are to be looked at although no period is due: to ask Vercel what became of one, or
 *        to send one that was frozen anew
 * @param ended the bounds of the periods before the current one whose invoices are not settled yet, as they were accepted,
 *        ascending: the settings may have forgotten them. Each ends where the next one starts at the latest. At most
 *        {@value #MOST_ENDED}, the earliest
 */
public record InvoicingProgress(Optional<Instant> settledThrough, Optional<Instant> nextLookAt, List<Explicit> ended) {

    /** Invoices are sent in their order, so those after so many are not missed before those are. */
    static final int MOST_ENDED = 100;

    /** Nothing was invoiced yet. */
    public static final InvoicingProgress NONE = new InvoicingProgress(Optional.empty(), Optional.empty());

    public InvoicingProgress {
        Objects.requireNonNull(settledThrough);
        Objects.requireNonNull(nextLookAt);
        ended = List.copyOf(ended);
    }

    /** Without periods that have ended. */
    public InvoicingProgress(Optional<Instant> settledThrough, Optional<Instant> nextLookAt) {
        this(settledThrough, nextLookAt, List.of());
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
                first(Comparator.naturalOrder(), stillToCome, look.found().nextLookAt()), ended);
    }

    /**
     * This progress with the periods of accepted days, now that the current one starts at {@code current}. One that starts
     * then or later did not end: the current one has taken its place.
     */
    InvoicingProgress with(Stream<Explicit> accepted, Instant current) {
        var open = new TreeMap<Instant, Explicit>();
        Stream.concat(ended.stream(), accepted).forEach(period -> open.put(period.start(), period));
        open.tailMap(current, true).clear();
        var unsettled = new ArrayDeque<Explicit>();
        var next = current;
        for (var period : open.descendingMap().values()) {
            if (isSettled(period.end().isBefore(next) ? period.end() : next)) {
                break;
            }
            unsettled.addFirst(period);
            next = period.start();
        }
        return new InvoicingProgress(settledThrough, nextLookAt, unsettled.stream().limit(MOST_ENDED).toList());
    }

    /** To the millisecond, as it is stored. */
    private boolean isSettled(Instant end) {
        return settledThrough.filter(through -> !end.truncatedTo(ChronoUnit.MILLIS).isAfter(through)).isPresent();
    }

    /** Whether a look has found anything that is not known yet. */
    public boolean changesWith(Look look) {
        return !with(look).equals(this);
    }

    private static Optional<Instant> first(Comparator<Instant> order, Optional<Instant> one, Optional<Instant> other) {
        return Stream.of(one, other).flatMap(Optional::stream).min(order);
    }
}
