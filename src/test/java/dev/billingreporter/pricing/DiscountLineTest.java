package dev.billingreporter.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiscountLineTest {

    @Test
    void aDiscountMayBeNothingButNeverNegative() {
        assertThat(line("0.00").explanation()).isEqualTo("calculated");
        assertThatThrownBy(() -> line("-0.01")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a discount is never negative: -0.01");
    }

    private static DiscountLine line(String amount) {
        return new DiscountLine("pro", Optional.empty(), Optional.empty(), Optional.empty(), "Partner", new BigDecimal(amount),
                () -> "calculated");
    }
}
