package dev.billingreporter.outcome;

import dev.billingreporter.checkpoint.Checkpoint;
import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.outcome.DayOutcome.Ended;
import dev.billingreporter.outcome.DayOutcome.Failed;
import dev.billingreporter.outcome.DayOutcome.NotSent;
import dev.billingreporter.outcome.DayOutcome.Submitted;
import dev.billingreporter.outcome.DayOutcome.WouldSubmit;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one run did for one installation.
 *
 * @param installationId which
 * @param days what became of each day, in the order in which they were looked at
 * @param missedDays days that closed before their final figures were accepted
 * @param findings what was found out about its figures
 * @param before its checkpoint before the run, if it could be used
 * @param invoices what was done for its invoices
 */
public record InstallationOutcome(String installationId, List<DayOutcome> days, int missedDays, Findings findings,
        Optional<Checkpoint> before, InvoicesOutcome invoices) {

    public InstallationOutcome {
        Objects.requireNonNull(installationId);
        days = List.copyOf(days);
        Objects.requireNonNull(findings);
        Objects.requireNonNull(before);
        Objects.requireNonNull(invoices);
    }

    /** How an installation's part of a run ended. */
    public enum Result {
        /** Everything that was to be sent was accepted. */
        SUBMITTED,
        /** On a dry run: everything that is to be sent could be. */
        WOULD_SUBMIT,
        /** There was nothing to send. */
        SKIPPED,
        /** Something was not accepted. */
        FAILED
    }

    /** It was not even looked at. */
    public static InstallationOutcome failed(String installationId, Failure failure) {
        return new InstallationOutcome(installationId, List.of(Failed.of(Optional.empty(), failure)), 0, Findings.NONE,
                Optional.empty(), InvoicesOutcome.NONE);
    }

    /** Nothing was done for it but what an event asked for about one of its invoices. */
    public static InstallationOutcome ofInvoices(String installationId, InvoicesOutcome invoices) {
        return new InstallationOutcome(installationId, List.of(), 0, Findings.NONE, Optional.empty(), invoices);
    }

    /** How it ended. */
    public Result result() {
        if (of(Failed.class).findAny().isPresent()
                || invoices.invoices().stream().anyMatch(invoice -> invoice.failure().isPresent())) {
            return Result.FAILED;
        }
        var sentInvoices = invoices.invoices().stream().anyMatch(invoice -> invoice.sending().isPresent());
        if (sentInvoices || of(Submitted.class).findAny().isPresent()) {
            return Result.SUBMITTED;
        }
        return of(WouldSubmit.class).findAny().isPresent() ? Result.WOULD_SUBMIT : Result.SKIPPED;
    }

    /** Whether it would have been done with more time. */
    public boolean ranOutOfTime() {
        return Stream.concat(of(Failed.class).map(Failed::failure),
                invoices.invoices().stream().flatMap(invoice -> invoice.failure().stream()))
                .anyMatch(failure -> failure.kind() == FailureKind.OUT_OF_TIME);
    }

    /** The reason why nothing could be read or written of it: a table that could not be reached. */
    public Optional<Failure> unreachableTable() {
        var failures = of(Failed.class).filter(failed -> failed.day().isEmpty()).map(Failed::failure)
                .filter(failure -> failure.kind() == FailureKind.UNREACHABLE).toList();
        return failures.size() == days.size() && invoices.invoices().isEmpty() ? failures.stream().findFirst()
                : Optional.empty();
    }

    /** The days of this outcome. */
    public <T extends DayOutcome> Stream<T> of(Class<T> outcome) {
        return DayOutcome.only(outcome, days);
    }

    /** When Vercel last accepted something for it, in this run or before; empty when never. */
    public Optional<Instant> lastAcceptedAt(Instant now) {
        return of(Submitted.class).map(Submitted::acceptedAt).reduce((earlier, later) -> later)
                .or(() -> before.flatMap(checkpoint -> checkpoint.lastAcceptedAt(now)));
    }

    /** Whether Vercel says that it is gone, and the partner's table that it is not. */
    public boolean isGone() {
        return of(Ended.class).findAny().isEmpty()
                && (of(Failed.class).anyMatch(failed -> failed.failure().kind() == FailureKind.GONE)
                        || of(NotSent.class).anyMatch(notSent -> notSent.reason() == FailureKind.GONE));
    }
}
