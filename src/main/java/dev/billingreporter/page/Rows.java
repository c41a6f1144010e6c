package dev.billingreporter.page;

import java.util.List;

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

    /** How many there are altogether. */
    public long count() {
        return shown.size() + omitted;
    }

    /** The first {@code most} of them; the rest is counted. */
    Rows<T> first(int most) {
        return shown.size() <= most ? this : new Rows<>(shown.subList(0, most), count() - most);
    }
}
