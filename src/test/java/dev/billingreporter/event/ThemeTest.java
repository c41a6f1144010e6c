package dev.billingreporter.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThemeTest {

    @Test
    void aThemeIsCalledTheSameInAnEventAndInTheStyleSheet() {
        for (var theme : Theme.values()) {
            assertThat(Theme.named(theme.cssName())).isEqualTo(theme);
        }
        assertThat(Theme.DARK.cssName()).isEqualTo("dark");
        assertThat(Theme.LIGHT.cssName()).isEqualTo("light");
        assertThat(Theme.named("sepia")).isEqualTo(Theme.LIGHT);
    }
}
