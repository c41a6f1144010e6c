package dev.billingreporter.delivery;

import dev.billingreporter.checkpoint.AcceptedDay;
import dev.billingreporter.checkpoint.LastFailure;
import dev.billingreporter.checkpoint.Progress;
import dev.billingreporter.day.BillingCycle.Explicit;
import dev.billingreporter.decision.Decision;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.outcome.DayOutcome;
import dev.billingreporter.outcome.DayOutcome.Failed;
import dev.billingreporter.outcome.DayOutcome.Submitted;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a run's outcomes mean for the checkpoint. */
final class RunProgress {

    private RunProgress() {
    }

    static Progress of(Decision decision, List<DayOutcome> days, boolean named, Instant now) {
        var accepted = days.stream().filter(Submitted.class::isInstance).map(Submitted.class::cast)
                .map(RunProgress::accepted).toList();
        var failure = days.stream().filter(Failed.class::isInstance).map(Failed.class::cast)
                .filter(RunProgress::isInstallations).reduce((earlier, later) -> later)
                .map(failed -> new LastFailure(now, failed.day(), failed.failure()));
        return new Progress(accepted, decision.openFrom(), decision.counts(), failure,
                days.stream().anyMatch(RunProgress::saysGone) ? Optional.of(now) : Optional.empty(), named,
                days.stream().filter(Submitted.class::isInstance).map(Submitted.class::cast)
                        .flatMap(submitted -> submitted.priced().stream()).findFirst());
    }

    /** A named day that cannot be sent is a mistake of whoever named it, not something wrong with the installation. */
    private static boolean isInstallations(Failed failed) {
        return failed.day().isEmpty() || failed.sending().isPresent();
    }

    private static boolean saysGone(DayOutcome day) {
        return day.sending().isPresent() && day.name().equals(FailureKind.GONE.name());
    }

    private static Progress.Accepted accepted(Submitted submitted) {
        return new Progress.Accepted(submitted.usageDay().date(), submitted.usageDay().endOfDay(),
                new AcceptedDay(submitted.submittedTimestamp(), submitted.tried().contentHash(), submitted.acceptedAt(),
                        Optional.of(new Explicit(submitted.period().start(), submitted.period().end()))));
    }
}
