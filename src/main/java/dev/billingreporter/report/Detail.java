package dev.billingreporter.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.util.RawValue;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of one day of one installation.
 *
 * @param installationId whose
 * @param day which day, in the installation's zone; empty when it is about all its days
 * @param outcome {@code SUBMITTED}, {@code WOULD_SUBMIT}, {@code UNCHANGED}, why it was skipped, or a failure's kind
 * @param timestamp the submission's timestamp
 * @param change how its content differs from what was last accepted for the day
 * @param message why, where the outcome does not say it all
 * @param request on a dry run: the body that would be sent, JSON
 * @param explanation on a dry run: how each figure came about, a line each
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY) // neither empty optionals nor an empty explanation
@JsonPropertyOrder({ "installationId", "day", "outcome", "timestamp", "change", "message", "request", "explanation" })
public record Detail(String installationId, Optional<LocalDate> day, String outcome, Optional<String> timestamp,
        Optional<Change> change, Optional<String> message, Optional<RawValue> request, List<String> explanation) {

    public Detail {
        Objects.requireNonNull(installationId);
        Objects.requireNonNull(day);
        Objects.requireNonNull(outcome);
        Objects.requireNonNull(timestamp);
        Objects.requireNonNull(change);
        Objects.requireNonNull(message);
        Objects.requireNonNull(request);
        explanation = List.copyOf(explanation);
    }

    /** How a day's content differs from what was last accepted for it. */
    public enum Change {
        UNCHANGED,
        CHANGED,
        NEVER_SENT
    }

    /** A detail without a request. */
    public static Detail of(String installationId, Optional<LocalDate> day, String outcome, Optional<String> message) {
        return new Detail(installationId, day, outcome, Optional.empty(), Optional.empty(), message, Optional.empty(),
                List.of());
    }

    /** About how many bytes it takes in an answer. */
    int size() {
        return 200 + request.map(body -> body.rawValue().toString().length()).orElse(0)
                + explanation.stream().mapToInt(line -> line.length() + 3).sum()
                + message.map(String::length).orElse(0);
    }
}
