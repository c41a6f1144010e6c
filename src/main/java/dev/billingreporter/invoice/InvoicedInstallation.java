package dev.billingreporter.invoice;

import dev.billingreporter.day.BillingCalendar;
import dev.billingreporter.day.BillingPeriod;
import dev.billingreporter.installation.Subscription;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What decides when one installation is invoiced.
 *
 * @param calendar its usage days
 * @param periods its billing periods up to the current one, ascending, without overlap
 * @param subscriptions its subscriptions
 * @param uninstalledAt when it was uninstalled, if it was
 * @param invoicedThrough the end of the latest period with which nothing remains to be done, as the checkpoint says
 */
public record InvoicedInstallation(BillingCalendar calendar, List<BillingPeriod> periods,
        List<Subscription> subscriptions, Optional<Instant> uninstalledAt, Optional<Instant> invoicedThrough) {

    public InvoicedInstallation {
        Objects.requireNonNull(calendar);
        periods = List.copyOf(periods);
        subscriptions = List.copyOf(subscriptions);
        Objects.requireNonNull(uninstalledAt);
        Objects.requireNonNull(invoicedThrough);
    }
}
