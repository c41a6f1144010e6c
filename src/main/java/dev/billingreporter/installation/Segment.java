package dev.billingreporter.installation;

/**
 * A share of all installations, as a parallel scan of their table divides them.
 *
 * @param number which one, from 0
 * @param total how many there are
 */
public record Segment(int number, int total) {

    /** All installations. */
    public static final Segment WHOLE = new Segment(0, 1);

    public Segment {
        if (total < 1 || number < 0 || number >= total) {
            throw new IllegalArgumentException("there is no segment %d of %d".formatted(number, total));
        }
    }
}
