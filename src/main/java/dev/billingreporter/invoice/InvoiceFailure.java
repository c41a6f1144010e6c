package dev.billingreporter.invoice;

import dev.billingreporter.failure.Failure;
import java.time.Instant;
import java.util.Objects;

/**
 * What last went wrong with an invoice.
 *
 * @param at when
 * @param failure what
 */
public record InvoiceFailure(Instant at, Failure failure) {

    public InvoiceFailure {
        Objects.requireNonNull(at);
        Objects.requireNonNull(failure);
    }
}
