package dev.billingreporter.report;

import dev.billingreporter.failure.FailureKind;
import java.time.Duration;
import java.util.Map;

/**
 * What a run's metrics show.
 *
 * @param submissions submissions that Vercel accepted
 * @param failures how many failures of each kind
 * @param retries requests that were sent again
 * @param rateLimited answers 429
 * @param missedDays days that closed before their final figures were accepted
 * @param unmappedCounters counters that no metric names
 * @param oldestSuccess how long ago the installation that is furthest behind was last accepted
 * @param installationsBehind how many were last accepted more than {@link RunTally#BEHIND_AFTER} ago
 * @param installations how many the run covered
 * @param duration how long the run took
 */
public record RunFigures(long submissions, Map<FailureKind, Long> failures, long retries, long rateLimited,
        long missedDays, long unmappedCounters, Duration oldestSuccess, long installationsBehind, long installations,
        Duration duration) {
}
