package dev.billingreporter.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.page.InstallationStatement.Period;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "0 | 0", "0.00 | 0.00", "999 | 999", "1000 | 1,000", "1234567.891 | 1,234,567.891",
            "-1234.5 | −1,234.5", "0.000002 | 0.000002", "1E+6 | 1,000,000",
            "12345678901234567890123456789012345678 | 12,345,678,901,234,567,890,123,456,789,012,345,678" })
    void groupsThousandsAndKeepsEveryDigit(BigDecimal number, String text) {
        assertThat(Reading.grouped(number)).isEqualTo(text);
    }

    @Test
    void groupedNumbersReadBackAsTheSame() {
        var random = new Random(20261122);
        for (var round = 0; round < 2_000; round++) {
            var number = BigDecimal.valueOf(random.nextLong(), random.nextInt(25) - 4);
            assertThat(new BigDecimal(Reading.grouped(number).replace(",", "").replace('−', '-'))).isEqualByComparingTo(number);
        }
    }

    @ParameterizedTest
    @CsvSource({ "0,0", "400,400", "0.5,0.5", "999,999", "1000,1k", "1200,1.2k", "2500000,2.5M", "-4000,−4k",
            "3E+9,3G", "1E+22,'10,000E'" })
    void numbersOfAnAxisAreShort(BigDecimal number, String text) {
        assertThat(Reading.brief(number)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "2026-11-01 | 2026-11-30 | 1 – 30 November 2026 | 30",
            "2026-10-15 | 2026-11-14 | 15 October – 14 November 2026 | 31",
            "2026-12-15 | 2027-01-14 | 15 December 2026 – 14 January 2027 | 31",
            "2026-11-22 | 2026-11-22 | 22 November 2026 | 1" })
    void periodsSayNothingTwice(LocalDate first, LocalDate last, String text, int days) {
        assertThat(Reading.full(new Period(first, last))).isEqualTo(text);
        assertThat(Reading.length(new Period(first, last))).isEqualTo(days);
        assertThat(Reading.position(new Period(first, last), last)).isEqualTo(days);
    }

    @Test
    void timesAreTheZonesWithUtcBeside() {
        var instant = Instant.parse("2026-11-22T03:05:59Z");
        var losAngeles = ZoneId.of("America/Los_Angeles");

        assertThat(Reading.local(instant, losAngeles)).isEqualTo("21 Nov 2026, 19:05");
        assertThat(Reading.utc(instant, losAngeles)).isEqualTo("22 Nov, 03:05 UTC");
        assertThat(Reading.local(instant, ZoneId.of("Europe/Berlin"))).isEqualTo("22 Nov 2026, 04:05");
        assertThat(Reading.utc(instant, ZoneId.of("Europe/Berlin"))).isEqualTo("03:05 UTC");
        assertThat(Reading.isUtc(instant, ZoneId.of("Europe/Berlin"))).isFalse();
        assertThat(Reading.isUtc(instant, ZoneId.of("Europe/London"))).isTrue();
        assertThat(Reading.isUtc(instant, ZoneOffset.UTC)).isTrue();
        assertThat(Reading.utc(instant)).isEqualTo("22 Nov 2026, 03:05 UTC");
    }

    @Test
    void textShowsEveryCharacterAndEnds() {
        assertThat(Text.line("plain")).isEqualTo("plain");
        assertThat(Text.line("a\u0000b\nc\u202Ed\u2028e\uD800f")).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf");
        assertThat(Text.line("数".repeat(4_000))).isEqualTo("数".repeat(254) + "…");
        assertThat(Text.paragraph("数".repeat(4_000))).isEqualTo("数".repeat(999) + "…");
        assertThat(Text.line("😀".repeat(200))).isEqualTo("😀".repeat(127) + "…");
        assertThat(Text.line("x" + "😀".repeat(200))).isEqualTo("x" + "😀".repeat(126) + "…");
    }
}
