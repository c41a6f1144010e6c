package dev.billingreporter.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({ "1.2345675, 1.234568", "-1.2345675, -1.234568", "1.2345674, 1.234567", "1.234567, 1.234567", "1.50, 1.5",
            "1.0000000, 1", "0E-9, 0", "0.0000004, 0", "1E+3, 1000", "20, 20" })
    void aQuantityHasUpToSixDecimalsHalfUpAndNoExponent(BigDecimal value, String quantity) {
        assertThat(Quantity.rounded(value)).hasToString(quantity);
        assertThat(Quantity.quotient(value, BigDecimal.ONE)).hasToString(quantity);
        assertThat(Quantity.quotient(value.multiply(BigDecimal.TEN), BigDecimal.TEN)).hasToString(quantity);
    }
}
