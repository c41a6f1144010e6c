package dev.billingreporter.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenRedactionTest {

    private static final String TOKEN = "Se/cr+et_T0k=n-42";
    private final AccessToken token = AccessToken.of(TOKEN);

    /** Ways in which a server may write a token. */
    private static final List<UnaryOperator<String>> WRITINGS = List.of(UnaryOperator.identity(),
            text -> text.toUpperCase(Locale.ROOT), text -> text.replace("/", "\\/"), text -> text.replace("/", "\\\\\\/"),
            text -> each(text, "\\u%04x"), text -> each(text, "\\\\u%04X"), text -> each(text, "&#x%x;"),
            text -> each(text, "&#%d;"), text -> each(text, "&amp;#%d;"), text -> each(text, "%%%02X"),
            text -> each(text, "%%25%02x"),
            text -> URLEncoder.encode(text, StandardCharsets.UTF_8), text -> text.replace("=", "\\u003d"),
            text -> text.replace("=", "&equals;").replace("_", "&lowbar;"));

    private static String each(String text, String format) {
        return text.chars().mapToObj(format::formatted).collect(Collectors.joining());
    }

    @Test
    void aTokenIsFoundHoweverItIsWritten() {
        for (var writing : WRITINGS) {
            assertThat(token.redactedFrom("the token \"" + writing.apply(TOKEN) + "\" is bad; " + writing.apply(TOKEN)))
                    .isEqualTo("the token \"[access token]\" is bad; [access token]");
        }
    }

    @Test
    void aTextThatBreaksOffWithinATokenShowsNotMoreThanFourOfItsCharacters() {
        for (var writing : WRITINGS) {
            var written = writing.apply(TOKEN);
            for (var end = 0; end <= written.length(); end++) {
                var redacted = token.redactedFrom("bad: " + written.substring(0, end));
                assertThat(redacted).as(written.substring(0, end))
                        .satisfiesAnyOf(text -> assertThat(text).isEqualTo("bad: [access token]"),
                                text -> assertThat(unescaped(text).length()).isLessThanOrEqualTo("bad: Se/c".length() + 8));
                assertThat(unescaped(redacted)).doesNotContainIgnoringCase(TOKEN.substring(0, 5));
            }
        }
    }

    @Test
    void inATextThatWasNotCutAPartOfATokenIsThereByChance() {
        assertThat(token.redactedFromWhole("k=n-42:2026-11-01")).isEqualTo("k=n-42:2026-11-01");
        assertThat(token.redactedFrom("k=n-42:2026-11-01")).isEqualTo("[access token]:2026-11-01");
        assertThat(token.redactedFromWhole("id Se/cr+e")).isEqualTo("id Se/cr+e");
        assertThat(token.redactedFromWhole("id " + TOKEN + " and Se/cr+et_T"))
                .isEqualTo("id [access token] and [access token]");
    }

    /** Good enough to see whether the first characters of the token are shown. */
    private static String unescaped(String text) {
        return text.replaceAll("\\\\+u00|&(amp;)?#x?|%(25)?|;", "").replace("\\", "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "et_T0k=n-42 is bad | [access token] is bad", "n-42 | [access token]",
            "-42 is bad | -42 is bad", "cr+et_T0 | [access token]", "et_T0k is bad | et_T0k is bad" })
    void aTextThatBeginsWithinATokenShowsNothingOfIt(String text, String redacted) {
        assertThat(token.redactedFrom(text)).isEqualTo(redacted);
    }

    @Test
    void aTokenThatTheServerItselfHasCutIsTakenOut() {
        assertThat(token.redactedFrom("{\"token\":\"Se/cr+et...\"}")).isEqualTo("{\"token\":\"[access token]...\"}");
        assertThat(token.redactedFrom("Se\\/cr+et_T\u2026 is bad")).isEqualTo("[access token]\u2026 is bad");
        assertThat(token.redactedFrom("Se/cr+e is short")).isEqualTo("Se/cr+e is short");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "nothing of it", "Se", "the end is Se/", "a \\ b % c & d", "\\u12", "100%", "\\" })
    void aTextWithoutItStaysAsItIs(String text) {
        assertThat(token.redactedFrom(text)).isEqualTo(text);
    }

    @Test
    void whereverItStandsInARandomTextItIsNotLeft() {
        for (var seed = 0; seed < 2000; seed++) {
            var random = new Random(seed);
            var text = noise(random) + WRITINGS.get(random.nextInt(WRITINGS.size())).apply(TOKEN) + noise(random);
            assertThat(token.redactedFrom(text)).as("seed %d: %s", seed, text).contains("[access token]");
        }
    }

    private static String noise(Random random) {
        var characters = "Se/cr+\\%&#u0;25 ";
        return random.ints(random.nextInt(12), 0, characters.length()).mapToObj(characters::charAt).map(String::valueOf)
                .collect(Collectors.joining()) + " ";
    }

    @Test
    void aTextMadeToTakeLongTakesNoTime() {
        var texts = List.of("\\".repeat(250_000), "&amp;".repeat(50_000), "%25".repeat(80_000),
                TOKEN.substring(0, 16).repeat(15_000),
                "&#x0".repeat(60_000));
        assertThat(texts).allSatisfy(text -> assertTimeoutPreemptively(Duration.ofSeconds(20),
                () -> token.redactedFrom(text)));
    }
}
