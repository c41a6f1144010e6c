package dev.billingreporter.report;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run did for one installation.
 *
 * @param installationId which
 * @param result how it ended
 * @param submissions how many submissions Vercel accepted
 * @param missedDays days that closed before their final figures were accepted
 * @param unmappedCounters counters that no metric of its plans names
 * @param retries requests that were sent again
 * @param rateLimited answers 429
 * @param failures what was not submitted
 * @param details for each day, where the answer shows them
 * @param lastAcceptedAt when Vercel last accepted something for it; empty when never, or when nothing is to be sent
 */
public record InstallationReport(String installationId, Result result, int submissions, int missedDays,
        int unmappedCounters, int retries, int rateLimited, List<Failure> failures, List<Detail> details,
        Optional<Instant> lastAcceptedAt) {

    /** How an installation's part of a run ended. */
    public enum Result {
        /** Everything that was to be sent was accepted; on a dry run: would be sent. */
        SUBMITTED,
        /** There was nothing to send. */
        SKIPPED,
        /** Something was not accepted. */
        FAILED
    }

    public InstallationReport {
        Objects.requireNonNull(installationId);
        Objects.requireNonNull(result);
        failures = List.copyOf(failures);
        details = List.copyOf(details);
        Objects.requireNonNull(lastAcceptedAt);
    }

    /** Nothing was to be sent. */
    public static InstallationReport skipped(String installationId, String reason) {
        return new InstallationReport(installationId, Result.SKIPPED, 0, 0, 0, 0, 0, List.of(),
                List.of(Detail.of(installationId, Optional.empty(), reason, Optional.empty())), Optional.empty());
    }

    /** Nothing could be sent. */
    public static InstallationReport failed(Failure failure, Optional<Instant> lastAcceptedAt) {
        var installationId = failure.installationId().orElseThrow();
        return new InstallationReport(installationId, Result.FAILED, 0, 0, 0, 0, 0, List.of(failure),
                List.of(Detail.of(installationId, failure.day(), failure.kind().name(), Optional.of(failure.message()))),
                lastAcceptedAt);
    }
}
