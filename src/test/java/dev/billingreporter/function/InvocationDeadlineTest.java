package dev.billingreporter.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.time.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvocationDeadlineTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:05:00Z");

    private final InvocationDeadline deadline = new InvocationDeadline(Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({ "PT15M, PT14M40S, PT14M58S", "PT80S, PT60S, PT78S", "PT30S, PT22.5S, PT29.25S", "PT4S, PT3S, PT3.9S",
            "PT0S, PT0S, PT0S" })
    void aPageUsesAtLeastThreeQuartersOfItsTime(Duration remaining, Duration lastStart, Duration answer) {
        assertThat(deadline.pageDeadline(remaining, Duration.ofSeconds(20)))
                .isEqualTo(new Deadline(NOW.plus(lastStart), NOW.plus(lastStart), NOW.plus(answer), NOW.plus(remaining)));
    }
}
