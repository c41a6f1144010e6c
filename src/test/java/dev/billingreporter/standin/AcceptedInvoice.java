package dev.billingreporter.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/**
 * An invoice that the stand-in has made.
 *
 * @param invoiceId its id: {@code inv_1}, {@code inv_2} and so on, in the order in which they were made
 * @param body what it was made of
 * @param total what its items less its discounts come to: 2 decimals
 */
public record AcceptedInvoice(String invoiceId, JsonNode body, BigDecimal total) {

    /** The id that it was submitted with. */
    public String externalId() {
        return body.get("externalId").textValue();
    }
}
