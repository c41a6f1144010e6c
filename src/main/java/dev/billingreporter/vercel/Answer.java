package dev.billingreporter.vercel;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** How one attempt ended. */
sealed interface Answer {

    /**
     * The endpoint answered.
     *
     * @param status the HTTP status
     * @param headers the headers that say when to try again, by their lower-case names
     * @param message what the body says went wrong, empty when it says nothing
     */
    record Http(int status, Map<String, String> headers, String message) implements Answer {

        public Http {
            headers = Map.copyOf(headers);
            Objects.requireNonNull(message);
        }

        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }
    }

    /**
     * No answer came: no connection, a time-out, a connection closed too early, something that is not HTTP.
     *
     * @param reason what happened
     */
    record None(String reason) implements Answer {
    }
}
