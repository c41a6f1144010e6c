package dev.billingreporter.invoice;

import static dev.billingreporter.invoice.Invoices.INSTALLATION_ID;
import static dev.billingreporter.invoice.Invoices.NOW;
import static dev.billingreporter.invoice.Invoices.discount;
import static dev.billingreporter.invoice.Invoices.due;
import static dev.billingreporter.invoice.Invoices.item;
import static dev.billingreporter.invoice.Invoices.statement;
import static dev.billingreporter.invoice.Invoices.uninstalled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.pricing.BillingStatement;
import dev.billingreporter.pricing.ChargeLine;
import dev.billingreporter.pricing.DiscountLine;
import dev.billingreporter.pricing.LineItem;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InvoiceRequestTest {

    private static final DueInvoice NOVEMBER = due("2026-11-15");

    @Test
    void theBodyHasTheStatementsLinesAndThePeriodAsItWasSubmitted() {
        var part = Optional.of(Instant.parse("2026-11-16T05:30:00.5Z"));
        var end = Optional.of(Instant.parse("2026-12-01T00:00:00Z"));
        var requests = new LineItem("pro", Optional.of("db_1"), part, end, new ChargeLine("Requests",
                Optional.of("1000 requests included"), new BigDecimal("0.000002"), new BigDecimal("234567.5"), "requests",
                () -> ""));
        var partner = new DiscountLine("pro", Optional.of("db_1"), part, end, "Partner", new BigDecimal("0.40"), () -> "");

        assertThat(request(NOVEMBER, statement(NOVEMBER, List.of(item("Fee", "29", "1"), requests), List.of(partner))).body())
                .isEqualTo(
                        """
                                {"externalId":"icfg_1:2026-11-01","invoiceDate":"2026-11-30T23:59:59.999Z",\
                                "memo":"Usage from 2026-11-01 to 2026-11-30",\
                                "period":{"start":"2026-11-01T00:00:00.000Z","end":"2026-12-01T00:00:00.000Z"},\
                                "items":[{"billingPlanId":"pro","name":"Fee","price":"29.00","quantity":1,"units":"month",\
                                "total":"29.00"},{"billingPlanId":"pro","resourceId":"db_1","start":"2026-11-16T05:30:00.500Z",\
                                "end":"2026-12-01T00:00:00.000Z","name":"Requests","details":"1000 requests included",\
                                "price":"0.000002","quantity":234567.5,"units":"requests","total":"0.47"}],\
                                "discounts":[{"billingPlanId":"pro","resourceId":"db_1","start":"2026-11-16T05:30:00.500Z",\
                                "end":"2026-12-01T00:00:00.000Z","name":"Partner","amount":"0.40"}]}""");
    }

    @Test
    void aFinalOneSaysSoAndIsDatedNowWhileItsDayLasts() {
        var last = uninstalled("2026-12-01");

        assertThat(request(last, statement(last, "", "29")).body()).isEqualTo(
                """
                        {"externalId":"icfg_1:2026-12-01","invoiceDate":"2026-12-01T12:05:00.000Z",\
                        "memo":"Usage from 2026-12-01 to 2026-12-01",\
                        "period":{"start":"2026-12-01T00:00:00.000Z","end":"2027-01-01T00:00:00.000Z"},\
                        "items":[{"billingPlanId":"pro","name":"Fee","price":"29.00","quantity":1,"units":"month",\
                        "total":"29.00"}],"final":true}""");
    }

    @ParameterizedTest
    @CsvSource({ "2026-11-30T23:59:59.998Z, 2026-11-30T23:59:59.998Z", "2026-11-30T23:59:59.999Z, 2026-11-30T23:59:59.999Z",
            "2026-12-01T00:00:00Z, 2026-11-30T23:59:59.999Z" })
    void theInvoiceDateIsTheEarlierOfTheEndOfDayAndNow(String now, String date) {
        var request = InvoiceRequest.of(INSTALLATION_ID, NOVEMBER, statement(NOVEMBER, "", "29"), Instant.parse(now));

        assertThat(request.body()).contains("\"invoiceDate\":\"%s\"".formatted(date));
    }

    @Test
    void whatComesToNothingIsLeftOut() {
        var request = request(NOVEMBER, statement(NOVEMBER,
                List.of(item("Free", "0.00", "7"), item("Little", "0.004", "1"), item("Fee", "0.005", "1")),
                List.of(discount("0.00"))));

        assertThat(request.body()).contains("\"Fee\"").doesNotContain("\"Free\"", "\"Little\"", "discounts");
        assertThat(request.hasItems()).isTrue();
        assertThat(request.total()).isEqualTo("0.01");
        assertThat(request(NOVEMBER, statement(NOVEMBER, "", "0", "0.001")).hasItems()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(TestResult.class)
    void aTestIsTheSameBodyWithTheTestAtItsEnd(TestResult result) {
        var request = request(NOVEMBER, statement(NOVEMBER, "1.00", "29"));
        var body = request.body();

        assertThat(request.testBody(result)).isEqualTo("%s,\"test\":{\"validate\":true,\"result\":\"%s\"}}".formatted(
                body.substring(0, body.length() - 1), result.wireName()));
    }

    @Test
    void theResultsOfTestsAreVercels() {
        assertThat(TestResult.values()).extracting(TestResult::wireName).containsExactly("paid", "notpaid", "overdue");
    }

    /** What is left out is 0.00, so it makes no difference to what the statement comes to. */
    @Test
    void whateverIsInAStatementItsInvoiceComesToTheSameToTheCent() {
        var random = new Random(20261201);
        for (var repetition = 0; repetition < 1_000; repetition++) {
            var items = IntStream.range(0, random.nextInt(20)).mapToObj(number -> item("Line " + number,
                    BigDecimal.valueOf(random.nextInt(5_000), random.nextInt(7)).toPlainString(),
                    BigDecimal.valueOf(random.nextInt(3_000), random.nextInt(4)).toPlainString())).toList();
            var discounts = IntStream.range(0, random.nextInt(3))
                    .mapToObj(number -> discount(BigDecimal.valueOf(random.nextInt(3), 2).toPlainString())).toList();
            var statement = statement(NOVEMBER, items, discounts);

            var request = request(NOVEMBER, statement);

            var sum = BigDecimal.ZERO.setScale(2);
            for (var item : request.items()) {
                assertThat(item.total()).isPositive();
                sum = sum.add(item.total());
            }
            for (var discount : request.discounts()) {
                assertThat(discount.amount()).isPositive();
                sum = sum.subtract(discount.amount());
            }
            assertThat(request.total()).isEqualTo(sum).isEqualTo(statement.total());
            assertThat(request.body()).isEqualTo(request(NOVEMBER, statement).body());
        }
    }

    private static InvoiceRequest request(DueInvoice due, BillingStatement statement) {
        return InvoiceRequest.of(INSTALLATION_ID, due, statement, NOW);
    }
}
