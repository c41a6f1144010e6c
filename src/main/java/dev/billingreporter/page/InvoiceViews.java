package dev.billingreporter.page;

import dev.billingreporter.dynamodb.InvoiceTable;
import dev.billingreporter.failure.Failure;
import dev.billingreporter.invoice.InvoiceFailure;
import dev.billingreporter.invoice.InvoiceState.Accepted;
import dev.billingreporter.invoice.StoredInvoice;
import dev.billingreporter.item.ItemException;
import dev.billingreporter.page.InstallationStatement.Invoice;
import dev.billingreporter.page.InstallationStatement.Period;
import dev.billingreporter.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The invoices, as the pages show them; none where no invoices are sent. */
@ApplicationScoped
class InvoiceViews {

    private final InvoiceTable table;
    private final Settings settings;

    InvoiceViews(InvoiceTable table, Settings settings) {
        this.table = table;
        this.settings = settings;
    }

    /**
     * What is known of an installation's invoices.
     *
     * @param rows the invoices, the latest first
     * @param problem why they cannot be shown
     */
    record Found(Optional<Rows<Invoice>> rows, Optional<Failure> problem) {
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
        } catch (ItemException e) {
            return new Found(Optional.of(Rows.of(List.of())), Optional.of(e.failure()));
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
