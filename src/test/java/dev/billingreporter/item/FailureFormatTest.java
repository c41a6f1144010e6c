package dev.billingreporter.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailureFormatTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:05:00Z");
    private static final Failure ANSWERED = new Failure(FailureKind.SERVER_ERROR, Optional.of(503), "Vercel answered 503.");
    private static final Failure UNANSWERED = Failure.of(FailureKind.UNREACHABLE, "Vercel gave no answer.");

    @Test
    void aFailureStandsInAnItemWithTheStatusOfItsAnswerIfThereWasOne() {
        assertThat(FailureFormat.write(AT, ANSWERED)).isEqualTo(Map.of("at", "2026-11-22T10:05:00.000Z", "kind", "SERVER_ERROR",
                "httpStatus", new BigDecimal(503), "message", "Vercel answered 503."));
        assertThat(FailureFormat.write(AT, UNANSWERED)).isEqualTo(
                Map.of("at", "2026-11-22T10:05:00.000Z", "kind", "UNREACHABLE", "message", "Vercel gave no answer."));
    }

    @Test
    void itReadsBackAsItWas() {
        for (var failure : new Failure[] { ANSWERED, UNANSWERED }) {
            var item = item(FailureFormat.write(AT, failure));
            assertThat(FailureFormat.at(item)).isEqualTo(AT);
            assertThat(FailureFormat.failure(item)).isEqualTo(failure);
        }
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> FailureFormat.at(item(Map.of()))).hasMessage("Checkpoints item \"icfg_1\": at is missing");
        assertThatThrownBy(() -> FailureFormat.failure(item(Map.of("message", "m"))))
                .hasMessage("Checkpoints item \"icfg_1\": kind is missing");
        assertThatThrownBy(() -> FailureFormat.failure(item(Map.of("kind", "GONE"))))
                .hasMessage("Checkpoints item \"icfg_1\": message is missing");
    }

    private static Item item(Map<String, Object> attributes) {
        return Item.of("Checkpoints", "icfg_1", attributes);
    }
}
