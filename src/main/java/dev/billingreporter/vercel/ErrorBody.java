package dev.billingreporter.vercel;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.billingreporter.installation.AccessToken;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the body of an answer says went wrong.
 *
 * @param isVercels whether it is Vercel's own form, {@code {"error":{"code","message"}}}, rather than that of something
 *        in between
 * @param message one line without the access token, empty when the body says nothing
 */
record ErrorBody(boolean isVercels, String message) {

    ErrorBody {
        Objects.requireNonNull(message);
    }

    static ErrorBody of(String body, AccessToken accessToken, ObjectMapper json) {
        try {
            var error = json.readTree(body).path("error");
            var texts = Stream.of(error.path("code"), error.path("message"))
                    .filter(text -> text.isTextual() && !text.textValue().isBlank()).toList();
            if (!texts.isEmpty()) {
                var message = texts.stream().map(text -> Printable.text(text.textValue(), accessToken))
                        .collect(Collectors.joining(": "));
                return new ErrorBody(true, Printable.text(message, accessToken));
            }
        } catch (JacksonException e) {
            // not JSON, or only the start of it: the text as it is says more than that
        }
        return new ErrorBody(false, Printable.text(body, accessToken));
    }
}
