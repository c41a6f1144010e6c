package dev.billingreporter.decision;

import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.installation.Installation;
import dev.billingreporter.invoice.DueInvoice;
import dev.billingreporter.invoice.Invoice;
import dev.billingreporter.invoice.InvoiceRequest;
import dev.billingreporter.item.InvalidItemException;
import dev.billingreporter.pricing.StatementTooLargeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/** The invoice of a period that has none yet. */
public sealed interface NewInvoice {

    /** The first day of its period. */
    LocalDate firstDay();

    /**
     * It can be frozen.
     *
     * @param request what it says
     * @param invoice the same, ready to be stored
     * @param explanation how each figure came about, a line each
     */
    record Made(InvoiceRequest request, Invoice invoice, List<String> explanation) implements NewInvoice {

        public Made {
            Objects.requireNonNull(request);
            Objects.requireNonNull(invoice);
            explanation = List.copyOf(explanation);
        }

        @Override
        public LocalDate firstDay() {
            return invoice.frozen().firstDay();
        }
    }

    /**
     * It cannot be made.
     *
     * @param failure why not
     */
    record NotMade(LocalDate firstDay, Failure failure) implements NewInvoice {

        public NotMade {
            Objects.requireNonNull(firstDay);
            Objects.requireNonNull(failure);
        }
    }

    /**
     * The invoice of a period, made of the statement of its last day.
     *
     * @param now when it is made
     */
    static NewInvoice of(Installation installation, DueInvoice due, InvoiceFacts.Figures figures, Instant now) {
        var firstDay = due.period().firstDay();
        if (due.invoicedUpTo().isPresent()) {
            return new NotMade(firstDay, Failure.of(FailureKind.INVALID_DATA,
                    ("the billing period from %s to %s is invoiced already up to %s, as the cycle was changed: invoice the rest"
                            + " by hand, then set invoicedThrough of the checkpoint to its end; where nothing of it is"
                            + " invoiced, to its start")
                            .formatted(due.periodStart(), due.periodEnd(), due.invoicedUpTo().get())));
        }
        if (figures.statements().isEmpty()) {
            return new NotMade(firstDay, figures.failure().orElseThrow());
        }
        try {
            var statement = figures.statements().get().statement(due);
            var request = InvoiceRequest.of(installation.installationId(), due, statement, now);
            return new Made(request, Invoice.freeze(installation.installationId(), request, now), statement.explanation());
        } catch (InvalidItemException | StatementTooLargeException e) {
            return new NotMade(firstDay, Failure.of(FailureKind.INVALID_DATA, e.getMessage()));
        }
    }
}
