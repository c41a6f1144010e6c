package dev.billingreporter.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.usage.UnchargedUsage.Counter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnchargedUsageTest {

    private static final Counter OF_THE_WHOLE = new Counter("requests", Optional.empty(), 1, new BigDecimal("1E+3"));
    private static final Counter OF_A_RESOURCE = new Counter("bytes", Optional.of("db"), 2, BigDecimal.TEN);

    @Test
    void unmappedCountersAreCountedByNameAndUnbilledOnesByResource() {
        var uncharged = new UnchargedUsage(List.of(of("bytes", 1), of("bytes", 2), of("requests", 1)),
                List.of(of("rows", 1), of("rows", 2)));

        assertThat(uncharged.unmappedCounters()).isEqualTo(2);
        assertThat(uncharged.unbilledCounters()).isEqualTo(2);
        assertThat(new UnchargedUsage(List.of(), List.of()).unmappedCounters()).isZero();
        assertThat(new UnchargedUsage(List.of(of("bytes", 1)), List.of()).unbilledCounters()).isZero();
    }

    @Test
    void aCustomerIsToldWhatWasNotChargedAndWhy() {
        assertThat(new UnchargedUsage(List.of(OF_THE_WHOLE), List.of(OF_A_RESOURCE)).explanation()).containsExactly(
                "Not charged: counter \"requests\" of the whole installation, 1000 on 1 day: no metric of a billing plan names it",
                "Not charged: counter \"bytes\" of resource \"db\", 10 on 2 days: no subscription of these days meters it");
    }

    @Test
    void ofEachKindAHundredAreExplainedAndTheOthersCounted() {
        var hundred = IntStream.range(0, 100).mapToObj(number -> of("bytes", number)).toList();
        var more = IntStream.range(0, 102).mapToObj(number -> of("bytes", number)).toList();

        assertThat(new UnchargedUsage(hundred, List.of()).explanation()).hasSize(100)
                .allMatch(line -> line.startsWith("Not charged: counter \"bytes\""));
        assertThat(new UnchargedUsage(hundred, more).explanation()).hasSize(201).last()
                .isEqualTo("Not charged: 2 more; no subscription of these days meters it");
    }

    private static Counter of(String counter, int resource) {
        return new Counter(counter, Optional.of("db_" + resource), 1, BigDecimal.ONE);
    }
}
