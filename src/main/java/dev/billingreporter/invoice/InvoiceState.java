package dev.billingreporter.invoice;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** How far an invoice has come. {@link Invoice#answered} says what leads from one state to another. */
public sealed interface InvoiceState {

    /** As it stands in the table. */
    String name();

    /** Its bytes are stored; whether Vercel has them is not known. They are sent until it is. */
    record Frozen() implements InvoiceState {

        public static final String NAME = "FROZEN";

        @Override
        public String name() {
            return NAME;
        }
    }

    /**
     * Vercel has it.
     *
     * @param at when that was known
     * @param invoiceId Vercel's id of it, without which it can be neither looked at nor refunded
     * @param vercelState what Vercel last said of it, such as {@code paid}; empty while it never has
     * @param checkedAt when Vercel was last asked, whatever came of it
     */
    record Accepted(Instant at, String invoiceId, Optional<String> vercelState, Optional<Instant> checkedAt)
            implements
                InvoiceState {

        public static final String NAME = "ACCEPTED";

        public Accepted {
            Objects.requireNonNull(at);
            Objects.requireNonNull(invoiceId);
            Objects.requireNonNull(vercelState);
            Objects.requireNonNull(checkedAt);
        }

        /** An invoice that Vercel has just said to have. */
        static Accepted of(Instant at, String invoiceId) {
            return new Accepted(at, invoiceId, Optional.empty(), Optional.empty());
        }

        @Override
        public String name() {
            return NAME;
        }
    }

    /** Vercel has it, and its id is not known: a person has to find it in Vercel's dashboard. */
    record Unconfirmed() implements InvoiceState {

        public static final String NAME = "UNCONFIRMED";

        @Override
        public String name() {
            return NAME;
        }
    }

    /** Vercel refuses these bytes, or they are too many to be stored: it waits for a person. */
    record Rejected() implements InvoiceState {

        public static final String NAME = "REJECTED";

        @Override
        public String name() {
            return NAME;
        }
    }

    /** There is nothing to invoice: no line, or only lines of 0.00. It is never sent. */
    record Nothing() implements InvoiceState {

        public static final String NAME = "NOTHING";

        @Override
        public String name() {
            return NAME;
        }
    }

    /** It comes to less than Vercel sends. It is never sent. */
    record BelowMinimum() implements InvoiceState {

        public static final String NAME = "BELOW_MINIMUM";

        @Override
        public String name() {
            return NAME;
        }
    }
}
