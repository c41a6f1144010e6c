package dev.billingreporter.decision;

import dev.billingreporter.checkpoint.StoredCheckpoint;
import dev.billingreporter.day.DaySelection;
import dev.billingreporter.day.UsageDay;
import dev.billingreporter.failure.Failure;
import dev.billingreporter.installation.Installation;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What was read of one installation, as far as it could be. */
public sealed interface InstallationFacts {

    /** Its key. */
    String installationId();

    /**
     * All that is needed to decide what is sent.
     *
     * @param stored its checkpoint
     * @param selection the days to look at
     * @param uncounted the days that closed and that no run has counted as missed or not
     * @param readAt when its counters were read, or before
     * @param statements the figures of these days
     */
    record Complete(Installation installation, StoredCheckpoint stored, DaySelection selection, List<UsageDay> uncounted,
            Instant readAt, Statements statements) implements InstallationFacts {

        public Complete {
            Objects.requireNonNull(installation);
            Objects.requireNonNull(stored);
            Objects.requireNonNull(selection);
            uncounted = List.copyOf(uncounted);
            Objects.requireNonNull(readAt);
            Objects.requireNonNull(statements);
        }

        @Override
        public String installationId() {
            return installation.installationId();
        }
    }

    /**
     * Nothing is to be sent, so no counter was read.
     *
     * @param stored its checkpoint
     * @param reason why, as answers name it
     */
    record Idle(String installationId, StoredCheckpoint stored, Enum<?> reason) implements InstallationFacts {

        public Idle {
            Objects.requireNonNull(installationId);
            Objects.requireNonNull(stored);
            Objects.requireNonNull(reason);
        }
    }

    /**
     * Something cannot be read or used.
     *
     * @param stored its checkpoint, if that can be used
     * @param failure what, and why
     */
    record Unusable(String installationId, Optional<StoredCheckpoint> stored, Failure failure) implements InstallationFacts {

        public Unusable {
            Objects.requireNonNull(installationId);
            Objects.requireNonNull(stored);
            Objects.requireNonNull(failure);
        }
    }
}
