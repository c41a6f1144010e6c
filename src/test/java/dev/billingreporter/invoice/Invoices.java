package dev.billingreporter.invoice;

import dev.billingreporter.day.BillingCalendar;
import dev.billingreporter.day.BillingCycle.Anchored;
import dev.billingreporter.invoice.InvoiceState.Accepted;
import dev.billingreporter.invoice.InvoiceState.BelowMinimum;
import dev.billingreporter.invoice.InvoiceState.Frozen;
import dev.billingreporter.invoice.InvoiceState.Nothing;
import dev.billingreporter.invoice.InvoiceState.Rejected;
import dev.billingreporter.invoice.InvoiceState.Unconfirmed;
import dev.billingreporter.pricing.BillingStatement;
import dev.billingreporter.pricing.BillingStatement.Remarks;
import dev.billingreporter.pricing.ChargeLine;
import dev.billingreporter.pricing.DiscountLine;
import dev.billingreporter.pricing.LineItem;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Invoices of the installation {@code icfg_1}, whose periods are the months in UTC. */
public final class Invoices {

    /** When they were frozen. */
    public static final Instant NOW = Instant.parse("2026-12-01T12:05:00Z");

    static final String INSTALLATION_ID = "icfg_1";
    static final BillingCalendar MONTHS = new BillingCalendar(ZoneOffset.UTC, new Anchored(1));

    private Invoices() {
    }

    /** The month of this day, which has ended. */
    public static DueInvoice due(String day) {
        var period = MONTHS.periodOf(MONTHS.day(LocalDate.parse(day)));
        return new DueInvoice(period, MONTHS.day(period.endDay().minusDays(1)), false, true);
    }

    /** The month of this day, on which the installation was uninstalled. */
    public static DueInvoice uninstalled(String day) {
        var lastDay = MONTHS.day(LocalDate.parse(day));
        return new DueInvoice(MONTHS.periodOf(lastDay), lastDay, true, true);
    }

    /** A statement with an item for each of these prices, and a discount unless it is empty. */
    static BillingStatement statement(DueInvoice due, String discount, String... prices) {
        var items = Arrays.stream(prices).map(price -> item("Fee", price, "1")).toList();
        return statement(due, items, Stream.of(discount).filter(amount -> !amount.isEmpty()).map(Invoices::discount).toList());
    }

    static BillingStatement statement(DueInvoice due, List<LineItem> items, List<DiscountLine> discounts) {
        return new BillingStatement(due.lastDay(), due.period(), List.of(), items, discounts,
                () -> new Remarks(List.of(), List.of()));
    }

    static LineItem item(String name, String price, String quantity) {
        return new LineItem("pro", Optional.empty(), Optional.empty(), Optional.empty(), new ChargeLine(name, Optional.empty(),
                new BigDecimal(price), new BigDecimal(quantity), "month", () -> ""));
    }

    static DiscountLine discount(String amount) {
        return new DiscountLine("pro", Optional.empty(), Optional.empty(), Optional.empty(), "Welcome", new BigDecimal(amount),
                () -> "");
    }

    /** An invoice of these prices less the discount, unless that is empty. */
    public static Invoice frozen(DueInvoice due, String discount, String... prices) {
        return Invoice.freeze(INSTALLATION_ID,
                InvoiceRequest.of(INSTALLATION_ID, due, statement(due, discount, prices), NOW), NOW);
    }

    /** The invoice of the month of this day: 29.00. */
    public static Invoice frozen(String day) {
        return frozen(due(day), "", "29");
    }

    /** The invoice in another state, whatever led to it. */
    public static Invoice in(Invoice invoice, InvoiceState state) {
        return new Invoice(invoice.frozen(), state, invoice.attempts(), invoice.lastFailure(), invoice.lateTotal(),
                invoice.finalizeSentAt(), invoice.finalizedAt());
    }

    /** An invoice in each state. */
    public static List<Invoice> inEachState() {
        return Stream.of(new Frozen(), Accepted.of(NOW, "inv_1"), new Unconfirmed(), new Rejected(), new Nothing(),
                new BelowMinimum()).map(state -> in(frozen("2026-11-15"), state)).toList();
    }
}
