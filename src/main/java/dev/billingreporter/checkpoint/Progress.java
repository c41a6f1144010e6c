package dev.billingreporter.checkpoint;

import dev.billingreporter.failure.FailureKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What one run achieved for one installation, to be added to its checkpoint.
 *
 * @param accepted the submissions that Vercel accepted, in the order in which they were sent
 * @param openFrom the first day that can still be corrected: older ones are dropped from the checkpoint
 * @param failure what went wrong last, if anything did
 * @param clearsGone whether the run was asked for by the installation's name, so that a former answer that it is gone is
 *        forgotten
 */
public record Progress(List<Accepted> accepted, LocalDate openFrom, Optional<LastFailure> failure, boolean clearsGone) {

    public Progress {
        accepted = List.copyOf(accepted);
        Objects.requireNonNull(openFrom);
        Objects.requireNonNull(failure);
    }

    /**
     * An accepted submission.
     *
     * @param day the usage day
     * @param endOfDay its {@code eod}
     * @param details what was accepted
     */
    public record Accepted(LocalDate day, Instant endOfDay, AcceptedDay details) {
    }

    /** Whether there is anything to record. */
    public boolean isEmpty() {
        return accepted.isEmpty() && failure.isEmpty();
    }

    /** Whether Vercel answered that the installation is gone. Nothing is tried after that, so it is the last failure. */
    boolean gone() {
        return failure.map(last -> last.failure().kind() == FailureKind.GONE).orElse(false);
    }
}
