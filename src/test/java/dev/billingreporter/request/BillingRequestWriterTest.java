package dev.billingreporter.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.billingreporter.day.BillingPeriod;
import dev.billingreporter.day.UsageDay;
import dev.billingreporter.pricing.BillingStatement;
import dev.billingreporter.pricing.ChargeLine;
import dev.billingreporter.pricing.DiscountLine;
import dev.billingreporter.pricing.LineItem;
import dev.billingreporter.pricing.StatementTooLargeException;
import dev.billingreporter.usage.MetricType;
import dev.billingreporter.usage.UsageRow;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BillingRequestWriterTest {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant PART = Instant.parse("2026-11-16T05:30:00.5Z");
    private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");
    private static final Instant TIMESTAMP = Instant.parse("2026-11-22T10:05:00.123Z");

    @Test
    void everyFieldIsWritten() {
        var item = new LineItem("pro", Optional.of("db_1"), Optional.of(PART), Optional.of(END),
                line("Requests", Optional.of("1000 requests included"), "0.000002", "234567.5", "requests"));
        var discount = new DiscountLine("pro", Optional.of("db_1"), Optional.of(PART), Optional.of(END), "Partner",
                new BigDecimal("0.47"), () -> "");
        var row = new UsageRow(Optional.of("db_1"), "Requests", MetricType.INTERVAL, "requests", new BigDecimal("3"),
                new BigDecimal("1234567.5"), Optional.of(new BigDecimal("2000000")));

        assertThat(text(statement(List.of(row), List.of(item), List.of(discount)))).isEqualTo(
                """
                        {"eod":"2026-11-22T23:59:59.999Z","period":{"start":"2026-11-01T00:00:00.000Z","end":"2026-12-01T00:00:00.000Z"},\
                        "billing":{"items":[{"billingPlanId":"pro","resourceId":"db_1","start":"2026-11-16T05:30:00.500Z",\
                        "end":"2026-12-01T00:00:00.000Z","name":"Requests","details":"1000 requests included","price":"0.000002",\
                        "quantity":234567.5,"units":"requests","total":"0.47"}],\
                        "discounts":[{"billingPlanId":"pro","resourceId":"db_1","start":"2026-11-16T05:30:00.500Z",\
                        "end":"2026-12-01T00:00:00.000Z","name":"Partner","amount":"0.47"}]},\
                        "usage":[{"resourceId":"db_1","name":"Requests","type":"interval","units":"requests","dayValue":3,\
                        "periodValue":1234567.5,"planValue":2000000}]}""");
    }

    @Test
    void whatIsAbsentIsLeftOut() {
        var item = new LineItem("pro", Optional.empty(), Optional.empty(), Optional.empty(),
                line("Fee", Optional.empty(), "29", "1", "month"));
        var row = new UsageRow(Optional.empty(), "Storage", MetricType.TOTAL, "GB", BigDecimal.ZERO, BigDecimal.ZERO,
                Optional.empty());

        assertThat(text(statement(List.of(row), List.of(item), List.of()))).isEqualTo(
                """
                        {"eod":"2026-11-22T23:59:59.999Z","period":{"start":"2026-11-01T00:00:00.000Z","end":"2026-12-01T00:00:00.000Z"},\
                        "billing":{"items":[{"billingPlanId":"pro","name":"Fee","price":"29.00","quantity":1,"units":"month",\
                        "total":"29.00"}]},\
                        "usage":[{"name":"Storage","type":"total","units":"GB","dayValue":0,"periodValue":0}]}""");
    }

    @Test
    void aStatementOfNothingHasEmptyLists() {
        assertThat(text(statement(List.of(), List.of(), List.of()))).endsWith("\"billing\":{\"items\":[]},\"usage\":[]}");
    }

    @Test
    void textsAreEscapedAndReadBackAsTheyWere() throws IOException {
        var hostile = "\"quoted\" \\ back / \b\f\n\r\t \u0000\u001f \u2028 ü 漢 \uD83D\uDE00 </script>";
        var item = new LineItem(hostile, Optional.of(hostile), Optional.empty(), Optional.empty(),
                line(hostile, Optional.of(hostile), "1", "1", hostile));
        var discount = new DiscountLine(hostile, Optional.of(hostile), Optional.empty(), Optional.empty(), hostile,
                new BigDecimal("0.01"), () -> "");
        var row = new UsageRow(Optional.of(hostile), hostile, MetricType.RATE, hostile, BigDecimal.ONE, BigDecimal.ONE,
                Optional.empty());

        var json = read(text(statement(List.of(row), List.of(item), List.of(discount))));

        for (var field : List.of("billingPlanId", "resourceId", "name", "details", "units")) {
            assertThat(json.at("/billing/items/0/" + field).asText()).as(field).isEqualTo(hostile);
        }
        for (var field : List.of("billingPlanId", "resourceId", "name")) {
            assertThat(json.at("/billing/discounts/0/" + field).asText()).as(field).isEqualTo(hostile);
        }
        for (var field : List.of("resourceId", "name", "units")) {
            assertThat(json.at("/usage/0/" + field).asText()).as(field).isEqualTo(hostile);
        }
    }

    @Test
    void noNumberIsEverInExponentForm() {
        var large = new BigDecimal("1E+125");
        var item = new LineItem("pro", Optional.empty(), Optional.empty(), Optional.empty(),
                line("Fee", Optional.empty(), "1E+30", "1E+90", "month"));
        var tiny = new LineItem("pro", Optional.empty(), Optional.empty(), Optional.empty(),
                line("Tiny", Optional.empty(), "1E-30", "1E-6", "month"));
        var discount = new DiscountLine("pro", Optional.empty(), Optional.empty(), Optional.empty(), "All",
                new BigDecimal("1E+40").setScale(2), () -> "");
        var row = new UsageRow(Optional.empty(), "Storage", MetricType.TOTAL, "GB", large, new BigDecimal("-0.000001"),
                Optional.of(large));

        var text = text(statement(List.of(row), List.of(item, tiny), List.of(discount)));

        assertThat(text).doesNotContainPattern("[0-9][eE][+-]?[0-9]");
        assertThat(text).contains("\"price\":\"1" + "0".repeat(30) + ".00\"", "\"quantity\":1" + "0".repeat(90) + ",",
                "\"total\":\"1" + "0".repeat(120) + ".00\"", "\"price\":\"0." + "0".repeat(29) + "1\"",
                "\"quantity\":0.000001,",
                "\"total\":\"0.00\"", "\"amount\":\"1" + "0".repeat(40) + ".00\"", "\"dayValue\":1" + "0".repeat(125) + ",",
                "\"periodValue\":-0.000001,", "\"planValue\":1" + "0".repeat(125) + "}");
    }

    @Test
    void theBodyIsTheContentWithItsTimestampFirst() {
        var statement = statement(List.of(), List.of(), List.of());
        var request = BillingRequest.of(statement);

        assertThat(new String(request.body(TIMESTAMP), StandardCharsets.UTF_8))
                .isEqualTo("{\"timestamp\":\"2026-11-22T10:05:00.123Z\"," + text(statement).substring(1));
        assertThat(request.contentHash()).isEqualTo(BillingRequest.of(statement).contentHash()).matches("[0-9a-f]{64}");
    }

    @Test
    void aRequestOfMoreThanFourMebibytesIsRefusedWithItsSize() {
        var name = "x".repeat(4096);
        var item = new LineItem("pro", Optional.empty(), Optional.empty(), Optional.empty(),
                line(name, Optional.empty(), "1", "1", "u"));
        var fitting = statement(List.of(), Collections.nCopies(1000, item), List.of());
        var bytes = text(fitting).length();
        assertThat(bytes).isLessThan(4 * 1024 * 1024);
        var perItem = text(statement(List.of(), List.of(item, item), List.of())).length()
                - text(statement(List.of(), List.of(item), List.of())).length();

        assertThatThrownBy(() -> BillingRequest.of(statement(List.of(), Collections.nCopies(1100, item), List.of())))
                .isInstanceOf(StatementTooLargeException.class)
                .hasMessage("the request for 2026-11-22 is too large: it may have 4194304 bytes, but has %d"
                        .formatted(bytes + 100 * perItem));
    }

    @Test
    void aRequestOfFourMebibytesIsTheLargest() {
        var without = text(statement(List.of(), List.of(named("")), List.of())).length();
        var most = 4 * 1024 * 1024;

        assertThat(text(statement(List.of(), List.of(named("x".repeat(most - without))), List.of()))).hasSize(most);
        assertThatThrownBy(() -> text(statement(List.of(), List.of(named("x".repeat(most - without + 1))), List.of())))
                .isInstanceOf(StatementTooLargeException.class)
                .hasMessage("the request for 2026-11-22 is too large: it may have 4194304 bytes, but has 4194305");
    }

    private static LineItem named(String name) {
        return new LineItem("pro", Optional.empty(), Optional.empty(), Optional.empty(),
                line(name, Optional.empty(), "1", "1", "u"));
    }

    private static ChargeLine line(String name, Optional<String> details, String price, String quantity, String units) {
        return new ChargeLine(name, details, new BigDecimal(price), new BigDecimal(quantity), units, () -> "");
    }

    private static BillingStatement statement(List<UsageRow> usage, List<LineItem> items, List<DiscountLine> discounts) {
        var date = LocalDate.of(2026, 11, 22);
        return new BillingStatement(
                new UsageDay(date, Instant.parse("2026-11-22T00:00:00Z"), Instant.parse("2026-11-23T00:00:00Z")),
                new BillingPeriod(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 12, 1), START, END), usage, items, discounts,
                () -> new BillingStatement.Remarks(List.of(), List.of()));
    }

    private static String text(BillingStatement statement) {
        return new String(BillingRequestWriter.content(statement), StandardCharsets.UTF_8);
    }

    private static JsonNode read(String text) throws IOException {
        return JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build().readTree(text);
    }
}
