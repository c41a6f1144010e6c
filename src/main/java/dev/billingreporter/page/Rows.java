package dev.billingreporter.page;

import java.util.List;
import java.util.function.Function;

/**
 * The rows of a list on a page, and how many more there are.
 *
 * @param shown those on the page, in their order
 * @param omitted how many more there are
 */
public record Rows<T>(List<T> shown, long omitted) {

    public Rows {
        shown = List.copyOf(shown);
        if (omitted < 0) {
            throw new IllegalArgumentException("no fewer than none are left out: " + omitted);
        }
    }

    /** All of them. */
    public static <T> Rows<T> of(List<T> all) {
        return new Rows<>(all, 0);
    }

    /** The first {@code most} of them, as a page shows them; the rest is counted. */
    static <S, T> Rows<T> of(List<S> all, int most, Function<S, T> view) {
        var shown = all.stream().limit(most).map(view).toList();
        return new Rows<>(shown, all.size() - shown.size());
    }

    /** How many there are altogether. */
    public long count() {
        return shown.size() + omitted;
    }

    /** The first {@code most} of them; the rest is counted. */
    Rows<T> first(int most) {
        return shown.size() <= most ? this : new Rows<>(shown.subList(0, most), count() - most);
    }
}
