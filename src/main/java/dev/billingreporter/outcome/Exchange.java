package dev.billingreporter.outcome;

import java.time.Duration;
import java.util.Objects;

/**
 * What it took to submit something, whether it was accepted or not.
 *
 * @param attempts requests that were sent
 * @param rateLimited answers 429 among them
 * @param duration from the first wait for a turn to the last answer
 * @param contentHash of what was submitted
 */
public record Exchange(int attempts, int rateLimited, Duration duration, String contentHash) {

    public Exchange {
        Objects.requireNonNull(duration);
        Objects.requireNonNull(contentHash);
    }

    /** Requests that were sent again. */
    public int retries() {
        return Math.max(0, attempts - 1);
    }
}
