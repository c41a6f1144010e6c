package dev.billingreporter.page;

import java.util.regex.Pattern;

/**
 * Text of the tables and of Vercel's answers, made fit for a page: of bounded length, and with nothing in it that does
 * not show. Escaping is not its business; the templates escape everything.
 */
final class Text {

    private static final int LONGEST_LINE = 255;
    private static final int LONGEST_PARAGRAPH = 1_000;

    /**
     * Control and format characters (those that turn the direction of writing included), line and paragraph separators,
     * and halves of surrogate pairs.
     */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

    private Text() {
    }

    /** A name, an id, a unit: at most 255 characters, as long as an installation's id may be. */
    static String line(String text) {
        return cut(text, LONGEST_LINE);
    }

    /** A sentence or some: at most 1,000 characters. */
    static String paragraph(String text) {
        return cut(text, LONGEST_PARAGRAPH);
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return visible(text);
        }
        var end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return visible(text.substring(0, end)) + "…";
    }

    private static String visible(String text) {
        return INVISIBLE.matcher(text).replaceAll("\uFFFD");
    }
}
