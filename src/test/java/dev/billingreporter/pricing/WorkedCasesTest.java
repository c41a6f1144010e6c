package dev.billingreporter.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.billingreporter.usage.UnchargedUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code golden/worked}: each file is a rule, each case a statement that was worked out by hand, and says how. */
class WorkedCasesTest {

    @ParameterizedTest
    @MethodSource("cases")
    void aStatementIsWhatWasWorkedOutByHand(PricingCase worked) {
        var given = worked.given();
        var statement = worked.statement();
        assertThat(given.path("byHand").asText()).isNotEmpty();
        assertThat(PricingTest.lines(statement)).isEqualTo(texts(given.get("lines")));
        if (given.has("rows")) {
            assertThat(statement.usage()).extracting(row -> "%s%s: %s today, %s so far%s".formatted(
                    row.resourceId().map(id -> id + " ").orElse(""), row.name(), row.dayValue(), row.periodValue(),
                    row.planValue().map(limit -> ", of " + limit).orElse(""))).isEqualTo(texts(given.get("rows")));
        }
        if (given.has("unmapped")) {
            var uncharged = BillingStatement.uncharged(worked.day(), worked.period(), worked.subscriptions(),
                    worked.counters());
            assertThat(texts(uncharged.unmapped())).isEqualTo(texts(given.get("unmapped")));
            assertThat(texts(uncharged.unbilled())).isEqualTo(texts(given.get("unbilled")));
        }
    }

    static List<PricingCase> cases() throws IOException {
        try (var files = Files.list(Path.of("src/test/resources/golden/worked"))) {
            var cases = new ArrayList<PricingCase>();
            for (var file : files.sorted().toList()) {
                var rule = file.getFileName().toString().replace(".json", "").replace('-', ' ');
                PricingCase.json(Files.readString(file))
                        .forEach(given -> cases.add(new PricingCase(rule, given, PricingCase.json("[]"))));
            }
            return cases;
        }
    }

    private static List<String> texts(List<UnchargedUsage.Counter> counters) {
        return counters.stream().map(counter -> "%s%s: %s on %d days".formatted(counter.counter(),
                counter.resourceId().map(id -> " of " + id).orElse(""), counter.value(), counter.days())).toList();
    }

    private static List<String> texts(JsonNode texts) {
        var list = new ArrayList<String>();
        texts.forEach(text -> list.add(text.asText()));
        return list;
    }
}
