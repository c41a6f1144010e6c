package dev.billingreporter.installation;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a secret out of a text. */
final class Redaction {

    private static final String REPLACEMENT = "[access token]";
    /** Fewer characters of a secret at the beginning or end of a text may be there by chance, and tell little. */
    private static final int FEWEST_OF_A_PART = 4;
    /** So many of its first characters are taken out wherever they stand: a server may cut what it echoes. */
    private static final int FEWEST_OF_A_BEGINNING = 8;
    private static final int NOWHERE = -1;

    /** Also escaped more than once, within bounds: a text full of escapes costs no time. */
    private static final Pattern ESCAPE = Pattern.compile("\\\\{1,16}+u([0-9a-fA-F]{4})|\\\\{1,16}+(.)"
            + "|%(?:25){0,4}([0-9a-fA-F]{2})"
            + "|&(?:amp;){0,4}#[xX]0{0,8}([0-9a-fA-F]{1,4});|&(?:amp;){0,4}#0{0,8}([0-9]{1,5});"
            + "|&(?:amp;){0,4}(amp|lt|gt|quot|apos|sol|lowbar|period|hyphen|dash|num|equals|plus);");
    /** An escape that the end of the text has cut off. */
    private static final Pattern CUT_ESCAPE = Pattern
            .compile("\\\\{1,16}+(u[0-9a-fA-F]{0,3})?|%(?:25){0,4}[0-9a-fA-F]?|&[a-zA-Z0-9#;]{0,24}");
    private static final Map<String, Character> NAMED = Map.ofEntries(Map.entry("amp", '&'), Map.entry("lt", '<'),
            Map.entry("gt", '>'), Map.entry("quot", '"'), Map.entry("apos", '\''), Map.entry("sol", '/'),
            Map.entry("lowbar", '_'), Map.entry("period", '.'), Map.entry("hyphen", '-'), Map.entry("dash", '-'),
            Map.entry("num", '#'), Map.entry("equals", '='), Map.entry("plus", '+'));

    private final String secret;
    private final String text;
    /** Whether the text is known to be all of it, so that it neither begins nor ends in the middle of the secret. */
    private final boolean isWhole;
    private final Matcher escape;
    private final Matcher cutEscape;

    Redaction(String secret, String text, boolean isWhole) {
        this.secret = secret;
        this.text = text;
        this.isWhole = isWhole;
        this.escape = ESCAPE.matcher(text);
        this.cutEscape = CUT_ESCAPE.matcher(text);
    }

    String text() {
        var redacted = new StringBuilder();
        var position = isWhole ? 0 : endOfPartAtTheBeginning();
        redacted.append(position > 0 ? REPLACEMENT : "");
        while (position < text.length()) {
            var end = end(position, 0);
            var isThere = end != NOWHERE;
            redacted.append(isThere ? REPLACEMENT : text.substring(position, position + 1));
            position = isThere ? end : position + 1;
        }
        return redacted.toString();
    }

    /** The text may begin in the middle of the secret. */
    private int endOfPartAtTheBeginning() {
        for (var offset = 1; offset <= secret.length() - FEWEST_OF_A_PART; offset++) {
            var end = end(0, offset);
            if (end != NOWHERE) {
                return end;
            }
        }
        return 0;
    }

    /**
     * Where the secret ends that starts at {@code start} with its character {@code offset}; {@link #NOWHERE} if it does not
     * stand there. The text may end before the secret does.
     */
    private int end(int start, int offset) {
        var position = start;
        for (var matched = offset; matched < secret.length(); matched++) {
            var isPart = matched - offset >= (isWhole ? FEWEST_OF_A_BEGINNING : FEWEST_OF_A_PART);
            if (position == text.length()) {
                return isPart ? position : NOWHERE;
            }
            if (isSame(text.charAt(position), secret.charAt(matched))) {
                position++;
            } else if (isEscape(position) && isSame(escaped(), secret.charAt(matched))) {
                position = escape.end();
            } else if (isPart && isCutEscape(position)) {
                return text.length();
            } else {
                return matched - offset >= FEWEST_OF_A_BEGINNING ? position : NOWHERE;
            }
        }
        return position;
    }

    private boolean isEscape(int position) {
        var first = text.charAt(position);
        return (first == '\\' || first == '%' || first == '&')
                && escape.region(position, text.length()).lookingAt();
    }

    private boolean isCutEscape(int position) {
        return cutEscape.region(position, text.length()).matches();
    }

    private char escaped() {
        for (var group = 1; group <= escape.groupCount(); group++) {
            var value = escape.group(group);
            if (value != null) {
                return switch (group) {
                    case 1, 3, 4 -> (char) Integer.parseInt(value, 16);
                    case 2 -> value.charAt(0);
                    case 5 -> (char) Integer.parseInt(value);
                    default -> NAMED.get(value);
                };
            }
        }
        throw new IllegalStateException("an escape of nothing");
    }

    private static boolean isSame(char one, char other) {
        return Character.toLowerCase(one) == Character.toLowerCase(other);
    }
}
