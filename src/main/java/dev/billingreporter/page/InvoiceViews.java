package dev.billingreporter.page;

import dev.billingreporter.dynamodb.InvoiceTable;
import dev.billingreporter.invoice.InvoiceFailure;
import dev.billingreporter.invoice.InvoiceState.Accepted;
import dev.billingreporter.invoice.StoredInvoice;
import dev.billingreporter.item.InvalidItemException;
import dev.billingreporter.item.TableException;
import dev.billingreporter.page.InstallationStatement.Invoice;
import dev.billingreporter.page.InstallationStatement.Period;
import dev.billingreporter.page.Overview.InvoiceCount;
import dev.billingreporter.settings.Settings;
import dev.billingreporter.time.Deadline;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The invoices, as the pages show them; none where no invoices are sent. */
@ApplicationScoped
class InvoiceViews {

    private final InvoiceTable table;
    private final Settings settings;
    private final Clock clock;

    InvoiceViews(InvoiceTable table, Settings settings, Clock clock) {
        this.table = table;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What is known of an installation's invoices.
     *
     * @param rows the invoices, the latest first
     * @param problem why they cannot be shown
     */
    record Found(Optional<Rows<Invoice>> rows, Optional<String> problem) {
    }

    /**
     * How many invoices are in which state; empty where no invoices are sent, or there is no time to count them.
     *
     * @throws TableException if the table cannot be read
     */
    Optional<List<InvoiceCount>> byState(Deadline deadline) {
        if (settings.invoicing().isEmpty() || deadline.isTooLate(clock.instant())) {
            return Optional.empty();
        }
        var counts = new TreeMap<>(table.countByState(() -> !deadline.isTooLate(clock.instant())));
        return Optional.of(counts.entrySet().stream().map(count -> new InvoiceCount(count.getKey(), count.getValue()))
                .toList());
    }

    /** An installation's invoices. */
    Found of(String installationId, ZoneId zone) {
        if (settings.invoicing().isEmpty()) {
            return new Found(Optional.empty(), Optional.empty());
        }
        try {
            var invoices = new ArrayList<>(table.read(installationId, Instant.EPOCH));
            Collections.reverse(invoices);
            return new Found(Optional.of(Rows.of(invoices.stream().map(stored -> view(stored, zone)).toList())),
                    Optional.empty());
        } catch (TableException | InvalidItemException e) {
            return new Found(Optional.of(Rows.of(List.of())), Optional.of(e.getMessage()));
        }
    }

    private static Invoice view(StoredInvoice stored, ZoneId zone) {
        var invoice = stored.invoice();
        var frozen = invoice.frozen();
        var accepted = invoice.state() instanceof Accepted state ? Optional.of(state) : Optional.<Accepted> empty();
        var last = frozen.periodEnd().minusMillis(1).atZone(zone).toLocalDate();
        var late = invoice.lateTotal().map(total -> "with usage that came late it would come to " + total.toPlainString());
        return new Invoice(new Period(frozen.firstDay(), last.isBefore(frozen.firstDay()) ? frozen.firstDay() : last),
                invoice.state().name(), accepted.flatMap(Accepted::vercelState),
                Optional.of(frozen.total()).filter(total -> total.compareTo(BigDecimal.ZERO) != 0), frozen.frozenAt(),
                accepted.map(Accepted::at),
                invoice.lastFailure().map(InvoiceFailure::failure).map(failure -> failure.message()).or(() -> late));
    }
}
