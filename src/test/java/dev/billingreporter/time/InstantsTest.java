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
}
