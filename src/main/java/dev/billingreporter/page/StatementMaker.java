package dev.billingreporter.page;

import dev.billingreporter.checkpoint.Checkpoint;
import dev.billingreporter.checkpoint.StoredCheckpoint;
import dev.billingreporter.day.DaySelection;
import dev.billingreporter.day.UsageDay;
import dev.billingreporter.decision.DayDecision;
import dev.billingreporter.decision.DayDecision.Settled;
import dev.billingreporter.decision.DayDecision.Submit;
import dev.billingreporter.decision.Decision;
import dev.billingreporter.decision.InstallationFacts;
import dev.billingreporter.decision.InstallationFacts.Complete;
import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.installation.Installation;
import dev.billingreporter.installation.Subscription;
import dev.billingreporter.item.Parsed;
import dev.billingreporter.outcome.Change;
import dev.billingreporter.outcome.DayOutcome;
import dev.billingreporter.page.InstallationStatement.Accepted;
import dev.billingreporter.page.InstallationStatement.Figures;
import dev.billingreporter.page.InstallationStatement.Next;
import dev.billingreporter.page.InstallationStatement.SubmittedDay;
import dev.billingreporter.pricing.BillingStatement;
import dev.billingreporter.reading.InstallationEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Makes the page of one installation from what was read of it and what a run decides about that. */
final class StatementMaker {

    private final InstallationEntry entry;
    private final Optional<Installation> installation;
    private final Optional<Checkpoint> checkpoint;
    private final InstallationFacts facts;
    private final Decision decision;
    private final Optional<Enum<?>> reasonForNothing;
    private final Instant now;
    private final ZoneId zone;

    /**
     * For one installation.
     *
     * @param facts what was read of it, also where it is gone
     * @param decision about these facts
     * @param reasonForNothing why a scheduled run sends nothing for it; empty where it may
     */
    StatementMaker(InstallationEntry entry, InstallationFacts facts, Decision decision, Optional<Enum<?>> reasonForNothing,
            Instant now) {
        this.entry = entry;
        this.installation = entry.installation().usable();
        this.checkpoint = entry.checkpoint().usable().map(StoredCheckpoint::checkpoint);
        this.facts = facts;
        this.decision = decision;
        this.reasonForNothing = reasonForNothing;
        this.now = now;
        this.zone = installation.map(found -> found.calendar().zone()).orElse(ZoneId.of("UTC"));
    }

    /** The installation's zone; UTC where its item does not tell. */
    ZoneId zone() {
        return zone;
    }

    InstallationStatement statement(InvoiceViews.Found invoices) {
        var problems = problems();
        invoices.problem().ifPresent(failure -> add(Optional.empty(), failure, failure.message(), problems));
        return new InstallationStatement(entry.installationId(), zone, now, notices(), Rows.of(problems), figures(),
                Rows.of(days()), invoices.rows());
    }

    private List<String> notices() {
        var notices = new ArrayList<String>();
        installation.ifPresent(found -> {
            if (found.isUninstalled()) {
                found.lastDay().ifPresent(last -> notices
                        .add("It was uninstalled on %s: that day is its last.".formatted(Reading.full(last.date()))));
            }
            if (found.lifetime().isEmpty()) {
                notices.add("It has no subscription, so nothing is sent for it.");
            } else {
                found.lifetime().map(DaySelection.Lifetime::firstDay).filter(first -> first.isAfter(today(found)))
                        .ifPresent(
                                first -> notices.add("Its first subscription starts on %s. Nothing is sent for the days before."
                                        .formatted(Reading.full(first))));
            }
        });
        checkpoint.flatMap(Checkpoint::goneAt).ifPresent(at -> notices.add(
                "Vercel answered on %s that the installation is gone.%s".formatted(moment(at), isUninstalled() ? ""
                        : " It is left alone for 24 hours, then tried again; a backfill that names it tries at once.")));
        if (decision.findings().isRepriced()) {
            notices.add("Another version of a billing plan prices this period than when Vercel last accepted it.");
        }
        if (decision.findings().isDecreased()) {
            notices.add("Less was counted in this period than when Vercel last accepted it.");
        }
        return notices;
    }

    private boolean isUninstalled() {
        return installation.filter(Installation::isUninstalled).isPresent();
    }

    private LocalDate today(Installation of) {
        return of.calendar().dayOf(now).date();
    }

    private String moment(Instant instant) {
        return Reading.isUtc(instant, zone) ? Reading.utc(instant)
                : "%s (%s)".formatted(Reading.local(instant, zone), Reading.utc(instant, zone));
    }

    private List<Problem> problems() {
        var problems = new ArrayList<Problem>();
        unusable(entry.installation(), problems);
        unusable(entry.checkpoint(), problems);
        for (var outcome : settled()) {
            if (outcome instanceof DayOutcome.Failed failed && failed.day().isEmpty()) {
                add(Optional.empty(), failed.failure(), failed.failure().message(), problems);
            }
        }
        // a subscription that is over may have outlived its plan
        installation.ifPresent(found -> found.subscriptions().stream().filter(subscription -> subscription.hasDays()
                && subscription.endDay().isAfter(today(found))).map(Subscription::billingPlanId).distinct()
                .forEach(billingPlanId -> unusable(entry.plans().get(billingPlanId), problems)));
        checkpoint.ifPresent(found -> found.lastFailure().ifPresent(last -> {
            var prefix = found.consecutiveFailures() < 2 ? ""
                    : "the latest of %s failed runs in a row: ".formatted(Reading.grouped(found.consecutiveFailures()));
            if (problems.stream().noneMatch(problem -> problem.says(last.failure().message()))) {
                add(Optional.of(last.at()), last.failure(), prefix + last.failure().message(), problems);
            }
        }));
        return problems;
    }

    private static void unusable(Parsed<?> parsed, List<Problem> problems) {
        if (parsed instanceof Parsed.Unusable<?> unusable) {
            add(Optional.empty(), Failure.of(FailureKind.INVALID_DATA, unusable.message()), unusable.message(), problems);
        }
    }

    private static void add(Optional<Instant> at, Failure failure, String message, List<Problem> problems) {
        if (problems.stream().noneMatch(problem -> problem.says(message))) {
            problems.add(new Problem(at, failure.kind().name(), failure.httpStatus(), message));
        }
    }

    private List<DayOutcome> settled() {
        return decision.days().stream().filter(Settled.class::isInstance).map(day -> ((Settled) day).outcome()).toList();
    }

    /** The figures of the current day; of an installation that was uninstalled those of its last day, while it is open. */
    private Optional<Figures> figures() {
        if (!(facts instanceof Complete complete) || complete.selection().days().isEmpty()) {
            return Optional.empty();
        }
        var days = complete.selection().days();
        var day = days.get(days.size() - 1).day();
        return statement(day, complete).map(statement -> new FiguresMaker(statement, complete.statements().dailyUsage(day),
                complete.statements().currentPeriod(day).uncharged(), zone)
                .figures(day.date().equals(today(complete.installation()))));
    }

    /** As it would be sent; what was accepted is not made again by the decision. Empty where there is a problem. */
    private Optional<BillingStatement> statement(UsageDay day, Complete complete) {
        var submit = decision.days().stream().filter(Submit.class::isInstance).map(Submit.class::cast)
                .filter(due -> due.day().equals(day)).map(Submit::statement).findFirst();
        return submit.or(() -> settled().contains(new DayOutcome.Unchanged(day.date()))
                ? Optional.of(complete.statements().statement(day))
                : Optional.empty());
    }

    /**
     * The days that a run looks at, and those that Vercel has and would still take; none where the checkpoint does not tell
     * what Vercel has.
     */
    private List<SubmittedDay> days() {
        if (checkpoint.isEmpty()) {
            return List.of();
        }
        var next = new TreeMap<LocalDate, Optional<DayDecision>>();
        var open = open();
        open.ifPresent(found -> found.days().forEach(due -> next.put(due.day().date(), Optional.empty())));
        var accepted = checkpoint.get().days();
        open.map(found -> accepted.tailMap(found.openFrom())).orElse(accepted).keySet()
                .forEach(date -> next.put(date, Optional.empty()));
        for (var decided : decision.days()) {
            date(decided).ifPresent(date -> next.put(date, Optional.of(decided)));
        }
        return next.entrySet().stream().map(day -> day(day.getKey(), day.getValue())).toList();
    }

    private Optional<DaySelection> open() {
        return installation.flatMap(found -> found.lifetime()
                .map(lifetime -> DaySelection.open(found.calendar(), now, lifetime)));
    }

    private static Optional<LocalDate> date(DayDecision decided) {
        return decided instanceof Submit submit ? Optional.of(submit.day().date()) : ((Settled) decided).outcome().day();
    }

    private SubmittedDay day(LocalDate date, Optional<DayDecision> decided) {
        var accepted = checkpoint.flatMap(known -> Optional.ofNullable(known.days().get(date)))
                .map(day -> new Accepted(day.acceptedAt(), day.timestamp()));
        if (decided.isEmpty() || reasonForNothing.isPresent()) {
            return new SubmittedDay(date, accepted, Next.HELD_BACK, Optional.of(whyNothing()));
        }
        if (decided.get() instanceof Submit submit) {
            return new SubmittedDay(date, accepted, next(submit.change()), Optional.empty());
        }
        var outcome = ((Settled) decided.get()).outcome();
        return outcome instanceof DayOutcome.Unchanged ? new SubmittedDay(date, accepted, Next.UNCHANGED, Optional.empty())
                : new SubmittedDay(date, accepted, Next.HELD_BACK, Optional.of(outcome.message().orElseGet(outcome::name)));
    }

    /** An earlier day goes out when it changed; so what is unchanged and goes out is the current one. */
    private static Next next(Change change) {
        return switch (change) {
            case NEVER_SENT -> Next.NEVER_SENT;
            case CHANGED -> Next.CHANGED;
            case UNCHANGED -> Next.CURRENT_DAY;
        };
    }

    private String whyNothing() {
        if (reasonForNothing.filter(FailureKind.GONE::equals).isPresent()) {
            return "the installation is gone";
        }
        if (reasonForNothing.filter(DaySelection.Reason.UNINSTALLED::equals).isPresent()) {
            return "it is uninstalled, and Vercel has ended it";
        }
        return reasonForNothing.isPresent() ? "it has no subscription" : "the problem has to be fixed first";
    }
}
