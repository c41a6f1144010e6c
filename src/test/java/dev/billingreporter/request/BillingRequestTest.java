package dev.billingreporter.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.day.BillingPeriod;
import dev.billingreporter.day.UsageDay;
import dev.billingreporter.pricing.BillingStatement;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class BillingRequestTest {

    private static final Instant READ_AT = Instant.parse("2026-11-22T10:05:00.123456Z");
    private static final String CONTENT = "\"eod\":\"2026-11-22T23:59:59.999Z\","
            + "\"period\":{\"start\":\"2026-11-01T00:00:00.000Z\",\"end\":\"2026-12-01T00:00:00.000Z\"},"
            + "\"billing\":{\"items\":[]},\"usage\":[]}";

    @Test
    void theTimestampIsTheFirstFieldOfTheBody() {
        assertThat(text(request(22).body(READ_AT))).isEqualTo("{\"timestamp\":\"2026-11-22T10:05:00.123Z\"," + CONTENT);
    }

    @Test
    void theContentHashIsThatOfTheBodyWithoutItsTimestamp() throws NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance("SHA-256").digest(("{" + CONTENT).getBytes(StandardCharsets.UTF_8));

        assertThat(request(22).contentHash()).isEqualTo(HexFormat.of().formatHex(digest));
        assertThat(request(21).contentHash()).isNotEqualTo(request(22).contentHash());
    }

    @Test
    void oneRequestGivesABodyForEveryTimestamp() {
        var request = request(22);
        var first = request.body(READ_AT);
        var later = request.body(READ_AT.plusSeconds(1));

        assertThat(text(later)).isEqualTo(text(first).replace("10:05:00.123Z", "10:05:01.123Z"));
        assertThat(request.body(READ_AT)).isEqualTo(first).isNotSameAs(first);
    }

    private static BillingRequest request(int dayOfMonth) {
        var date = LocalDate.of(2026, 11, dayOfMonth);
        var start = Instant.parse("2026-11-01T00:00:00Z");
        var end = Instant.parse("2026-12-01T00:00:00Z");
        return BillingRequest.of(new BillingStatement(
                new UsageDay(date, Instant.parse(date + "T00:00:00Z"), Instant.parse(date.plusDays(1) + "T00:00:00Z")),
                new BillingPeriod(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 12, 1), start, end),
                List.of(), List.of(), List.of(), () -> new BillingStatement.Remarks(List.of(), List.of())));
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
