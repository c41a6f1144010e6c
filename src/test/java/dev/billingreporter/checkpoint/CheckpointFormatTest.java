package dev.billingreporter.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.billingreporter.checkpoint.Checkpoint.LastSubmission;
import dev.billingreporter.day.BillingCycle.Explicit;
import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.item.InvalidItemException;
import dev.billingreporter.item.Item;
import dev.billingreporter.pricing.PricedPeriod;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointFormatTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final Instant NOW = Instant.parse("2026-11-22T10:05:00Z");
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");

    private static final Checkpoint ALL = new Checkpoint(
            Optional.of(new LastSubmission(NOW, NOW.plusSeconds(1), Instant.parse("2026-11-22T23:59:59.999Z"))),
            new TreeMap<>(Map.of(
                    TODAY.minusDays(1), new AcceptedDay(NOW.minusMillis(1), "hash of yesterday", NOW, Optional.empty()),
                    TODAY, new AcceptedDay(NOW, "hash", NOW.plusSeconds(1), Optional.of(new Explicit(START, END))))),
            3,
            Optional.of(new LastFailure(NOW.plusSeconds(2), Optional.of(TODAY),
                    new Failure(FailureKind.GONE, Optional.of(410), "Vercel answered 410."))),
            Optional.of(NOW.plusSeconds(3)), Optional.of(TODAY.minusDays(9)), Optional.of(TODAY.minusDays(1)),
            Optional.of(new PricedPeriod(START, END, new TreeMap<>(Map.of("pro", "hash of pro")), new BigDecimal("12.5"))),
            new InvoicingProgress(Optional.of(START), Optional.of(NOW.plusSeconds(4)),
                    List.of(new Explicit(START.minus(Duration.ofDays(31)), START))));

    @Test
    void allThatIsKnownStandsInTheItemAsItIsAgreed() {
        assertThat(CheckpointFormat.write(ALL)).isEqualTo(Map.ofEntries(
                Map.entry("lastSuccessfulTimestamp", "2026-11-22T10:05:00.000Z"),
                Map.entry("lastAcceptedAt", "2026-11-22T10:05:01.000Z"), Map.entry("lastEod", "2026-11-22T23:59:59.999Z"),
                Map.entry("days", Map.of(
                        "2026-11-21", Map.of("timestamp", "2026-11-22T10:04:59.999Z", "contentHash", "hash of yesterday",
                                "acceptedAt", "2026-11-22T10:05:00.000Z"),
                        "2026-11-22", Map.of("timestamp", "2026-11-22T10:05:00.000Z", "contentHash", "hash",
                                "acceptedAt", "2026-11-22T10:05:01.000Z", "periodStart", "2026-11-01T00:00:00.000Z",
                                "periodEnd", "2026-12-01T00:00:00.000Z"))),
                Map.entry("consecutiveFailures", new BigDecimal(3)),
                Map.entry("lastFailure", Map.of("at", "2026-11-22T10:05:02.000Z", "day", "2026-11-22", "kind", "GONE",
                        "httpStatus", new BigDecimal(410), "message", "Vercel answered 410.")),
                Map.entry("goneAt", "2026-11-22T10:05:03.000Z"), Map.entry("trackedFrom", "2026-11-13"),
                Map.entry("countedBefore", "2026-11-21"),
                Map.entry("period", Map.of("start", "2026-11-01T00:00:00.000Z", "end", "2026-12-01T00:00:00.000Z",
                        "plans", Map.of("pro", "hash of pro"), "counted", new BigDecimal("12.5"))),
                Map.entry("invoicedThrough", "2026-11-01T00:00:00.000Z"),
                Map.entry("invoicesLookAt", "2026-11-22T10:05:04.000Z"),
                Map.entry("endedPeriods",
                        List.of(Map.of("start", "2026-10-01T00:00:00.000Z", "end", "2026-11-01T00:00:00.000Z")))));
    }

    @Test
    void everyAttributeIsPartOfTheWritesCondition() {
        assertThat(CheckpointFormat.ATTRIBUTES).doesNotContain(CheckpointFormat.KEY)
                .containsExactlyInAnyOrderElementsOf(CheckpointFormat.write(ALL).keySet());
    }

    @Test
    void aCheckpointReadsBackAsItWas() {
        assertThat(read(CheckpointFormat.write(ALL))).isEqualTo(ALL);
        assertThat(read(CheckpointFormat.write(Checkpoint.NONE))).isEqualTo(Checkpoint.NONE);
    }

    @Test
    void whereNothingIsKnownNothingIsWrittenButThatNothingFailed() {
        assertThat(CheckpointFormat.write(Checkpoint.NONE))
                .isEqualTo(Map.of("days", Map.of(), "consecutiveFailures", BigDecimal.ZERO));
    }

    @Test
    void anItemWithoutAttributesIsTheCheckpointOfAnInstallationThatNothingWasSubmittedFor() {
        assertThat(read(Map.of())).isEqualTo(Checkpoint.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = { "days", "consecutiveFailures", "lastFailure", "goneAt", "trackedFrom", "countedBefore", "period",
            "invoicedThrough", "invoicesLookAt", "lastSuccessfulTimestamp" })
    void whatIsMissingIsNotKnownAndTheRestIs(String attribute) {
        var item = item();
        item.remove(attribute);
        var expected = item();
        expected.remove(attribute);
        if (attribute.equals("days")) {
            expected.put("days", Map.of());
        } else if (attribute.equals("consecutiveFailures")) {
            expected.put("consecutiveFailures", BigDecimal.ZERO);
        } else if (attribute.equals("lastSuccessfulTimestamp")) {
            expected.keySet().removeAll(List.of("lastAcceptedAt", "lastEod"));
        }

        assertThat(CheckpointFormat.write(read(item))).isEqualTo(expected);
    }

    @Test
    void aFailureMayBeOfNoDayAndAPeriodWithoutPlans() {
        var item = item();
        item.put("lastFailure", without("lastFailure", "day"));
        item.put("period", without("period", "plans"));

        assertThat(read(item).lastFailure().orElseThrow().day()).isEmpty();
        assertThat(read(item).period()).contains(new PricedPeriod(START, END, new TreeMap<>(), new BigDecimal("12.5")));
        assertThat(CheckpointFormat.write(read(item))).containsEntry("lastFailure", without("lastFailure", "day"));
    }

    static List<Arguments> unusable() {
        var noInstant = "must be an instant such as 2026-11-22T10:05:00Z, but is \"today\"";
        var noDay = "must be a day such as 2026-11-22";
        var endsTooEarly = "must be at least a day after periodStart 2026-11-01T00:00:00Z, but is 2026-11-01T12:00:00Z";
        return List.of(
                unusable("lastSuccessfulTimestamp", "today", "lastSuccessfulTimestamp " + noInstant),
                unusable("lastAcceptedAt", "today", "lastAcceptedAt " + noInstant),
                unusable("lastEod", "today", "lastEod " + noInstant),
                unusable("goneAt", "today", "goneAt " + noInstant),
                unusable("invoicedThrough", "today", "invoicedThrough " + noInstant),
                unusable("invoicesLookAt", "today", "invoicesLookAt " + noInstant),
                unusable("days", List.of(), "days must be a map (M)"),
                unusable("days", Map.of("today", Map.of()), "days.today " + noDay),
                unusable("days", Map.of("2026-11-22", "hash"), "days.2026-11-22 must be a map (M)"),
                unusable("days", Map.of("2026-11-22", with("days", "timestamp", "today")),
                        "days.2026-11-22.timestamp " + noInstant),
                unusable("days", Map.of("2026-11-22", without("days", "contentHash")),
                        "days.2026-11-22.contentHash is missing"),
                unusable("days", Map.of("2026-11-22", without("days", "acceptedAt")), "days.2026-11-22.acceptedAt is missing"),
                unusable("days", Map.of("2026-11-22", with("days", "periodStart", "today")),
                        "days.2026-11-22.periodStart " + noInstant),
                unusable("days", Map.of("2026-11-22", without("days", "periodEnd")), "days.2026-11-22.periodEnd is missing"),
                unusable("days", Map.of("2026-11-22", with("days", "periodEnd", "2026-11-01T12:00:00Z")),
                        "days.2026-11-22.periodEnd " + endsTooEarly),
                unusable("consecutiveFailures", "3", "consecutiveFailures must be a number (N)"),
                unusable("consecutiveFailures", new BigDecimal("0.5"),
                        "consecutiveFailures must be a whole number, but is 0.5"),
                unusable("lastFailure", "GONE", "lastFailure must be a map (M)"),
                unusable("lastFailure", with("lastFailure", "at", "today"), "lastFailure.at " + noInstant),
                unusable("lastFailure", with("lastFailure", "day", "today"), "lastFailure.day " + noDay),
                unusable("lastFailure", without("lastFailure", "kind"), "lastFailure.kind is missing"),
                unusable("lastFailure", without("lastFailure", "message"), "lastFailure.message is missing"),
                unusable("lastFailure", with("lastFailure", "httpStatus", "410"),
                        "lastFailure.httpStatus must be a number (N)"),
                unusable("trackedFrom", "2026-11-31", "trackedFrom " + noDay),
                unusable("countedBefore", BigDecimal.ONE, "countedBefore must be a string (S)"),
                unusable("countedBefore", "today", "countedBefore " + noDay),
                unusable("period", "November", "period must be a map (M)"),
                unusable("period", without("period", "start"), "period.start is missing"),
                unusable("period", with("period", "end", "2026-11-01T12:00:00Z"), "period.end " + endsTooEarly),
                unusable("period", with("period", "plans", Map.of("pro", BigDecimal.ONE)),
                        "period.plans.pro must be a string (S)"),
                unusable("period", without("period", "counted"), "period.counted is missing"));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void whatCannotBeUsedIsNamed(String attribute, Object value, String problem) {
        var item = item();
        item.put(attribute, value);

        assertThatThrownBy(() -> read(item)).isInstanceOf(InvalidItemException.class)
                .hasMessage("Checkpoints item \"icfg_1\": " + problem);
    }

    @ParameterizedTest
    @ValueSource(strings = { "lastAcceptedAt", "lastEod" })
    void aLastSubmissionIsKnownAsAWhole(String attribute) {
        var item = item();
        item.remove(attribute);

        assertThatThrownBy(() -> read(item)).hasMessage("Checkpoints item \"icfg_1\": " + attribute + " is missing");
    }

    private static Arguments unusable(String attribute, Object value, String problem) {
        return Arguments.of(attribute, value, problem);
    }

    private static Checkpoint read(Map<String, Object> item) {
        return CheckpointFormat.read(Item.of("Checkpoints", "icfg_1", item));
    }

    private static Map<String, Object> item() {
        return new HashMap<>(CheckpointFormat.write(ALL));
    }

    /** The map under this attribute, of the days that of today, with another value. */
    private static Map<String, Object> with(String attribute, String name, Object value) {
        var map = map(attribute);
        map.put(name, value);
        return map;
    }

    private static Map<String, Object> without(String attribute, String name) {
        var map = map(attribute);
        map.remove(name);
        return map;
    }

    private static Map<String, Object> map(String attribute) {
        var map = (Map<?, ?>) CheckpointFormat.write(ALL).get(attribute);
        var copy = new HashMap<String, Object>();
        (attribute.equals("days") ? (Map<?, ?>) map.get("2026-11-22") : map).forEach((name, value) -> copy.put((String) name,
                value));
        return copy;
    }
}
