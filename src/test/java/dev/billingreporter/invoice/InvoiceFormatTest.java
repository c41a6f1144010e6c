package dev.billingreporter.invoice;

import static dev.billingreporter.invoice.Invoices.NOW;
import static dev.billingreporter.invoice.Invoices.frozen;
import static dev.billingreporter.invoice.Invoices.in;
import static dev.billingreporter.invoice.Invoices.inEachState;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.invoice.InvoiceState.Accepted;
import dev.billingreporter.item.InvalidItemException;
import dev.billingreporter.item.Item;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvoiceFormatTest {

    @Test
    void aFrozenInvoiceStandsInItsItemAsItIsAgreed() {
        var invoice = frozen("2026-11-15");

        assertThat(InvoiceFormat.write(invoice)).isEqualTo(Map.ofEntries(
                Map.entry("installationId", "icfg_1"), Map.entry("periodStart", "2026-11-01T00:00:00.000Z"),
                Map.entry("periodEnd", "2026-12-01T00:00:00.000Z"), Map.entry("externalId", "icfg_1:2026-11-01"),
                Map.entry("final", false), Map.entry("request", invoice.frozen().request().orElseThrow()),
                Map.entry("total", new BigDecimal("29.00")), Map.entry("contentHash", invoice.frozen().contentHash()),
                Map.entry("frozenAt", "2026-12-01T12:05:00.000Z"), Map.entry("state", "FROZEN"),
                Map.entry("attempts", BigDecimal.ZERO)));
        assertThat(invoice.frozen().contentHash()).matches("[0-9a-f]{64}");
    }

    @Test
    void allThatIsKnownOfAnInvoiceIsWritten() {
        var failure = new InvoiceFailure(NOW, new Failure(FailureKind.SERVER_ERROR, Optional.of(503), "try again"));
        var state = new Accepted(NOW, "inv_1", Optional.of("paid"), Optional.of(NOW.plusSeconds(1)));
        var invoice = new Invoice(frozen("2026-11-15").frozen(), state, 3, Optional.of(failure),
                Optional.of(new BigDecimal("31.20")), Optional.of(NOW.plusSeconds(2)), Optional.of(NOW.plusSeconds(3)));

        assertThat(InvoiceFormat.write(invoice)).containsAllEntriesOf(Map.of("state", "ACCEPTED",
                "acceptedAt", "2026-12-01T12:05:00.000Z", "invoiceId", "inv_1", "vercelState", "paid",
                "checkedAt", "2026-12-01T12:05:01.000Z", "attempts", new BigDecimal(3), "lateTotal", new BigDecimal("31.20"),
                "finalizeSentAt", "2026-12-01T12:05:02.000Z", "finalizedAt", "2026-12-01T12:05:03.000Z",
                "lastFailure", Map.of("at", "2026-12-01T12:05:00.000Z", "kind", "SERVER_ERROR", "httpStatus",
                        new BigDecimal(503), "message", "try again")));
        assertThat(InvoiceFormat.ATTRIBUTES).as("all of them are part of the write's condition")
                .containsExactlyInAnyOrderElementsOf(InvoiceFormat.write(invoice).keySet().stream()
                        .filter(name -> !name.equals("installationId") && !name.equals("periodStart")).toList());
        assertThat(read(InvoiceFormat.write(invoice))).isEqualTo(invoice);
    }

    @Test
    void anInvoiceInAnyStateReadsBackAsItWas() {
        for (var invoice : inEachState()) {
            assertThat(read(InvoiceFormat.write(invoice))).isEqualTo(invoice);
        }
        assertThat(inEachState()).extracting(invoice -> invoice.state().name()).doesNotHaveDuplicates().hasSize(6);
    }

    @Test
    void amountsHaveTwoDecimalsAlthoughATableDropsZeros() {
        var item = item(frozen("2026-11-15"));
        item.put("total", new BigDecimal("29"));
        item.put("lateTotal", new BigDecimal("31.2"));

        assertThat(read(item).frozen().total()).isEqualTo("29.00");
        assertThat(read(item).lateTotal().orElseThrow()).isEqualTo("31.20");
    }

    @Test
    void aKindOfFailureThatOnlyALaterVersionKnowsStopsNothing() {
        var item = item(frozen("2026-11-15"));
        item.put("lastFailure", Map.of("at", "2026-12-01T12:05:00.000Z", "kind", "STRUCK_BY_LIGHTNING", "message", "m"));

        assertThat(read(item).lastFailure().orElseThrow().failure().kind()).isEqualTo(FailureKind.INTERNAL);
    }

    @Test
    void aSettledInvoiceMayHaveLostItsRequestAndAFrozenOneMayNot() {
        for (var invoice : inEachState()) {
            var item = item(invoice);
            item.remove("request");
            if (invoice.isFrozen()) {
                refused(item, "request is missing, and the invoice is still to be sent");
            } else {
                assertThat(read(item).frozen().request()).isEmpty();
            }
        }
    }

    static List<Arguments> unusable() {
        return List.of(
                unusable("request", "{}", "request is not what was frozen: its hash is not contentHash"),
                unusable("contentHash", "0".repeat(64), "request is not what was frozen: its hash is not contentHash"),
                unusable("externalId", "icfg_2:2026-11-01",
                        "externalId must be icfg_1:<first day of the period>, but is \"icfg_2:2026-11-01\""),
                unusable("externalId", "icfg_1:November",
                        "externalId must be icfg_1:<first day of the period>, but is \"icfg_1:November\""),
                unusable("periodStart", "2026-11-01T00:00:00Z",
                        "periodStart must be written as 2026-11-01T00:00:00.000Z, but is \"2026-11-01T00:00:00Z\""),
                unusable("periodEnd", "2026-11-01T00:00:00.000Z",
                        "periodEnd must be after periodStart 2026-11-01T00:00:00Z, but is 2026-11-01T00:00:00Z"),
                unusable("state", "SENT",
                        "state must be FROZEN, ACCEPTED, UNCONFIRMED, REJECTED, NOTHING or BELOW_MINIMUM, but is \"SENT\""),
                unusable("state", "ACCEPTED", "acceptedAt is missing"),
                unusable("total", new BigDecimal("-0.01"), "total must not be negative, but is -0.01"),
                unusable("attempts", new BigDecimal("0.5"), "attempts must be a whole number, but is 0.5"),
                unusable("attempts", new BigDecimal("1E+12"), "attempts must be a whole number, but is 1E+12"),
                unusable("final", "no", "final must be a truth value (BOOL)"),
                unusable("lastFailure", Map.of("at", "2026-12-01T12:05:00Z", "kind", "GONE"),
                        "lastFailure.message is missing"));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void whatCannotBeUsedIsNamed(String attribute, Object value, String problem) {
        var item = item(frozen("2026-11-15"));
        item.put(attribute, value);

        refused(item, problem);
    }

    @ParameterizedTest
    @ValueSource(strings = { "periodEnd", "externalId", "contentHash", "total", "frozenAt", "state" })
    void whatIsRequiredAndAbsentIsMissing(String attribute) {
        var item = item(frozen("2026-11-15"));
        item.remove(attribute);

        refused(item, attribute + " is missing");
    }

    @Test
    void anAcceptedInvoiceHasItsId() {
        var item = item(in(frozen("2026-11-15"), Accepted.of(NOW, "inv_1")));
        item.remove("invoiceId");

        refused(item, "invoiceId is missing");
    }

    private static Arguments unusable(String attribute, Object value, String problem) {
        return Arguments.of(attribute, value, problem);
    }

    private static Map<String, Object> item(Invoice invoice) {
        return new HashMap<>(InvoiceFormat.write(invoice));
    }

    private static Invoice read(Map<String, Object> item) {
        return InvoiceFormat.read(Item.of("Invoices", "icfg_1 / 2026-11-01T00:00:00.000Z", item));
    }

    private static void refused(Map<String, Object> item, String problem) {
        assertThatThrownBy(() -> read(item)).isInstanceOf(InvalidItemException.class)
                .hasMessage("Invoices item \"icfg_1 / 2026-11-01T00:00:00.000Z\": " + problem);
    }
}
