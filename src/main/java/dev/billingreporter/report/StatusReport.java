package dev.billingreporter.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.billingreporter.failure.FailureKind;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The answer to a status event.
 *
 * @param now when it was asked
 * @param installations how many
 * @param behind those that are behind, the longest first
 * @param behindOmitted how many more are behind
 * @param gone those that Vercel says are gone and the table does not, the longest first
 * @param goneOmitted how many more are gone
 * @param invoices how many invoices there are, where they are sent
 */
@JsonPropertyOrder({ "now", "installations", "behind", "behindOmitted", "gone", "goneOmitted", "invoices" })
public record StatusReport(Instant now, Installations installations, List<Behind> behind, long behindOmitted,
        List<Behind> gone, long goneOmitted,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<InvoicesByState> invoices)
        implements
            Report {

    /** The same with how many invoices there are. */
    public StatusReport with(Optional<InvoicesByState> counted) {
        return new StatusReport(now, installations, behind, behindOmitted, gone, goneOmitted, counted);
    }

    /**
     * How many installations there are.
     *
     * @param total all of them
     * @param upToDate those with a recent accepted submission
     * @param behind those without
     * @param skipped those for which nothing is to be sent: gone, uninstalled, or not yet subscribed
     */
    @JsonPropertyOrder({ "total", "upToDate", "behind", "skipped" })
    public record Installations(long total, long upToDate, long behind, long skipped) {
    }

    /**
     * An installation that is behind.
     *
     * @param installationId which
     * @param since when Vercel last accepted something for it; empty when it never has
     * @param consecutiveFailures how many runs have failed since
     * @param lastFailure why the latest of them failed; empty when no failure is on record
     */
    @JsonPropertyOrder({ "installationId", "since", "consecutiveFailures", "lastFailure" })
    public record Behind(String installationId, Optional<Instant> since, int consecutiveFailures,
            Optional<Reason> lastFailure) {

        public Behind {
            Objects.requireNonNull(installationId);
            Objects.requireNonNull(since);
            Objects.requireNonNull(lastFailure);
        }
    }

    /**
     * Why a run failed for an installation.
     *
     * @param at when; empty when it fails right now, whoever runs
     * @param kind the failure's kind, as in other answers
     * @param httpStatus Vercel's answer, if there was one
     * @param message one sentence for whoever fixes it
     */
    @JsonPropertyOrder({ "at", "kind", "httpStatus", "message" })
    public record Reason(Optional<Instant> at, FailureKind kind, Optional<Integer> httpStatus, String message) {
    }
}
