package dev.billingreporter.page;

import java.util.Objects;

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
}
