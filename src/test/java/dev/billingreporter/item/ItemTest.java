package dev.billingreporter.item;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemTest {

    @Test
    void attributesAreReadByTheirTypes() {
        var item = item(Map.of("name", "Pro", "price", new BigDecimal("0.000002"), "prorate", false, "from",
                "2026-11-22T11:05:00+01:00"));

        assertThat(item.text("name")).isEqualTo("Pro");
        assertThat(item.optionalText("name")).contains("Pro");
        assertThat(item.number("price")).isEqualTo(new BigDecimal("0.000002"));
        assertThat(item.optionalNumber("price")).contains(new BigDecimal("0.000002"));
        assertThat(item.nonNegativeNumber("price")).isEqualTo(new BigDecimal("0.000002"));
        assertThat(item.optionalNonNegativeNumber("price")).contains(new BigDecimal("0.000002"));
        assertThat(item.flag("prorate", true)).isFalse();
        assertThat(item.instant("from")).isEqualTo("2026-11-22T10:05:00Z");
        assertThat(item.optionalInstant("from")).contains(Instant.parse("2026-11-22T10:05:00Z"));
        assertThat(item.attributeNames()).containsExactlyInAnyOrder("name", "price", "prorate", "from");
    }

    @Test
    void whatIsAbsentIsEmptyWhereItIsOptional() {
        var item = item(Map.of());

        assertThat(item.optionalText("a")).isEmpty();
        assertThat(item.optionalNumber("a")).isEmpty();
        assertThat(item.optionalNonNegativeNumber("a")).isEmpty();
        assertThat(item.optionalInstant("a")).isEmpty();
        assertThat(item.item("a")).isEmpty();
        assertThat(item.items("a")).isEmpty();
        assertThat(item.flag("a", true)).isTrue();
        assertThat(item.flag("a", false)).isFalse();
        assertThat(item.attributeNames()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("required")
    void whatIsRequiredAndAbsentIsMissing(BiFunction<Item, String, Object> read) {
        refused(() -> read.apply(item(Map.of("b", "here")), "a"), "a is missing");
    }

    static List<BiFunction<Item, String, Object>> required() {
        return List.of(Item::text, Item::number, Item::nonNegativeNumber, Item::instant);
    }

    @ParameterizedTest
    @MethodSource("types")
    void anotherTypeIsRefused(BiFunction<Item, String, Object> read, Object value, String type) {
        refused(() -> read.apply(item(Map.of("a", value)), "a"), "a must be " + type);
    }

    static List<Arguments> types() {
        return List.of(
                type(Item::text, BigDecimal.ONE, "a string (S)"),
                type(Item::optionalText, true, "a string (S)"),
                type(Item::number, "1", "a number (N)"),
                type(Item::optionalNonNegativeNumber, List.of(), "a number (N)"),
                type((item, name) -> item.flag(name, true), "true", "a truth value (BOOL)"),
                type(Item::instant, BigDecimal.ONE, "a string (S)"),
                type(Item::items, Map.of(), "a list (L)"),
                type(Item::item, List.of(), "a map (M)"));
    }

    private static Arguments type(BiFunction<Item, String, Object> read, Object value, String type) {
        return arguments(read, value, type);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "\t" })
    void aTextIsNeverBlank(String blank) {
        refused(() -> item(Map.of("name", blank)).text("name"), "name must not be empty");
    }

    @Test
    void aTextHasAtMost4096Characters() {
        assertThat(item(Map.of("name", "x".repeat(4096))).text("name")).hasSize(4096);
        refused(() -> item(Map.of("name", "x".repeat(4097))).text("name"),
                "name must not be longer than 4096 characters, but has 4097");
    }

    @Test
    void aNumberCanBeNegativeUnlessItMustNotBe() {
        var item = item(Map.of("zero", BigDecimal.ZERO, "negative", new BigDecimal("-1E+3")));

        assertThat(item.number("negative")).isEqualTo(new BigDecimal("-1E+3"));
        assertThat(item.nonNegativeNumber("zero")).isZero();
        refused(() -> item.nonNegativeNumber("negative"), "negative must not be negative, but is -1000");
        refused(() -> item.optionalNonNegativeNumber("negative"), "negative must not be negative, but is -1000");
    }

    @ParameterizedTest
    @ValueSource(strings = { "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z", "2026-11-22T10:05:00.123456789+14:00" })
    void anInstantHasAnOffset(String text) {
        assertThat(item(Map.of("from", text)).instant("from")).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = { "today", "2026-11-22", "2026-11-22T10:05:00", "2026-02-30T00:00:00Z", "2026-11-22 10:05:00Z",
            "1795341900" })
    void whatIsNoInstantIsRefused(String text) {
        refused(() -> item(Map.of("from", text)).instant("from"),
                "from must be an instant such as 2026-11-22T10:05:00Z, but is \"%s\"".formatted(text));
    }

    @ParameterizedTest
    @ValueSource(strings = { "0000-12-31T23:59:59Z", "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:00-00:01",
            "+10000-01-01T00:00:00Z" })
    void anInstantOfAnotherAgeIsRefused(String text) {
        refused(() -> item(Map.of("from", text)).instant("from"),
                "from must be an instant of the years 1 to 9999, but is \"%s\"".formatted(text));
    }

    @Test
    void aProblemOfWhatIsNestedNamesItsWholePath() {
        var item = item(Map.of("period", Map.of("start", "soon"), "charges", List.of(Map.of("price", BigDecimal.ONE),
                Map.of("tiers", List.of(Map.of("price", new BigDecimal("-1")))))));

        assertThat(item.items("charges")).hasSize(2);
        assertThat(item.items("charges").get(0).number("price")).isOne();
        refused(() -> item.items("charges").get(0).text("name"), "charges[0].name is missing");
        refused(() -> item.items("charges").get(1).items("tiers").get(0).nonNegativeNumber("price"),
                "charges[1].tiers[0].price must not be negative, but is -1");
        refused(() -> item.item("period").orElseThrow().text("end"), "period.end is missing");
    }

    @Test
    void aListOfMapsHasNothingElseInIt() {
        refused(() -> item(Map.of("charges", List.of(Map.of(), "flat"))).items("charges"), "charges[1] must be a map (M)");
    }

    @Test
    void theItemsOfAListCannotBeChanged() {
        var items = item(Map.of("charges", List.of(Map.of()))).items("charges");

        assertThatThrownBy(items::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aTextInAMessageIsCutAfter100CharactersAndHasNoControlCharacters() {
        assertThat(Item.shortened("x".repeat(100))).isEqualTo("x".repeat(100));
        assertThat(Item.shortened("x".repeat(101))).isEqualTo("x".repeat(100) + "…");
        assertThat(Item.shortened("a\nb\u0000c")).isEqualTo("a\ufffdb\ufffdc");
    }

    @Test
    void aTextFromElsewhereIsCutAtTheLengthOfAText() {
        assertThat(Item.bounded("short")).isEqualTo("short");
        assertThat(Item.bounded("x".repeat(4096))).isEqualTo("x".repeat(4096));
        assertThat(Item.bounded("x".repeat(4097))).isEqualTo("x".repeat(4096) + "…");
    }

    @Test
    void whatDynamoDbCallsNullIsAbsent() {
        var item = item(Map.of("name", Item.NULL, "price", BigDecimal.ONE));

        assertThat(item.attributeNames()).containsExactly("price");
        assertThat(item.optionalText("name")).isEmpty();
        refused(() -> item.text("name"), "name is missing");
        assertThat(Item.NULL).hasToString("NULL");
    }

    @Test
    void aKeyHas1To2048Bytes() {
        assertThat(item(Map.of("id", "x".repeat(2048))).key("id")).hasSize(2048);
        refused(() -> item(Map.of("id", "x".repeat(2049))).key("id"), "id must not be longer than 2048 bytes, as it is a key");
        assertThat(Item.isKey("ü".repeat(1024))).isTrue();
        assertThat(Item.isKey("ü".repeat(1025))).isFalse();
        assertThat(Item.isKey("")).isFalse();
    }

    @Test
    void aDocumentMayHaveAnyLength() {
        assertThat(item(Map.of("request", "x".repeat(5000))).optionalDocument("request")).contains("x".repeat(5000));
        assertThat(item(Map.of("request", "")).optionalDocument("request")).contains("");
        assertThat(item(Map.of()).optionalDocument("request")).isEmpty();
        refused(() -> item(Map.of("request", BigDecimal.ONE)).optionalDocument("request"), "request must be a string (S)");
    }

    @ParameterizedTest
    @ValueSource(strings = { "0001-01-01", "9999-12-31", "2028-02-29" })
    void aDateIsOfTheYears1To9999(String text) {
        assertThat(item(Map.of("since", text)).date("since")).isEqualTo(text);
        assertThat(item(Map.of("since", text)).optionalInstantOrDate("since", date -> date.atStartOfDay().toInstant(UTC)))
                .contains(Instant.parse(text + "T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "0000-12-31", "+10000-01-01", "-0001-01-01", "2026-02-29", "today", "2026-11-22T00:00:00Z" })
    void whatIsNoDateIsRefused(String text) {
        refused(() -> item(Map.of("since", text)).date("since"),
                "since must be a date such as 2026-11-22, but is \"%s\"".formatted(text));
    }

    @Test
    void theSameIsTheSameTextHoweverItIsWritten() {
        var one = new LinkedHashMap<String, Object>();
        one.put("price", new BigDecimal("1.50"));
        one.put("units", "GB");
        var other = new LinkedHashMap<String, Object>();
        other.put("units", "GB");
        other.put("price", new BigDecimal("1.5"));

        assertThat(canonical(one)).isEqualTo(canonical(other));
    }

    @Test
    void whatIsNotTheSameIsAnotherText() {
        assertThat(List.of(canonical(Map.of("price", BigDecimal.ONE)), canonical(Map.of("limit", BigDecimal.ONE)),
                canonical(Map.of("price", BigDecimal.TEN)), canonical(Map.of("price", "1")), canonical(Map.of("price", true)),
                canonical(Map.of("price", Item.NULL)), canonical(Map.of("price", List.of(BigDecimal.ONE))), canonical(Map.of()),
                canonical(List.of()), canonical(List.of("ab", "c")), canonical(List.of("a", "bc")),
                canonical(List.of("a", List.of("bc"))), canonical(BigDecimal.ONE), canonical("1"))).doesNotHaveDuplicates();
    }

    private static String canonical(Object value) {
        return item(Map.of("charge", value)).canonicalText(List.of("charge"));
    }

    @Test
    void aKeyInAMessageIsCutToo() {
        assertThatThrownBy(() -> Item.of("BillingPlans", "k".repeat(101), Map.of()).text("name"))
                .hasMessage("BillingPlans item \"%s…\": name is missing".formatted("k".repeat(100)));
    }

    private static Item item(Map<String, ?> attributes) {
        return Item.of("BillingPlans", "pro", attributes);
    }

    private static void refused(ThrowingCallable read, String problem) {
        assertThatThrownBy(read).isExactlyInstanceOf(InvalidItemException.class)
                .hasMessage("BillingPlans item \"pro\": " + problem);
    }
}
