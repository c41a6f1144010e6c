package dev.billingreporter.invoice;

import java.util.Map;
import java.util.Objects;

/**
 * An invoice as it was found in its table.
 *
 * @param invoice what it says
 * @param item the item's attributes as plain Java values. What becomes of the invoice is written on the condition that they
 *        are still the same, and those that are not the function's own are written as they were
 */
public record StoredInvoice(Invoice invoice, Map<String, ?> item) {

    public StoredInvoice {
        Objects.requireNonNull(invoice);
        item = Map.copyOf(item);
    }
}
