package dev.billingreporter.vercel;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** How one attempt ended. Nothing in it contains the access token. */
sealed interface Answer {

    /**
     * The endpoint answered.
     *
     * @param status the HTTP status
     * @param headers those that are of use, by their lower-case names
     * @param body as much of the body as was read, empty where the head alone was the answer
     */
    record Http(int status, Map<String, String> headers, String body) implements Answer {

        public Http {
            headers = Map.copyOf(headers);
            Objects.requireNonNull(body);
        }

        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        /** How Vercel's support finds the request. */
        Optional<String> vercelId() {
            return header("x-vercel-id");
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
