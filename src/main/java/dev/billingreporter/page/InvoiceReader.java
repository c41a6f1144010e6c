package dev.billingreporter.page;

import dev.billingreporter.page.InstallationStatement.Invoice;
import dev.billingreporter.page.Overview.InvoiceCount;
import dev.billingreporter.time.Deadline;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The invoices, as the pages show them. There are none yet, so that the pages say nothing of invoices. */
@ApplicationScoped
class InvoiceReader {

    /** How many invoices are in which state, as far as there is time to count them; empty where there are no invoices. */
    Optional<List<InvoiceCount>> byState(Deadline deadline) {
        return Optional.empty();
    }

    /** An installation's invoices, the latest first; empty where there are no invoices. */
    Optional<Rows<Invoice>> of(String installationId) {
        return Optional.empty();
    }
}
