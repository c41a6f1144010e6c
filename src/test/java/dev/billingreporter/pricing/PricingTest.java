package dev.billingreporter.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code golden/pricing.json} reads like a price list: plan and usage in, lines out. */
class PricingTest {

    @ParameterizedTest
    @MethodSource("cases")
    void aStatementHasTheLinesOfThePriceList(PricingCase given) {
        assertThat(lines(given.statement())).isEqualTo(given.expected());
    }

    static List<PricingCase> cases() {
        return PricingCase.all("pricing.json");
    }

    static List<String> lines(BillingStatement statement) {
        var lines = new ArrayList<String>();
        for (var item : statement.items()) {
            lines.add("%s: %s %s × %s = %s%s".formatted(item.name(), item.quantity(), item.units(), item.price(), item.total(),
                    scope(item.resourceId(), item.start(), item.end())));
        }
        for (var discount : statement.discounts()) {
            lines.add("%s: -%s%s".formatted(discount.name(), discount.amount(),
                    scope(discount.resourceId(), discount.start(), discount.end())));
        }
        return lines;
    }

    private static String scope(Optional<String> resourceId, Optional<Instant> start, Optional<Instant> end) {
        return resourceId.map(id -> " @" + id).orElse("")
                + start.map(instant -> " [%s to %s]".formatted(instant, end.orElseThrow())).orElse("");
    }
}
