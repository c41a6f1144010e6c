package dev.billingreporter.decision;

import dev.billingreporter.failure.Failure;
import dev.billingreporter.installation.Installation;
import dev.billingreporter.invoice.DueInvoice;
import dev.billingreporter.invoice.Invoice;
import dev.billingreporter.invoice.Settlement;
import dev.billingreporter.invoice.StoredInvoice;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was read of one installation's invoices, where there is something to do about them. */
public sealed interface InvoiceFacts {

    /** Whether the invoice of the period that starts then is frozen, or may be. */
    boolean mayBeFrozen(Instant periodStart);

    /**
     * Its invoices.
     *
     * @param due the due periods, ascending
     * @param stored its invoices by the starts of their periods
     * @param figures the statements that invoices are made of
     * @param readAt when its counters were read, or before
     */
    record Read(Installation installation, List<DueInvoice> due, SortedMap<Instant, StoredInvoice> stored, Figures figures,
            Instant readAt) implements InvoiceFacts {

        public Read {
            Objects.requireNonNull(installation);
            due = List.copyOf(due);
            stored = new TreeMap<>(stored);
            Objects.requireNonNull(figures);
            Objects.requireNonNull(readAt);
        }

        /** What remains to be done. */
        public Settlement settlement() {
            var invoices = new TreeMap<Instant, Invoice>();
            stored.forEach((start, found) -> invoices.put(start, found.invoice()));
            return new Settlement(due, invoices);
        }

        /** These facts with the figures that were read for them. */
        public Read with(Figures read) {
            return new Read(installation, due, stored, read, readAt);
        }

        @Override
        public boolean mayBeFrozen(Instant periodStart) {
            return stored.containsKey(periodStart);
        }
    }

    /**
     * They cannot be read.
     *
     * @param due the due periods, ascending
     * @param failure why not
     */
    record Unreadable(List<DueInvoice> due, Failure failure) implements InvoiceFacts {

        public Unreadable {
            due = List.copyOf(due);
            Objects.requireNonNull(failure);
        }

        @Override
        public boolean mayBeFrozen(Instant periodStart) {
            return due.stream().anyMatch(period -> period.periodStart().equals(periodStart));
        }
    }

    /**
     * The statements that invoices are made of.
     *
     * @param statements all from one reading of the counters; empty where they could not be read, or need not be
     * @param failure why they could not be read
     */
    record Figures(Optional<Statements> statements, Optional<Failure> failure) {

        /** There is no need of any. */
        public static final Figures NONE = new Figures(Optional.empty(), Optional.empty());

        public Figures {
            Objects.requireNonNull(statements);
            Objects.requireNonNull(failure);
        }

        /** Those of one reading. */
        public static Figures of(Statements statements) {
            return new Figures(Optional.of(statements), Optional.empty());
        }

        /** They could not be read. */
        public static Figures unread(Failure failure) {
            return new Figures(Optional.empty(), Optional.of(failure));
        }
    }
}
