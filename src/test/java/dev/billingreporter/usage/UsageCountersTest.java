package dev.billingreporter.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.billingreporter.item.InvalidItemException;
import dev.billingreporter.item.Item;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageCountersTest {

    @ParameterizedTest
    @CsvSource({ "2026-11-10, 2026-11-10", "2026-11-01, 2026-11-10", "2026-11-10, 2026-11-30", "2026-11-01, 2026-11-30" })
    void aCounterThatCannotBeUsedStopsTheStatementsThatItsDayIsIn(LocalDate first, LocalDate last) {
        assertThatThrownBy(() -> unusable("2026-11-10").requireUsable(first, last)).isInstanceOf(InvalidItemException.class)
                .hasMessage("UsageCounters item \"icfg_1 / 2026-11-10#bytes#\": value is missing");
    }

    @ParameterizedTest
    @CsvSource({ "2026-11-01, 2026-11-09", "2026-11-11, 2026-11-30", "2026-12-01, 2026-12-31" })
    void itStopsNoOthers(LocalDate first, LocalDate last) {
        assertThatCode(() -> unusable("2026-11-10").requireUsable(first, last)).doesNotThrowAnyException();
        assertThatCode(() -> UsageCounters.none().requireUsable(first, last)).doesNotThrowAnyException();
    }

    @Test
    void ofADaySeveralAreNamedByTheFirst() {
        var counters = UsageCounters.builder();
        counters.leaveOut("2026-11-10", problem("first"));
        counters.leaveOut("2026-11-10", problem("second"));
        var day = LocalDate.of(2026, 11, 10);
        var built = counters.build();

        assertThatThrownBy(() -> built.requireUsable(day, day)).hasMessageContaining("\"first\"");
    }

    @Test
    void countersAreAddedUpOverResourcesAndDays() {
        var counters = UsageCounters.builder();
        counters.add(LocalDate.of(2026, 11, 1), "requests", "", BigDecimal.ONE);
        counters.add(LocalDate.of(2026, 11, 2), "requests", "db", BigDecimal.TEN);
        counters.add(LocalDate.of(2026, 11, 3), "requests", "db", new BigDecimal(100));
        counters.add(LocalDate.of(2026, 11, 2), "bytes", "db", new BigDecimal(1000));
        counters.add(LocalDate.of(2026, 11, 2), "rows", "db", new BigDecimal(10000));

        assertThat(counters.build().sum(Set.of("requests", "bytes"), LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 2)))
                .isEqualTo("1011");
        assertThat(UsageCounters.none().sum(Set.of("requests"), LocalDate.MIN, LocalDate.MAX)).isZero();
    }

    private static UsageCounters unusable(String day) {
        var counters = UsageCounters.builder();
        counters.leaveOut(day, problem("icfg_1 / %s#bytes#".formatted(day)));
        return counters.build();
    }

    private static InvalidItemException problem(String key) {
        return Item.of("UsageCounters", key, Map.of()).invalid("value", "is missing");
    }
}
