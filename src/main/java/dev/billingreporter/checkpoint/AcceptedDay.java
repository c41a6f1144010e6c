package dev.billingreporter.checkpoint;

import dev.billingreporter.day.BillingCycle.Explicit;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What Vercel last accepted for one usage day.
 *
 * @param timestamp the submission's timestamp
 * @param contentHash SHA-256 of the body without its timestamp, in hexadecimal
 * @param acceptedAt when Vercel answered 201
 * @param period the bounds of the billing period that it was submitted with; empty where that was not recorded yet
 */
public record AcceptedDay(Instant timestamp, String contentHash, Instant acceptedAt, Optional<Explicit> period) {

    public AcceptedDay {
        Objects.requireNonNull(timestamp);
        Objects.requireNonNull(contentHash);
        Objects.requireNonNull(acceptedAt);
        Objects.requireNonNull(period);
    }
}
