package dev.billingreporter.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.page.BarChart.Bar;
import dev.billingreporter.page.BarChart.Tick;
import dev.billingreporter.page.InstallationStatement.Metric;
import dev.billingreporter.page.InstallationStatement.MetricDay;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BarChartTest {

    private static final LocalDate FIRST = LocalDate.parse("2026-11-01");

    @Test
    void barsAreAsHighAsTheirValues() {
        var chart = chart(Optional.empty(), false, 4, "100", "50", "", "25", "", "");

        assertThat(chart.ticks()).containsExactly(new Tick("0", "100"), new Tick("50", "50"), new Tick("100", "0"));
        assertThat(chart.bars()).containsExactly(new Bar("past", "1", "0", "8", "100", "Sun 1 Nov", "100", "GB"),
                new Bar("past", "11", "50", "8", "50", "Mon 2 Nov", "50", "GB"),
                new Bar("gap", "20", "0", "10", "100", "Tue 3 Nov", "not measured", ""),
                new Bar("today", "31", "75", "8", "25", "Wed 4 Nov, so far", "25", "GB"),
                new Bar("future", "40", "0", "10", "0", "Thu 5 Nov", "", ""),
                new Bar("future", "50", "0", "10", "0", "Fri 6 Nov", "", ""));
        assertThat(chart.hasGaps()).isTrue();
        assertThat(chart.width()).isEqualTo(60);
    }

    @Test
    void aMeasuredZeroIsNotAGap() {
        var chart = chart(Optional.empty(), false, 2, "0", "10");

        assertThat(chart.bars().get(0)).isEqualTo(new Bar("past", "1", "99", "8", "1", "Sun 1 Nov", "0", "GB"));
        assertThat(chart.hasGaps()).isFalse();
    }

    @Test
    void negativeValuesGoDownFromZero() {
        var chart = chart(Optional.empty(), false, 3, "30", "-10", "5");

        assertThat(chart.ticks()).extracting(Tick::label).containsExactly("30", "0", "−10");
        assertThat(chart.ticks()).extracting(Tick::y).containsExactly("0", "75", "100");
        assertThat(chart.bars().get(1).y()).isEqualTo("75");
        assertThat(chart.bars().get(1).height()).isEqualTo("25");
    }

    @Test
    void aMeasuredValueComparesWithTheWholeLimitASummedOneWithADaysShare() {
        assertThat(chart(Optional.of("40"), false, 3, "20", "30", "10").limit()).hasValueSatisfying(limit -> {
            assertThat(limit.label()).isEqualTo("plan's limit: 40");
            assertThat(limit.y()).contains("0");
        });
        assertThat(chart(Optional.of("100"), true, 3, "20", "30", "10").limit()).hasValueSatisfying(limit -> {
            assertThat(limit.label()).isEqualTo("plan's limit: 100 ÷ 3 days = 33.33 a day");
            assertThat(limit.y()).contains("16.68");
        });
    }

    @Test
    void aLimitFarAboveDoesNotMakeTheBarsTiny() {
        var chart = chart(Optional.of("91"), false, 2, "20", "30");

        assertThat(chart.limit()).hasValueSatisfying(limit -> {
            assertThat(limit.y()).isEmpty();
            assertThat(limit.label()).isEqualTo("plan's limit: 91, above the chart");
        });
        assertThat(chart.ticks().get(0).label()).isEqualTo("30");
    }

    @Test
    void nothingMeasuredIsAChartOfGaps() {
        var chart = chart(Optional.of("10"), false, 2, "", "");

        assertThat(chart.bars()).extracting(Bar::kind).containsOnly("gap");
        assertThat(chart.ticks()).containsExactly(new Tick("100", "0"));
        assertThat(chart.description()).startsWith("Measured on 0 of 2 days from 1 November 2026 to 2 November 2026, in GB.");
    }

    @Test
    void isSaidInWords() {
        assertThat(chart(Optional.of("400"), true, 4, "100", "1234.5", "", "25", "").description()).isEqualTo(
                "Measured on 3 of 4 days from 1 November 2026 to 4 November 2026, in GB. Highest: 1,234.5 on 2 Nov."
                        + " Today: 25 so far. The period so far: 7. The plan's limit: 400.");
    }

    @Test
    void ofAYearTheLastHundredDaysAreShown() {
        var values = IntStream.rangeClosed(1, 365).mapToObj(day -> day <= 300 ? Integer.toString(day) : "")
                .toArray(String[]::new);

        var chart = chart(Optional.empty(), true, 300, values);

        assertThat(chart.bars()).hasSize(100);
        assertThat(chart.bars().get(0).value()).isEqualTo("201");
        assertThat(chart.bars().get(99)).extracting(Bar::kind, Bar::value).containsExactly("today", "300");
        assertThat(chart.dates()).hasSize(5);
    }

    @Test
    void everyBarIsWithinThePicture() {
        var random = new Random(20261122);
        for (var round = 0; round < 500; round++) {
            var values = new ArrayList<String>();
            for (var day = random.nextInt(40) + 1; day > 0; day--) {
                values.add(random.nextInt(5) == 0 ? ""
                        : BigDecimal.valueOf(random.nextInt(), random.nextInt(40) - 20).toString());
            }
            var limit = random.nextBoolean() ? Optional.of(Integer.toString(random.nextInt(1_000_000)))
                    : Optional.<String> empty();
            var chart = chart(limit, random.nextBoolean(), values.size(), values.toArray(String[]::new));
            for (var bar : chart.bars()) {
                var top = new BigDecimal(bar.y());
                assertThat(top).isBetween(new BigDecimal("-1"), new BigDecimal("100"));
                assertThat(top.add(new BigDecimal(bar.height()))).isBetween(BigDecimal.ZERO, new BigDecimal("101"));
            }
            chart.limit().flatMap(line -> line.y()).ifPresent(
                    y -> assertThat(new BigDecimal(y)).isBetween(BigDecimal.ZERO, new BigDecimal("100")));
        }
    }

    private static BarChart chart(Optional<String> limit, boolean summed, int today, String... values) {
        var days = new ArrayList<MetricDay>();
        for (var value : List.copyOf(Arrays.asList(values))) {
            days.add(new MetricDay(FIRST.plusDays(days.size()),
                    value.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(value))));
        }
        return BarChart.of(
                new Metric("Storage", Optional.empty(), "GB", days, new BigDecimal("7"), limit.map(BigDecimal::new), summed),
                FIRST.plusDays(today - 1L), true);
    }
}
