package dev.billingreporter.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.event.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The colours of the style sheet, and that it keeps to the page. What is on what is measured in {@link BrowserTest}. */
class StyleTest {

    private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): (#[0-9a-f]{6});");

    private final String sheet = read();

    @ParameterizedTest
    @EnumSource
    void textIsReadable(Theme theme) {
        var colours = colours(theme);
        for (var ink : new String[] { "ink", "muted", "link", "bad", "good" }) {
            for (var ground : new String[] { "paper", "shade" }) {
                assertThat(Contrast.of(colours.get(ink), colours.get(ground))).as("%s on %s", ink, ground)
                        .isGreaterThanOrEqualTo(4.5);
            }
        }
        assertThat(Contrast.of(colours.get("button-ink"), colours.get("link"))).isGreaterThanOrEqualTo(4.5);
    }

    /** WCAG's contrast for what is no text: 3. */
    @ParameterizedTest
    @EnumSource
    void barsAndTheLimitAreVisible(Theme theme) {
        var colours = colours(theme);
        for (var shape : new String[] { "bar", "bar-today", "limit" }) {
            assertThat(Contrast.of(colours.get(shape), colours.get("paper"))).as(shape).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void bothThemesHaveTheSameColoursAndThereAreNoOthers() {
        assertThat(colours(Theme.LIGHT).keySet()).isEqualTo(colours(Theme.DARK).keySet());
        var rest = COLOUR.matcher(sheet).replaceAll("");
        assertThat(rest).doesNotContainPattern("#[0-9a-fA-F]{3}").doesNotContain("rgb(").doesNotContain("hsl(");
        colours(Theme.LIGHT).keySet().forEach(colour -> assertThat(rest).contains("var(--%s)".formatted(colour)));
    }

    @Test
    void everyRuleIsAboutThePageOnly() {
        var rules = sheet.replaceAll("\\{[^{}]*\\}", "{}").replaceAll("@container[^{]*\\{", "");
        for (var rule : rules.split("\\{\\}|\\}")) {
            for (var selector : rule.strip().split(",")) {
                assertThat(selector.strip()).matches("|(main)?\\.billing-page.*");
            }
        }
    }

    @Test
    void nothingIsLoadedAndNothingLooksLikeMarkup() {
        assertThat(sheet).doesNotContain("url(").doesNotContain("@import").doesNotContain("<");
    }

    private Map<String, String> colours(Theme theme) {
        var colours = new HashMap<String, String>();
        var start = sheet.indexOf(".billing-page.%s {".formatted(theme.cssName()));
        var matcher = COLOUR.matcher(sheet.substring(start, sheet.indexOf('}', start)));
        while (matcher.find()) {
            colours.put(matcher.group(1), matcher.group(2));
        }
        return colours;
    }

    private static String read() {
        try {
            return Files.readString(Path.of("src/main/resources/templates/page/style.html"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
