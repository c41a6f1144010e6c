package dev.billingreporter.vercel;

import dev.billingreporter.installation.AccessToken;

/** Makes a text that comes from outside fit for a log line and an answer. */
final class Printable {

    private static final int LONGEST = 300;

    private Printable() {
    }

    /** {@code text} on one line, not too long, and without the access token. */
    static String text(String text, AccessToken accessToken) {
        var redacted = accessToken.redactedFrom(text.strip());
        var cut = redacted.length() <= LONGEST ? redacted : redacted.substring(0, LONGEST) + "…";
        return cut.replaceAll("\\p{Cntrl}", " ");
    }
}
