package dev.billingreporter.installation;

/**
 * The access token of one installation, from Vercel's Upsert Installation call. It is read from the table and put into
 * the request's {@code Authorization} header, and goes nowhere else: {@link #toString()} shows nothing of it.
 */
public final class AccessToken {

    private final String value;

    private AccessToken(String value) {
        this.value = value;
    }

    /**
     * A token as Vercel gave it.
     *
     * @throws IllegalArgumentException if {@code value} has a character that no token has and that could end the header
     *         it is sent in; the message does not contain the value
     */
    public static AccessToken of(String value) {
        if (value.isEmpty() || !value.chars().allMatch(character -> character > ' ' && character < 0x7f)) {
            throw new IllegalArgumentException("must consist of visible ASCII characters only");
        }
        return new AccessToken(value);
    }

    /** The value of the {@code Authorization} header. */
    public String authorization() {
        return "Bearer " + value;
    }

    /**
     * {@code text} without this token, should a server have echoed it: in capitals or small letters, escaped as in JSON,
     * a URL or HTML, and with the part of it that is left where the text begins or breaks off in the middle of it.
     */
    public String redactedFrom(String text) {
        return new Redaction(value, text, false).text();
    }

    /**
     * {@code text} without this token as {@link #redactedFrom}, where it is known that the text was not cut: an id that begins
     * as some part of the token does stays what it is.
     */
    public String redactedFromWhole(String text) {
        return new Redaction(value, text, true).text();
    }

    @Override
    public String toString() {
        return "AccessToken[hidden]";
    }
}
