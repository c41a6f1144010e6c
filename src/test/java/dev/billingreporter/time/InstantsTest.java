package dev.billingreporter.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstantsTest {

    @ParameterizedTest
    @CsvSource({ "2026-11-22T10:05:00Z, 2026-11-22T10:05:00.000Z", "2026-11-22T10:05:00.1Z, 2026-11-22T10:05:00.100Z",
            "2026-11-22T10:05:00.999999999Z, 2026-11-22T10:05:00.999Z", "0001-01-01T00:00:00Z, 0001-01-01T00:00:00.000Z" })
    void anInstantHasThreeDecimalsAndIsNeverRoundedUp(Instant instant, String text) {
        assertThat(Instants.text(instant)).isEqualTo(text);
    }

    @Test
    void everyInstantIsWrittenAsAFormatterWritesIt() {
        var formatter = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
        var random = new Random(20261125);
        var edges = Stream.of("0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z", "-0001-12-31T23:59:59.999Z",
                "+10000-01-01T00:00:00Z", "1969-12-31T23:59:59.999Z", "2000-02-29T12:00:00.001Z", "2026-11-30T23:59:59.9999Z")
                .map(Instant::parse);
        var any = random.longs(100_000, Instant.parse("-0010-01-01T00:00:00Z").getEpochSecond(),
                Instant.parse("+10010-01-01T00:00:00Z").getEpochSecond())
                .mapToObj(second -> Instant.ofEpochSecond(second, random.nextInt(1_000_000_000)));

        Stream.concat(edges, any).forEach(instant -> assertThat(Instants.text(instant)).isEqualTo(formatter.format(instant)));
    }

    @Test
    void everyTextIsReadAsAFormatterReadsIt() {
        var random = new Random(20261126);
        var written = random.longs(20_000, Instant.parse("-0010-01-01T00:00:00Z").getEpochSecond(),
                Instant.parse("+10010-01-01T00:00:00Z").getEpochSecond())
                .mapToObj(second -> Instants.text(Instant.ofEpochSecond(second, random.nextInt(1_000_000_000)))).toList();
        var others = Stream.of("2026-11-22T10:05:00Z", "2026-11-22T11:05+01:00", "2026-11-22T10:05:00.1234567Z",
                "2026-11-22t10:05:00.000z", "2026-11-22T24:00:00.000Z", "2026-11-22T23:60:00.000Z",
                "2026-11-22T23:59:60.000Z", "2026-02-29T00:00:00.000Z", "2024-02-29T23:59:59.999Z", "2026-13-01T00:00:00.000Z",
                "2026-00-01T00:00:00.000Z", "2026-11-00T00:00:00.000Z", "2026-11-31T00:00:00.000Z", "", "2026-11-22",
                "٢٠٢٦-11-22T10:05:00.000Z");
        var changed = written.stream().limit(5_000).map(text -> Texts.changed(text, random));

        Stream.of(written.stream(), others, changed).flatMap(texts -> texts).forEach(text -> assertThat(
                Texts.result(text, Instants::parse)).as(text)
                .isEqualTo(Texts.result(text, given -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(given, Instant::from))));
    }
}
