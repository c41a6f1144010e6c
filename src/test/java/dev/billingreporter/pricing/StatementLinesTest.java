package dev.billingreporter.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.billingreporter.usage.MetricType;
import dev.billingreporter.usage.UsageRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class StatementLinesTest {

    private static final UsageRow ROW = new UsageRow(Optional.empty(), "Requests", MetricType.INTERVAL, "requests",
            BigDecimal.ONE, BigDecimal.ONE, Optional.empty());
    private static final LineItem ITEM = new LineItem("pro", Optional.empty(), Optional.empty(), Optional.empty(),
            new ChargeLine("Fee", Optional.empty(), BigDecimal.ONE, BigDecimal.ONE, "month", () -> ""));
    private static final DiscountLine DISCOUNT = new DiscountLine("pro", Optional.empty(), Optional.empty(), Optional.empty(),
            "Partner", BigDecimal.ONE, () -> "");

    @Test
    void rowsItemsAndDiscountsTogetherAreAsManyAsARequestMayHave() {
        assertThat(full().usage()).hasSize(5_000);
        assertThat(full().items()).hasSize(7_000);
        assertThat(full().discounts()).hasSize(8_000);
    }

    @Test
    void oneMoreOfAnyKindIsTooMany() {
        for (var oneMore : List.<Consumer<StatementLines>> of(lines -> lines.add(ROW), lines -> lines.add(ITEM),
                lines -> lines.add(DISCOUNT))) {
            assertThatThrownBy(() -> oneMore.accept(full())).isInstanceOf(StatementTooLargeException.class)
                    .hasMessageStartingWith("the request for 2026-11-22 is too large: it may have 20000 lines");
        }
    }

    private static StatementLines full() {
        var lines = new StatementLines(LocalDate.of(2026, 11, 22));
        for (var number = 0; number < 20_000; number++) {
            if (number < 5_000) {
                lines.add(ROW);
            } else if (number < 12_000) {
                lines.add(ITEM);
            } else {
                lines.add(DISCOUNT);
            }
        }
        return lines;
    }
}
