package dev.billingreporter.vercel;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.billingreporter.installation.AccessToken;
import dev.billingreporter.settings.Settings;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;

/**
 * Sends a submission once, by one HTTP client whose connections all submissions share. HTTP/2 is used where the server
 * offers it (ALPN, so over TLS only). Redirects are not followed: the token is for this endpoint and no other.
 */
@ApplicationScoped
class BillingTransport {

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);
    /** Error bodies are short. What is longer is not worth its memory and time. */
    private static final int LONGEST_BODY = 8 * 1024;
    private static final int LONGEST_MESSAGE = 300;
    private static final List<String> RETRY_HEADERS = List.of("retry-after", "x-ratelimit-reset");

    private final BillingApi api;
    private final Duration requestTimeout;
    private final ObjectMapper json;

    BillingTransport(Settings settings, ObjectMapper json) {
        this.requestTimeout = settings.requestTimeout();
        this.json = json;
        var connectTimeout = requestTimeout.compareTo(LONGEST_CONNECT) < 0 ? requestTimeout : LONGEST_CONNECT;
        var secure = "https".equalsIgnoreCase(settings.vercelApiUrl().getScheme());
        this.api = QuarkusRestClientBuilder.newBuilder()
                .baseUri(settings.vercelApiUrl())
                .connectTimeout(connectTimeout.toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(requestTimeout.toMillis(), TimeUnit.MILLISECONDS)
                .followRedirects(false)
                .disableDefaultMapper(true)
                .userAgent("vercel-billing-reporter")
                .property(QuarkusRestClientProperties.CONNECTION_POOL_SIZE, settings.submitConcurrency())
                .property(QuarkusRestClientProperties.HTTP2, secure)
                .register(new AbandonableBody())
                .build(BillingApi.class);
    }

    Answer send(Submission submission) {
        Response response;
        try {
            response = api.submit(submission.installationId(), submission.accessToken().authorization(), submission.body());
        } catch (RuntimeException e) {
            return new Answer.None(reason(e, submission.accessToken()));
        }
        try (response) {
            return new Answer.Http(response.getStatus(), retryHeaders(response),
                    message(body(response), submission.accessToken()));
        }
    }

    private static Map<String, String> retryHeaders(Response response) {
        var headers = new HashMap<String, String>();
        for (var name : RETRY_HEADERS) {
            var value = response.getHeaderString(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return headers;
    }

    /** The first bytes of the body. The status alone decides, so a body that breaks off is as good as a short one. */
    private String body(Response response) {
        var bytes = new byte[LONGEST_BODY];
        var length = 0;
        var start = System.nanoTime();
        try (var body = response.readEntity(InputStream.class)) {
            while (body != null && length < bytes.length && System.nanoTime() - start < requestTimeout.toNanos()) {
                var count = body.read(bytes, length, bytes.length - length);
                if (count < 0) {
                    break;
                }
                length += count;
            }
        } catch (IOException | RuntimeException e) {
            // as said: what has come of it will do
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private String message(String body, AccessToken accessToken) {
        var text = accessToken.redactedFrom(body).strip();
        try {
            var error = json.readTree(text).path("error");
            var code = error.path("code").asText("");
            var message = error.path("message").asText("");
            if (!code.isEmpty() || !message.isEmpty()) {
                text = code + (code.isEmpty() || message.isEmpty() ? "" : ": ") + message;
            }
        } catch (JacksonException e) {
            // not JSON: the text as it is says more than that
        }
        return printable(accessToken.redactedFrom(text));
    }

    private static String reason(RuntimeException failure, AccessToken accessToken) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        var message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return printable(accessToken.redactedFrom(message));
    }

    private static String printable(String text) {
        var cut = text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "…";
        return cut.replaceAll("\\p{Cntrl}", " ");
    }
}
