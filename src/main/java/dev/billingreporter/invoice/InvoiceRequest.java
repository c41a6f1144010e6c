package dev.billingreporter.invoice;

import dev.billingreporter.day.BillingPeriod;
import dev.billingreporter.pricing.BillingStatement;
import dev.billingreporter.pricing.DiscountLine;
import dev.billingreporter.pricing.LineItem;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What "Submit an invoice" is sent for one period: the lines and discounts of the statement that the dashboard shows for
 * its last day, so that both agree. Lines of 0.00 are left out.
 */
public final class InvoiceRequest {

    private final DueInvoice due;
    private final String externalId;
    private final Instant invoiceDate;
    private final List<LineItem> items;
    private final List<DiscountLine> discounts;
    private final BigDecimal total;

    private InvoiceRequest(DueInvoice due, String externalId, Instant invoiceDate, List<LineItem> items,
            List<DiscountLine> discounts, BigDecimal total) {
        this.due = due;
        this.externalId = externalId;
        this.invoiceDate = invoiceDate;
        this.items = items;
        this.discounts = discounts;
        this.total = total;
    }

    /**
     * The request for a period.
     *
     * @param statement that of the due invoice's last day
     * @param now when it is made: the invoice's date, where that day has not ended yet
     */
    public static InvoiceRequest of(String installationId, DueInvoice due, BillingStatement statement, Instant now) {
        var endOfDay = due.lastDay().endOfDay();
        return new InvoiceRequest(due, externalId(installationId, due.period().firstDay()),
                now.isBefore(endOfDay) ? now : endOfDay,
                statement.items().stream().filter(item -> item.total().signum() != 0).toList(),
                statement.discounts().stream().filter(discount -> discount.amount().signum() != 0).toList(),
                statement.total());
    }

    /** The one id by which Vercel tells whether it has the invoice of this period already. */
    public static String externalId(String installationId, LocalDate firstDay) {
        return installationId + ":" + firstDay;
    }

    /** The body: JSON. The same statement and instant always give the same text. */
    public String body() {
        return InvoiceRequestWriter.body(this, Optional.empty());
    }

    /** The body that Vercel checks without making an invoice of it. */
    public String testBody(TestResult result) {
        return InvoiceRequestWriter.body(this, Optional.of(result));
    }

    /** What it comes to: 2 decimals. */
    public BigDecimal total() {
        return total;
    }

    /** Whether there is a line that costs something. */
    public boolean hasItems() {
        return !items.isEmpty();
    }

    /** SHA-256 of a body, in hexadecimal. */
    public static String contentHash(String body) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    DueInvoice due() {
        return due;
    }

    BillingPeriod period() {
        return due.period();
    }

    String externalId() {
        return externalId;
    }

    Instant invoiceDate() {
        return invoiceDate;
    }

    List<LineItem> items() {
        return items;
    }

    List<DiscountLine> discounts() {
        return discounts;
    }
}
