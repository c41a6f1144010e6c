package dev.billingreporter.checkpoint;

import java.time.Instant;
import java.util.Objects;

/**
 * What Vercel last accepted for one usage day.
 *
 * @param timestamp the submission's timestamp
 * @param contentHash SHA-256 of the body without its timestamp, in hexadecimal
 * @param acceptedAt when Vercel answered 201
 */
public record AcceptedDay(Instant timestamp, String contentHash, Instant acceptedAt) {

    public AcceptedDay {
        Objects.requireNonNull(timestamp);
        Objects.requireNonNull(contentHash);
        Objects.requireNonNull(acceptedAt);
    }
}
