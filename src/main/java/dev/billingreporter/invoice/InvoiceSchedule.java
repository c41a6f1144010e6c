package dev.billingreporter.invoice;

import dev.billingreporter.day.BillingPeriod;
import dev.billingreporter.day.UsageDay;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a billing period is invoiced.
 *
 * <p>
 * A period is due when {@code delay} has gone by since its end, so that usage that arrives late is still in it. Once an
 * installation is uninstalled nothing is waited for, as Vercel waits for 24 hours only: the period in which it was is due
 * at once, as the final one, and so are those before it.
 *
 * @param since no period that starts before this day is ever invoiced
 * @param delay from a period's end until its invoice is due
 */
public record InvoiceSchedule(LocalDate since, Duration delay) {

    /** So long Vercel waits for the final invoice after an uninstall ("Finalize Installation"). */
    public static final Duration FINAL_WINDOW = Duration.ofHours(24);

    public InvoiceSchedule {
        Objects.requireNonNull(since);
        if (delay.isNegative()) {
            throw new IllegalArgumentException("an invoice is not due before its period has ended");
        }
    }

    /**
     * The periods that are due at {@code now} and not behind the installation's {@code invoicedThrough}, ascending. Those
     * without a subscription are among them: they need no invoice, but one may have been frozen before the subscription was
     * taken away.
     */
    public List<DueInvoice> due(InvoicedInstallation installation, Instant now) {
        var lastDay = uninstallDay(installation, now);
        return installation.periods().stream()
                .filter(period -> !period.firstDay().isBefore(since))
                .flatMap(period -> due(period, installation, lastDay, now))
                .filter(due -> installation.invoicedThrough().map(due.periodEnd()::isAfter).orElse(true)
                        || isToBeFinalized(due, installation, now))
                .map(due -> installation.invoicedThrough().filter(through -> isInvoicedInPart(due, installation, through))
                        .map(due::invoicedUpTo).orElse(due))
                .toList();
    }

    /**
     * The table may say only now that the installation was uninstalled in a period that is settled already. As long as Vercel
     * waits, it is looked at whether it has been finalized.
     */
    private static boolean isToBeFinalized(DueInvoice due, InvoicedInstallation installation, Instant now) {
        return due.isFinal()
                && installation.uninstalledAt().filter(at -> now.isBefore(at.plus(FINAL_WINDOW))).isPresent();
    }

    /**
     * Whether a whole usage day of it was before {@code through}: the cycle was changed to one that reaches back. By hours
     * periods move where only the time zone is put right.
     */
    private static boolean isInvoicedInPart(DueInvoice due, InvoicedInstallation installation, Instant through) {
        return !through.isBefore(installation.calendar().day(due.period().firstDay()).end())
                && through.isBefore(due.periodEnd());
    }

    private Stream<DueInvoice> due(BillingPeriod period, InvoicedInstallation installation, Optional<UsageDay> lastDay,
            Instant now) {
        if (lastDay.isPresent() && period.firstDay().isAfter(lastDay.get().date())) {
            return Stream.empty();
        }
        var due = of(period, installation, lastDay);
        var dueAt = lastDay.isPresent() ? period.closesAt() : period.closesAt().plus(delay);
        return due.isFinal() || !now.isBefore(dueAt) ? Stream.of(due) : Stream.empty();
    }

    /** The invoice of one period as it is at {@code now}, whether it is due or the period goes on: then up to today. */
    public static DueInvoice asOf(BillingPeriod period, InvoicedInstallation installation, Instant now) {
        var today = installation.calendar().dayOf(now);
        var lastDay = uninstallDay(installation, now);
        var due = of(period, installation, lastDay);
        return due.lastDay().date().isAfter(today.date())
                ? new DueInvoice(period, today, due.isFinal(), due.isSubscribed())
                : due;
    }

    private static DueInvoice of(BillingPeriod period, InvoicedInstallation installation, Optional<UsageDay> lastDay) {
        var isSubscribed = installation.subscriptions().stream()
                .anyMatch(subscription -> subscription.hasDays(period.firstDay(), period.endDay()));
        if (lastDay.isPresent() && period.contains(lastDay.get().date())) {
            return new DueInvoice(period, lastDay.get(), true, isSubscribed);
        }
        var calendar = installation.calendar();
        // by the instant at which the next period's first day starts: zones have skipped whole days
        var periodsLastDay = calendar.dayOf(calendar.startOf(period.endDay()).minusNanos(1));
        return new DueInvoice(period, periodsLastDay, false, isSubscribed);
    }

    /** An uninstall that is announced for later has not happened yet. */
    private static Optional<UsageDay> uninstallDay(InvoicedInstallation installation, Instant now) {
        return installation.uninstalledAt().filter(at -> !at.isAfter(now)).map(installation.calendar()::dayOf);
    }
}
