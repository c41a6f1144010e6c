package dev.billingreporter.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.billingreporter.failure.FailureKind;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that was not submitted.
 *
 * @param installationId whose usage; empty when it is about a whole table
 * @param day which day, in the installation's zone; empty when it is about all its days
 * @param kind why
 * @param httpStatus Vercel's answer, if there was one
 * @param message one sentence for whoever mends it
 */
@JsonPropertyOrder({ "installationId", "day", "kind", "httpStatus", "message" })
public record Failure(Optional<String> installationId, Optional<LocalDate> day, FailureKind kind,
        Optional<Integer> httpStatus, String message) {

    public Failure {
        Objects.requireNonNull(installationId);
        Objects.requireNonNull(day);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(httpStatus);
        Objects.requireNonNull(message);
    }

    /** A failure of one installation as a whole, before anything was sent. */
    public static Failure of(String installationId, FailureKind kind, String message) {
        return new Failure(Optional.of(installationId), Optional.empty(), kind, Optional.empty(), message);
    }

    /** A failure of one day, before anything was sent. */
    public static Failure of(String installationId, LocalDate day, FailureKind kind, String message) {
        return new Failure(Optional.of(installationId), Optional.of(day), kind, Optional.empty(), message);
    }
}
