package dev.billingreporter.outcome;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What it took to submit something, whether it was accepted or not.
 *
 * @param attempts requests that were sent
 * @param rateLimited answers 429 among them
 * @param duration from the first wait for a turn to the last answer
 * @param contentHash of what was submitted
 * @param vercelId {@code X-Vercel-Id} of the last answer, where it had one: by it Vercel's support finds the request
 */
public record Sending(int attempts, int rateLimited, Duration duration, String contentHash, Optional<String> vercelId) {

    public Sending {
        Objects.requireNonNull(duration);
        Objects.requireNonNull(contentHash);
        Objects.requireNonNull(vercelId);
    }

    /** Requests that were sent again. */
    public int retries() {
        return Math.max(0, attempts - 1);
    }
}
