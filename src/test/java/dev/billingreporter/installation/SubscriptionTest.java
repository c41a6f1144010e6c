package dev.billingreporter.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriptionTest {

    @Test
    void aSubscriptionEndsWhenItHasStarted() {
        assertThat(subscription("2026-11-10", "2026-11-10").hasDays()).isFalse();
        assertThat(subscription("2026-11-10", "2026-11-11").hasDays()).isTrue();
        assertThatThrownBy(() -> subscription("2026-11-10", "2026-11-09")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("it must not end on 2026-11-09 before it starts on 2026-11-10");
    }

    @ParameterizedTest
    @CsvSource({ "2026-11-10, 2026-11-11, true", "2026-11-19, 2026-11-20, true", "2026-11-01, 2026-11-11, true",
            "2026-11-19, 2026-12-01, true", "2026-11-01, 2026-12-01, true", "2026-11-01, 2026-11-10, false",
            "2026-11-20, 2026-12-01, false" })
    void itHasADayOfAnyDaysThatItHasInCommonWithThem(LocalDate first, LocalDate end, boolean has) {
        assertThat(subscription("2026-11-10", "2026-11-20").hasDays(first, end)).isEqualTo(has);
        assertThat(subscription("2026-11-15", "2026-11-15").hasDays(first, end)).as("one without a day").isFalse();
    }

    private static Subscription subscription(String firstDay, String endDay) {
        return new Subscription("pro", Optional.empty(), Optional.empty(), LocalDate.parse(firstDay), LocalDate.parse(endDay));
    }
}
