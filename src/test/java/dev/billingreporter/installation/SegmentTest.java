package dev.billingreporter.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentTest {

    @ParameterizedTest
    @CsvSource({ "0, 0", "-1, 8", "8, 8", "9, 8", "0, -1" })
    void thereIsNoSegmentBeyondTheLast(int number, int total) {
        assertThatThrownBy(() -> new Segment(number, total)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no segment %d of %d".formatted(number, total));
    }

    @Test
    void theyAreCountedFrom0() {
        assertThat(new Segment(0, 1)).isEqualTo(Segment.WHOLE);
        assertThat(new Segment(7, 8).number()).isEqualTo(7);
    }
}
