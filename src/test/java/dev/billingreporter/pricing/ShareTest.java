package dev.billingreporter.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareTest {

    @ParameterizedTest
    @CsvSource({ "-1, 1, 30", "5, 5, 30", "6, 5, 30", "0, 31, 30" })
    void aShareHasADayOfThePeriodAndNoOther(int from, int until, int periodDays) {
        assertThatThrownBy(() -> new Share(from, until, periodDays)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are no days %d to %d of %d".formatted(from, until, periodDays));
    }

    @Test
    void aShareMayBeOneDayOrAllOfThem() {
        assertThat(new Share(29, 30, 30)).hasToString("1 of 30 days");
        assertThat(new Share(29, 30, 30).isWhole()).isFalse();
        assertThat(new Share(0, 30, 30).isWhole()).isTrue();
        assertThat(Share.WHOLE.isWhole()).isTrue();
    }
}
