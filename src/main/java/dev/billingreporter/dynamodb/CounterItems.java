package dev.billingreporter.dynamodb;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Takes the counters out of the answer to a Query before the SDK makes its items of them: of an installation's 150 counters
 * the SDK makes 300 values, 150 maps and as many builders, and copies all of them twice.
 *
 * <p>
 * It takes an answer only where it is as plain as nearly all are: one page, complete by its checksum, each item with a text
 * and a number and nothing else. Any other is left as it came, to the SDK.
 */
final class CounterItems implements ExecutionInterceptor {

    /** Given with a Query: where the counters of its answer are put. */
    static final ExecutionAttribute<Found> FOUND = new ExecutionAttribute<>("dev.billingreporter.Counters");
    private static final ExecutionAttribute<byte[]> BODY = new ExecutionAttribute<>("dev.billingreporter.Body");

    private static final String CHECKSUM = "x-amz-crc32";
    private static final byte[] NO_ITEMS = "{}".getBytes(StandardCharsets.US_ASCII);
    private static final JsonFactory JSON = new JsonFactory();

    /** What was found in the answer; nothing where it was left to the SDK. */
    static final class Found {

        private List<Counter> counters = List.of();

        List<Counter> counters() {
            return counters;
        }
    }

    /** An item of the counters table. */
    record Counter(String counterId, String dayValue) {
    }

    @Override
    public SdkHttpResponse modifyHttpResponse(Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        var response = context.httpResponse();
        var found = attributes.getAttribute(FOUND);
        if (found == null || context.responseBody().isEmpty()) {
            return response;
        }
        try {
            var body = context.responseBody().get().readAllBytes();
            var counters = isWhole(response, body) ? counters(body) : Optional.<List<Counter>> empty();
            found.counters = counters.orElse(List.of());
            attributes.putAttribute(BODY, counters.isPresent() ? NO_ITEMS : body);
            return counters.isPresent() ? response.toBuilder().removeHeader(CHECKSUM).build() : response;
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the SDK tries again
        }
    }

    @Override
    public Optional<InputStream> modifyHttpResponseContent(Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        var body = attributes.getAttribute(BODY);
        return body == null ? context.responseBody() : Optional.of(new ByteArrayInputStream(body));
    }

    private static boolean isWhole(SdkHttpResponse response, byte[] body) {
        if (!response.isSuccessful() || response.firstMatchingHeader("Content-Encoding").isPresent()) {
            return false;
        }
        var checksum = new CRC32();
        checksum.update(body);
        return response.firstMatchingHeader(CHECKSUM).filter(Long.toString(checksum.getValue())::equals).isPresent();
    }

    private static Optional<List<Counter>> counters(byte[] body) throws IOException {
        var counters = new ArrayList<Counter>(body.length / 64);
        try (var json = JSON.createParser(body)) {
            json.nextToken();
            for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                switch (name) {
                    case "Items" -> {
                        if (!readItems(json, counters)) {
                            return Optional.empty();
                        }
                    }
                    case "Count", "ScannedCount" -> json.nextToken();
                    default -> {
                        return Optional.empty(); // there is another page
                    }
                }
            }
        }
        return Optional.of(counters);
    }

    private static boolean readItems(JsonParser json, List<Counter> counters) throws IOException {
        if (json.nextToken() != JsonToken.START_ARRAY) {
            return false;
        }
        while (json.nextToken() == JsonToken.START_OBJECT) {
            String counterId = null;
            String dayValue = null;
            for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                switch (name) {
                    case "counterId" -> counterId = value(json, "S");
                    case "dayValue" -> dayValue = value(json, "N");
                    default -> {
                        return false;
                    }
                }
            }
            if (counterId == null || dayValue == null) {
                return false;
            }
            counters.add(new Counter(counterId, dayValue));
        }
        return true;
    }

    /** The value of an attribute of this type; none if it is another. */
    private static String value(JsonParser json, String type) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT || !type.equals(json.nextFieldName())) {
            json.skipChildren();
            return null;
        }
        var value = json.nextTextValue();
        return json.nextToken() == JsonToken.END_OBJECT ? value : null;
    }
}
