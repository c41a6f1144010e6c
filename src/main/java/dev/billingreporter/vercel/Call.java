package dev.billingreporter.vercel;

import dev.billingreporter.installation.AccessToken;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * One call to Vercel's partner API about an installation, ready to be sent: every attempt sends the same bytes.
 *
 * @param method the HTTP method
 * @param installationId the integrationConfigurationId
 * @param path below the installation's own, such as {@code /billing}, already encoded: see {@link #path}
 * @param accessToken that installation's token
 * @param body JSON in UTF-8, not to be changed any more; empty for none
 * @param success what counts as success
 */
record Call(Method method, String installationId, String path, AccessToken accessToken, Optional<byte[]> body,
        Success success) {

    /** The HTTP method of a call. */
    enum Method {
        GET,
        POST
    }

    /**
     * What counts as success: this status and no other.
     *
     * @param status the HTTP status
     * @param isDecidedByHead whether the status alone is the answer, so that nobody waits for the body. Otherwise an
     *        answer whose body does not come in full is as good as none
     */
    record Success(int status, boolean isDecidedByHead) {
    }

    Call {
        Objects.requireNonNull(accessToken);
        Objects.requireNonNull(body);
    }

    /** The whole path, from the API's own prefix on. */
    String fullPath() {
        return "/v1/installations/" + encoded(installationId) + path;
    }

    /** A path of these segments, each encoded, so that none leads elsewhere. */
    static String path(String... segments) {
        var path = new StringBuilder();
        for (var segment : segments) {
            path.append('/').append(encoded(segment));
        }
        return path.toString();
    }

    private static String encoded(String segment) {
        // dots are left as they are by the encoder, and alone they mean another folder
        var encoded = URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
        return encoded.matches("\\.+") ? encoded.replace(".", "%2E") : encoded;
    }
}
