package dev.billingreporter.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * A failure as an answer lists it.
 *
 * @param installationId whose usage; empty when it is about a whole table
 * @param day which day, in the installation's zone; empty when it is about all its days
 * @param kind why
 * @param httpStatus Vercel's answer, if there was one
 * @param message one sentence for whoever fixes it
 */
@JsonPropertyOrder({ "installationId", "day", "kind", "httpStatus", "message" })
public record FailureEntry(Optional<String> installationId, Optional<LocalDate> day, FailureKind kind,
        Optional<Integer> httpStatus, String message) {

    public FailureEntry {
        Objects.requireNonNull(installationId);
        Objects.requireNonNull(day);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(httpStatus);
        Objects.requireNonNull(message);
    }

    static FailureEntry of(Optional<String> installationId, Optional<LocalDate> day, Failure failure) {
        return new FailureEntry(installationId, day, failure.kind(), failure.httpStatus(), failure.message());
    }
}
