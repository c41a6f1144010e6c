package dev.billingreporter.delivery;

import dev.billingreporter.checkpoint.AcceptedDay;
import dev.billingreporter.checkpoint.InvoicingProgress.Look;
import dev.billingreporter.checkpoint.LastFailure;
import dev.billingreporter.checkpoint.Progress;
import dev.billingreporter.day.BillingCycle.Explicit;
import dev.billingreporter.decision.Decision;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.outcome.DayOutcome;
import dev.billingreporter.outcome.DayOutcome.Failed;
import dev.billingreporter.outcome.DayOutcome.Submitted;
import dev.billingreporter.outcome.InvoicesOutcome;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What a run's outcomes mean for the checkpoint. */
final class RunProgress {

    private RunProgress() {
    }

    static Progress of(Decision decision, List<DayOutcome> days, InvoicesOutcome invoices, boolean named,
            Optional<LocalDate> invoicesSince, Instant now) {
        var submitted = DayOutcome.only(Submitted.class, days).toList();
        var failure = DayOutcome.only(Failed.class, days).filter(RunProgress::isInstallations)
                .reduce((earlier, later) -> later).map(failed -> new LastFailure(now, failed.day(), failed.failure()));
        var gone = days.stream().filter(day -> day.sending().isPresent())
                .anyMatch(day -> day.endsTheDays().equals(Optional.of(FailureKind.GONE)));
        return new Progress(submitted.stream().map(RunProgress::accepted).toList(), decision.openFrom(), decision.counts(),
                failure, gone ? Optional.of(now) : Optional.empty(), named,
                submitted.stream().flatMap(day -> day.priced().stream()).findFirst(),
                invoices.progress().filter(look -> changes(look, decision)), invoicesSince);
    }

    private static boolean changes(Look look, Decision decision) {
        return decision.stored().filter(seen -> seen.checkpoint().invoicing().changesWith(look)).isPresent();
    }

    /** A named day that is closed or to come is a mistake of whoever named it, not something wrong with the installation. */
    private static boolean isInstallations(Failed failed) {
        return failed.day().isEmpty() || failed.sending().isPresent() || failed.failure().kind() == FailureKind.INVALID_DATA;
    }

    private static Progress.Accepted accepted(Submitted submitted) {
        return new Progress.Accepted(submitted.usageDay().date(), submitted.usageDay().endOfDay(),
                new AcceptedDay(submitted.submittedTimestamp(), submitted.tried().contentHash(), submitted.acceptedAt(),
                        Optional.of(new Explicit(submitted.period().start(), submitted.period().end()))));
    }
}
