package dev.billingreporter.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** The README's worked examples are what the code makes of them. */
class ReadmeTest {

    @Test
    void theExamplesOfThePricingPageAreUpToDate() throws IOException {
        var rows = new ArrayList<String>();
        for (var example : PricingCase.all("readme-pricing.json")) {
            var given = example.given();
            var plan = new ArrayList<String>();
            given.get("charges").forEach(charge -> plan.add("`" + charge + "`"));
            given.path("discounts").forEach(discount -> plan.add("discount `" + discount + "`"));
            rows.add("| `%s` | %s | %s | %s |".formatted(given.get("rule").asText(), String.join("<br>", plan),
                    given.get("shown").asText(),
                    String.join("<br>", PricingTest.lines(example.statement()).stream()
                            .map(line -> line.replace("T00:00:00Z", "")).toList())));
        }
        assertThat(Files.readString(Path.of("README.md"))).contains(String.join("\n", rows));
    }
}
