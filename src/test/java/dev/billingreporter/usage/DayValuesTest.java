package dev.billingreporter.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DayValuesTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);

    @Test
    void daysAreAddedInTheirOrderAndOnce() {
        var values = values(3);

        assertThatThrownBy(() -> values.add(day(2), BigDecimal.ONE)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2026-11-03 comes after 2026-11-03");
        assertThatThrownBy(() -> values.add(day(0), BigDecimal.ONE)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2026-11-01 comes after 2026-11-03");
        assertThat(values.size()).isEqualTo(3);
    }

    @Test
    void noValuesAddUpToNothing() {
        assertThat(DayValues.EMPTY.isEmpty()).isTrue();
        assertThat(DayValues.EMPTY.sum()).isZero();
        assertThat(DayValues.EMPTY.last()).isZero();
        assertThat(DayValues.EMPTY.max()).isZero();
        assertThat(DayValues.EMPTY.on(FIRST)).isEmpty();
        assertThat(DayValues.EMPTY.between(FIRST, day(9)).isEmpty()).isTrue();
    }

    @Test
    void theHighestOfNegativeValuesIsNegative() {
        var values = new DayValues();
        values.add(day(0), new BigDecimal("-3"));
        values.add(day(1), new BigDecimal("-1"));
        values.add(day(2), new BigDecimal("-2"));

        assertThat(values.max()).isEqualTo("-1");
        assertThat(values.last()).isEqualTo("-2");
        assertThat(values.sum()).isEqualTo("-6");
    }

    @Test
    void anyPartOfThemIsThatOfASortedMap() {
        var random = new Random(20261122);
        for (var repetition = 0; repetition < 500; repetition++) {
            var values = new DayValues();
            var sorted = new TreeMap<LocalDate, BigDecimal>();
            for (var number = 0; number < 40; number++) {
                if (random.nextInt(3) > 0) {
                    values.add(day(number), BigDecimal.valueOf(random.nextInt(100)));
                }
            }
            values.forEach(sorted::put);
            var first = day(random.nextInt(44) - 2);
            var last = first.plusDays(random.nextInt(20));
            var part = values.between(first, last);
            var expected = sorted.subMap(first, true, last, true);
            var found = new TreeMap<LocalDate, BigDecimal>();
            part.forEach(found::put);

            assertThat(found).isEqualTo(expected);
            assertThat(part.size()).isEqualTo(expected.size());
            assertThat(part.isEmpty()).isEqualTo(expected.isEmpty());
            assertThat(part.sum()).isEqualTo(expected.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add));
            assertThat(part.max()).isEqualTo(expected.values().stream().reduce(BigDecimal.ZERO, BigDecimal::max));
            assertThat(part.on(first)).isEqualTo(Optional.ofNullable(expected.get(first)));
            assertThat(part.on(last.plusDays(1))).as("beyond the part").isEmpty();
            assertThat(part.on(first.minusDays(1))).as("before the part").isEmpty();
        }
    }

    @Test
    void thoseThatFulfilAConditionAreCopied() {
        var values = values(4);
        var even = values.where((day, value) -> value.intValue() % 2 == 0);
        values.add(day(4), BigDecimal.TEN);

        var found = new ArrayList<LocalDate>();
        even.forEach((day, value) -> found.add(day));
        assertThat(found).isEqualTo(List.of(day(0), day(2)));
    }

    /** 0 on the first day, 1 on the second and so on. */
    private static DayValues values(int count) {
        var values = new DayValues();
        for (var number = 0; number < count; number++) {
            values.add(day(number), BigDecimal.valueOf(number));
        }
        return values;
    }

    private static LocalDate day(int number) {
        return FIRST.plusDays(number);
    }
}
