package dev.billingreporter.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstantsTest {

    @ParameterizedTest
    @CsvSource({ "2026-11-22T10:05:00Z, 2026-11-22T10:05:00.000Z", "2026-11-22T10:05:00.1Z, 2026-11-22T10:05:00.100Z",
            "2026-11-22T10:05:00.999999999Z, 2026-11-22T10:05:00.999Z", "0001-01-01T00:00:00Z, 0001-01-01T00:00:00.000Z" })
    void anInstantHasThreeDecimalsAndIsNeverRoundedUp(Instant instant, String text) {
        assertThat(Instants.text(instant)).isEqualTo(text);
    }
}
