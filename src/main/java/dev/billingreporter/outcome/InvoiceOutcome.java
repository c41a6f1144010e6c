package dev.billingreporter.outcome;

import dev.billingreporter.failure.Failure;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of one invoice of one installation in one run.
 *
 * @param firstDay of its billing period
 * @param name its state, or what would become of it, or a failure's kind
 * @param isNew whether it was this run that brought it into its state
 * @param total what it comes to: 2 decimals; empty where it could not be made
 * @param invoiceId Vercel's id of it, where that is known
 * @param failure why it is not where it should be
 * @param told on a dry run: what would be sent
 * @param sending what it took to send it, if that was tried
 */
public record InvoiceOutcome(LocalDate firstDay, String name, boolean isNew, Optional<BigDecimal> total,
        Optional<String> invoiceId, Optional<Failure> failure, Optional<Told> told, Optional<Sending> sending) {

    public InvoiceOutcome {
        Objects.requireNonNull(firstDay);
        Objects.requireNonNull(name);
        Objects.requireNonNull(total);
        Objects.requireNonNull(invoiceId);
        Objects.requireNonNull(failure);
        Objects.requireNonNull(told);
        Objects.requireNonNull(sending);
    }

    /**
     * What would be sent.
     *
     * @param request the body, JSON
     * @param explanation how each figure came about, a line each; empty for what was frozen before
     */
    public record Told(String request, List<String> explanation) {

        public Told {
            Objects.requireNonNull(request);
            explanation = List.copyOf(explanation);
        }
    }

    /** It could not be made, read or written. */
    public static InvoiceOutcome failed(LocalDate firstDay, Failure failure) {
        return new InvoiceOutcome(firstDay, failure.kind().name(), false, Optional.empty(), Optional.empty(),
                Optional.of(failure), Optional.empty(), Optional.empty());
    }
}
