package dev.billingreporter.invoice;

import dev.billingreporter.invoice.InvoiceState.Accepted;
import dev.billingreporter.invoice.InvoiceState.BelowMinimum;
import dev.billingreporter.invoice.InvoiceState.Frozen;
import dev.billingreporter.invoice.InvoiceState.Nothing;
import dev.billingreporter.invoice.InvoiceState.Rejected;
import dev.billingreporter.invoice.InvoiceState.Unconfirmed;
import dev.billingreporter.item.FailureFormat;
import dev.billingreporter.item.Item;
import dev.billingreporter.time.Instants;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How an invoice stands in its item: read and written here, and nowhere else. */
public final class InvoiceFormat {

    /** The partition key of the table. */
    public static final String INSTALLATION_ID = "installationId";
    /** The sort key of the table: instants that are written as {@link Instants} writes them sort as they follow each other. */
    public static final String PERIOD_START = "periodStart";
    /** By far the largest attribute. It changes only where {@link #CONTENT_HASH} does. */
    public static final String REQUEST = "request";
    public static final String CONTENT_HASH = "contentHash";

    public static final String STATE = "state";
    private static final String EXTERNAL_ID = "externalId";
    private static final String TOTAL = "total";
    private static final String FINAL = "final";
    private static final String PERIOD_END = "periodEnd";
    private static final String FROZEN_AT = "frozenAt";
    private static final String ACCEPTED_AT = "acceptedAt";
    private static final String FINALIZE_SENT_AT = "finalizeSentAt";
    private static final String FINALIZED_AT = "finalizedAt";
    private static final String INVOICE_ID = "invoiceId";
    private static final String VERCEL_STATE = "vercelState";
    private static final String CHECKED_AT = "checkedAt";
    private static final String ATTEMPTS = "attempts";
    private static final String LAST_FAILURE = "lastFailure";
    private static final String LATE_TOTAL = "lateTotal";

    /** All attributes but the keys. */
    public static final List<String> ATTRIBUTES = List.of(STATE, EXTERNAL_ID, REQUEST, TOTAL, CONTENT_HASH, FINAL,
            PERIOD_END, FROZEN_AT, ACCEPTED_AT, FINALIZE_SENT_AT, FINALIZED_AT, INVOICE_ID, VERCEL_STATE, CHECKED_AT, ATTEMPTS,
            LAST_FAILURE, LATE_TOTAL);

    private InvoiceFormat() {
    }

    /**
     * Reads an item of the invoices table.
     *
     * @throws dev.billingreporter.item.InvalidItemException naming the item and the attribute that cannot be used
     */
    public static Invoice read(Item item) {
        var frozen = frozen(item);
        var state = state(item);
        if (state instanceof Frozen && frozen.request().isEmpty()) {
            throw item.invalid(REQUEST, "is missing, and the invoice is still to be sent");
        }
        return new Invoice(frozen, state, attempts(item), item.item(LAST_FAILURE).map(InvoiceFormat::lastFailure),
                item.optionalNonNegativeNumber(LATE_TOTAL).map(InvoiceFormat::money), item.optionalInstant(FINALIZE_SENT_AT),
                item.optionalInstant(FINALIZED_AT));
    }

    private static FrozenInvoice frozen(Item item) {
        var installationId = item.text(INSTALLATION_ID);
        var periodStart = periodStart(item);
        var periodEnd = item.instant(PERIOD_END);
        if (!periodStart.isBefore(periodEnd)) {
            throw item.invalid(PERIOD_END, "must be after periodStart %s, but is %s".formatted(periodStart, periodEnd));
        }
        var request = item.optionalDocument(REQUEST);
        var contentHash = item.text(CONTENT_HASH);
        if (request.isPresent() && !InvoiceRequest.contentHash(request.get()).equals(contentHash)) {
            throw item.invalid(REQUEST, "is not what was frozen: its hash is not contentHash");
        }
        return new FrozenInvoice(installationId, periodStart, periodEnd, firstDay(item, installationId),
                item.flag(FINAL, false), request, money(item.nonNegativeNumber(TOTAL)), contentHash, item.instant(FROZEN_AT));
    }

    /** As a key it has one spelling: written otherwise, as by hand, it would be another item beside the period's own. */
    private static Instant periodStart(Item item) {
        var periodStart = item.instant(PERIOD_START);
        var text = item.text(PERIOD_START);
        if (!text.equals(Instants.text(periodStart))) {
            throw item.invalid(PERIOD_START,
                    "must be written as %s, but is \"%s\"".formatted(Instants.text(periodStart), text));
        }
        return periodStart;
    }

    private static LocalDate firstDay(Item item, String installationId) {
        var externalId = item.text(EXTERNAL_ID);
        try {
            if (externalId.startsWith(installationId + ":")) {
                return LocalDate.parse(externalId.substring(installationId.length() + 1));
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw item.invalid(EXTERNAL_ID, "must be %s:<first day of the period>, but is \"%s\"".formatted(installationId,
                Item.shortened(externalId)));
    }

    private static InvoiceState state(Item item) {
        var state = item.text(STATE);
        return switch (state) {
            case Frozen.NAME -> new Frozen();
            case Accepted.NAME -> new Accepted(item.instant(ACCEPTED_AT), item.text(INVOICE_ID),
                    item.optionalText(VERCEL_STATE), item.optionalInstant(CHECKED_AT));
            case Unconfirmed.NAME -> new Unconfirmed();
            case Rejected.NAME -> new Rejected();
            case Nothing.NAME -> new Nothing();
            case BelowMinimum.NAME -> new BelowMinimum();
            default -> throw item.invalid(STATE, "must be %s, %s, %s, %s, %s or %s, but is \"%s\"".formatted(Frozen.NAME,
                    Accepted.NAME, Unconfirmed.NAME, Rejected.NAME, Nothing.NAME, BelowMinimum.NAME, Item.shortened(state)));
        };
    }

    private static int attempts(Item item) {
        return item.optionalNonNegativeNumber(ATTEMPTS).map(number -> item.wholeNumber(ATTEMPTS, number)).orElse(0);
    }

    private static InvoiceFailure lastFailure(Item item) {
        return new InvoiceFailure(FailureFormat.at(item), FailureFormat.failure(item));
    }

    /** A number loses its decimals in the table where they are zeros. */
    private static BigDecimal money(BigDecimal amount) {
        return amount.setScale(Math.max(2, amount.scale()));
    }

    /** All attributes of the item, its keys included, as plain Java values. */
    public static Map<String, Object> write(Invoice invoice) {
        var frozen = invoice.frozen();
        var item = new HashMap<String, Object>();
        item.put(INSTALLATION_ID, frozen.installationId());
        item.put(PERIOD_START, Instants.text(frozen.periodStart()));
        item.put(PERIOD_END, Instants.text(frozen.periodEnd()));
        item.put(EXTERNAL_ID, frozen.externalId());
        item.put(FINAL, frozen.isFinal());
        frozen.request().ifPresent(request -> item.put(REQUEST, request));
        item.put(TOTAL, frozen.total());
        item.put(CONTENT_HASH, frozen.contentHash());
        item.put(FROZEN_AT, Instants.text(frozen.frozenAt()));
        item.put(STATE, invoice.state().name());
        if (invoice.state() instanceof Accepted accepted) {
            item.put(ACCEPTED_AT, Instants.text(accepted.at()));
            item.put(INVOICE_ID, accepted.invoiceId());
            accepted.vercelState().ifPresent(state -> item.put(VERCEL_STATE, state));
            accepted.checkedAt().ifPresent(at -> item.put(CHECKED_AT, Instants.text(at)));
        }
        item.put(ATTEMPTS, BigDecimal.valueOf(invoice.attempts()));
        invoice.lastFailure().ifPresent(last -> item.put(LAST_FAILURE, FailureFormat.write(last.at(), last.failure())));
        invoice.lateTotal().ifPresent(total -> item.put(LATE_TOTAL, total));
        invoice.finalizeSentAt().ifPresent(at -> item.put(FINALIZE_SENT_AT, Instants.text(at)));
        invoice.finalizedAt().ifPresent(at -> item.put(FINALIZED_AT, Instants.text(at)));
        return item;
    }
}
