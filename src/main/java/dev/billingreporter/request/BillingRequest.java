package dev.billingreporter.request;

import dev.billingreporter.pricing.BillingStatement;
import dev.billingreporter.time.Instants;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The body of a submission ("Submit Billing Data"), written once: all but the timestamp, which is known only when the
 * day is sent. The same statement always gives the same bytes.
 */
public final class BillingRequest {

    private static final byte[] BEFORE_TIMESTAMP = "{\"timestamp\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AFTER_TIMESTAMP = "\",".getBytes(StandardCharsets.US_ASCII);

    private final byte[] content;
    private final String contentHash;

    private BillingRequest(byte[] content, String contentHash) {
        this.content = content;
        this.contentHash = contentHash;
    }

    /** The request for one day. */
    public static BillingRequest of(BillingStatement statement) {
        var content = BillingRequestWriter.content(statement);
        return new BillingRequest(content, HexFormat.of().formatHex(sha256().digest(content)));
    }

    /** SHA-256 of the body without its timestamp, in hexadecimal. */
    public String contentHash() {
        return contentHash;
    }

    /**
     * The body, JSON in UTF-8.
     *
     * @param timestamp when the counters were read, to the millisecond
     */
    public byte[] body(Instant timestamp) {
        var text = Instants.text(timestamp).getBytes(StandardCharsets.US_ASCII);
        var head = BEFORE_TIMESTAMP.length + text.length + AFTER_TIMESTAMP.length;
        // the content's opening brace gives way to the timestamp
        var body = Arrays.copyOf(BEFORE_TIMESTAMP, head + content.length - 1);
        System.arraycopy(text, 0, body, BEFORE_TIMESTAMP.length, text.length);
        System.arraycopy(AFTER_TIMESTAMP, 0, body, BEFORE_TIMESTAMP.length + text.length, AFTER_TIMESTAMP.length);
        System.arraycopy(content, 1, body, head, content.length - 1);
        return body;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
