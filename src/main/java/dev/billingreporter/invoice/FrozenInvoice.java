package dev.billingreporter.invoice;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * What of an invoice is settled before it is sent, and never changes again.
 *
 * @param installationId whose it is
 * @param periodStart the first instant of its period, as it was submitted
 * @param periodEnd when the period ended
 * @param firstDay the period's first usage day
 * @param isFinal whether it is the last one of an installation that was uninstalled
 * @param request the exact body, and the only one that is ever sent; empty where it is too long to be stored
 * @param total what it comes to: 2 decimals
 * @param contentHash SHA-256 of the body in hexadecimal
 * @param frozenAt when it was frozen
 */
public record FrozenInvoice(String installationId, Instant periodStart, Instant periodEnd, LocalDate firstDay,
        boolean isFinal, Optional<String> request, BigDecimal total, String contentHash, Instant frozenAt) {

    /**
     * DynamoDB takes items of 400 KB. This leaves 16 KB for all attributes but the body: names and instants, ids of some
     * hundred bytes, and a message of at most 4 KB.
     */
    static final int MOST_BYTES = 384 * 1024;

    public FrozenInvoice {
        Objects.requireNonNull(installationId);
        if (!periodStart.isBefore(periodEnd)) {
            throw new IllegalArgumentException("the period from %s to %s is none".formatted(periodStart, periodEnd));
        }
        Objects.requireNonNull(firstDay);
        Objects.requireNonNull(request);
        Objects.requireNonNull(total);
        Objects.requireNonNull(contentHash);
        Objects.requireNonNull(frozenAt);
    }

    static FrozenInvoice of(String installationId, InvoiceRequest request, String body, Instant now) {
        var due = request.due();
        return new FrozenInvoice(installationId, due.periodStart(), due.periodEnd(), due.period().firstDay(), due.isFinal(),
                Optional.of(body).filter(text -> bytes(text) <= MOST_BYTES), request.total(),
                InvoiceRequest.contentHash(body), now);
    }

    static int bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The id by which Vercel tells whether it has it already. */
    public String externalId() {
        return InvoiceRequest.externalId(installationId, firstDay);
    }
}
