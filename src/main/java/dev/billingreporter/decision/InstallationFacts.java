package dev.billingreporter.decision;

import dev.billingreporter.checkpoint.StoredCheckpoint;
import dev.billingreporter.day.DaySelection;
import dev.billingreporter.day.UsageDay;
import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.installation.Installation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What was read of one installation, as far as it could be. */
public sealed interface InstallationFacts {

    /** Its key. */
    String installationId();

    /** Its invoices, where there is something to do about them. */
    Optional<InvoiceFacts> invoices();

    /**
     * All that is needed to decide what is sent.
     *
     * @param stored its checkpoint
     * @param selection the days to look at
     * @param uncounted the days that closed and that no run has counted as missed or not
     * @param readAt when its counters were read, or before
     * @param statements the figures of these days
     * @param invoicesAreSent whether there is somebody to tell what comes late for an invoiced period
     */
    record Complete(Installation installation, StoredCheckpoint stored, DaySelection selection, List<UsageDay> uncounted,
            Instant readAt, Statements statements, boolean invoicesAreSent, Optional<InvoiceFacts> invoices)
            implements
                InstallationFacts {

        public Complete {
            Objects.requireNonNull(installation);
            Objects.requireNonNull(stored);
            Objects.requireNonNull(selection);
            uncounted = List.copyOf(uncounted);
            Objects.requireNonNull(readAt);
            Objects.requireNonNull(statements);
            Objects.requireNonNull(invoices);
        }

        @Override
        public String installationId() {
            return installation.installationId();
        }

        /** The same, now that something turned out to be unusable. */
        Unusable unusable(String message) {
            return Unusable.of(installationId(), stored, selection, uncounted, Failure.of(FailureKind.INVALID_DATA, message),
                    invoices);
        }
    }

    /**
     * Nothing is to be sent, so no counter was read.
     *
     * @param stored its checkpoint
     * @param reason why, as answers name it
     */
    record Idle(String installationId, StoredCheckpoint stored, Enum<?> reason, Optional<InvoiceFacts> invoices)
            implements
                InstallationFacts {

        public Idle {
            Objects.requireNonNull(installationId);
            Objects.requireNonNull(stored);
            Objects.requireNonNull(reason);
            Objects.requireNonNull(invoices);
        }
    }

    /**
     * Something cannot be read or used.
     *
     * @param stored its checkpoint, if that can be used
     * @param openFrom the earliest day that can still be corrected, if that is known and no day is left to be counted as
     *        missed or not: those that are left wait for a run that can tell
     * @param failure what, and why
     */
    record Unusable(String installationId, Optional<StoredCheckpoint> stored, Optional<LocalDate> openFrom, Failure failure,
            Optional<InvoiceFacts> invoices) implements InstallationFacts {

        public Unusable {
            Objects.requireNonNull(installationId);
            Objects.requireNonNull(stored);
            Objects.requireNonNull(openFrom);
            Objects.requireNonNull(failure);
            Objects.requireNonNull(invoices);
        }

        /** Of days that were selected already. */
        public static Unusable of(String installationId, StoredCheckpoint stored, DaySelection selection,
                List<UsageDay> uncounted, Failure failure, Optional<InvoiceFacts> invoices) {
            return new Unusable(installationId, Optional.of(stored),
                    uncounted.isEmpty() ? Optional.of(selection.openFrom()) : Optional.empty(), failure, invoices);
        }
    }
}
