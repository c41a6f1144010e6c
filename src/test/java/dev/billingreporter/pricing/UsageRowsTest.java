package dev.billingreporter.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code golden/usage.json}: counters in, usage rows out. */
class UsageRowsTest {

    @ParameterizedTest
    @MethodSource("cases")
    void aStatementHasTheUsageRowsOfTheGoldenCase(PricingCase given) {
        var rows = given.statement().usage().stream()
                .map(row -> "%s%s %s: %s of %s %s%s".formatted(row.resourceId().map(id -> id + " ").orElse(""), row.name(),
                        row.type().wireName(), row.dayValue(), row.periodValue(), row.units(),
                        row.planValue().map(value -> ", plan " + value).orElse("")))
                .toList();
        var expected = new ArrayList<String>();
        given.given().get("rows").forEach(row -> expected.add(row.asText()));
        assertThat(rows).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rowsAreOrderedByResourceAndName(PricingCase given) {
        var order = given.statement().usage().stream().map(row -> row.resourceId().orElse("") + "\u0000" + row.name()).toList();
        assertThat(order).isSorted();
    }

    static List<PricingCase> cases() {
        return PricingCase.all("usage.json");
    }
}
