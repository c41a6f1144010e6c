package dev.billingreporter.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricTest {

    @Test
    void metricsOfOneCounterAggregationAndDivisorReadTheSameFigures() {
        var metric = metric("bytes", "1000", Aggregation.MAX);

        assertThat(metric.readsLike(metric("bytes", "1E+3", Aggregation.MAX))).isTrue();
        assertThat(metric.readsLike(metric("rows", "1000", Aggregation.MAX))).isFalse();
        assertThat(metric.readsLike(metric("bytes", "1024", Aggregation.MAX))).isFalse();
        assertThat(metric.readsLike(metric("bytes", "1000", Aggregation.LAST))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "0", "-1" })
    void aDivisorIsAbove0(String divisor) {
        assertThatThrownBy(() -> metric("bytes", divisor, Aggregation.MAX)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the divisor must be above 0");
    }

    private static Metric metric(String counter, String divisor, Aggregation aggregation) {
        return new Metric("Storage", counter, MetricType.TOTAL, "GB", new BigDecimal(divisor), aggregation, Optional.empty());
    }
}
