package dev.billingreporter.page;

import dev.billingreporter.event.Theme;
import dev.billingreporter.event.WidgetEvent.View;
import java.util.Objects;
import java.util.Optional;

/**
 * What is around a page.
 *
 * @param theme its colours
 * @param links how it leads to other pages
 */
public record Frame(Theme theme, Links links) {

    public Frame {
        Objects.requireNonNull(theme);
        Objects.requireNonNull(links);
    }

    /**
     * For where the page is looked at.
     *
     * @param functionArn the function's own ARN, as the invocation was given it
     */
    static Frame of(View view, Optional<String> functionArn) {
        return new Frame(view.theme(),
                view.inBrowser() ? new Links.InBrowser() : new Links.InDashboard(functionArn.orElse("")));
    }
}
