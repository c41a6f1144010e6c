package dev.billingreporter.day;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.billingreporter.day.DaySelection.Lifetime;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.provider.Arguments;

/** What the golden cases of days and of periods have in common. */
final class GoldenDays {

    private GoldenDays() {
    }

    /** The cases of a file, each with its rule. */
    static List<Arguments> cases(String name) throws IOException {
        try (var stream = GoldenDays.class.getResourceAsStream("/golden/%s.json".formatted(name))) {
            var cases = new ArrayList<Arguments>();
            new JsonMapper().readTree(stream).forEach(given -> cases.add(Arguments.of(given.get("rule").asText(), given)));
            return cases;
        }
    }

    static List<String> expected(JsonNode given) {
        var expected = new ArrayList<String>();
        given.get("expect").forEach(line -> expected.add(line.asText()));
        return expected;
    }

    static BillingPeriods periods(JsonNode given, UsageDay today) {
        return new BillingPeriods(calendar(given), accepted(given), period(given.path("lastAccepted")), List.of(), today);
    }

    static Lifetime lifetime(JsonNode given) {
        return new Lifetime(date(given.path("first")).orElse(LocalDate.MIN), date(given.path("last")));
    }

    static String closing(BillingPeriod period) {
        return period.closesAt().equals(period.end())
                ? ""
                : ", closed at %s after %d of %d days".formatted(period.closesAt(),
                        ChronoUnit.DAYS.between(period.firstDay(), period.endDay()), period.days());
    }

    static BillingCalendar calendar(JsonNode given) {
        var explicit = period(given.path("period"));
        return new BillingCalendar(ZoneId.of(given.get("zone").asText()), explicit.isPresent()
                ? explicit.get()
                : new BillingCycle.Anchored(given.path("anchor").asInt(1)));
    }

    private static SortedMap<LocalDate, BillingCycle.Explicit> accepted(JsonNode given) {
        var accepted = new TreeMap<LocalDate, BillingCycle.Explicit>();
        given.path("accepted").properties()
                .forEach(day -> accepted.put(LocalDate.parse(day.getKey()), period(day.getValue()).orElseThrow()));
        return accepted;
    }

    private static Optional<BillingCycle.Explicit> period(JsonNode bounds) {
        return bounds.isMissingNode()
                ? Optional.empty()
                : Optional.of(new BillingCycle.Explicit(Instant.parse(bounds.get(0).asText()),
                        Instant.parse(bounds.get(1).asText())));
    }

    /** Empty where the case has none, or null for an end of a range that is not given. */
    static Optional<LocalDate> date(JsonNode field) {
        return field.isTextual() ? Optional.of(LocalDate.parse(field.textValue())) : Optional.empty();
    }
}
