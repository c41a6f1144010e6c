package dev.billingreporter.status;

import dev.billingreporter.checkpoint.Checkpoint;
import dev.billingreporter.checkpoint.LastFailure;
import dev.billingreporter.checkpoint.StoredCheckpoint;
import dev.billingreporter.dynamodb.CheckpointTable;
import dev.billingreporter.dynamodb.InstallationTable;
import dev.billingreporter.dynamodb.InstallationTable.Entry;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.failure.NothingStartedException;
import dev.billingreporter.installation.Installation;
import dev.billingreporter.installation.InstallationStatus;
import dev.billingreporter.installation.Segment;
import dev.billingreporter.item.Parsed;
import dev.billingreporter.report.StatusReport;
import dev.billingreporter.report.StatusReport.Behind;
import dev.billingreporter.report.StatusReport.Installations;
import dev.billingreporter.report.StatusReport.Reason;
import dev.billingreporter.time.Deadline;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/** Tells which installations are behind: no accepted submission for more than an hour and a half. Reads only. */
@ApplicationScoped
public class StatusRun {

    static final int MOST_LISTED = 100;
    private static final Duration UP_TO_DATE_FOR = Duration.ofMinutes(90);
    /** The longest behind first: those that never had a success, then by their last one. */
    private static final Comparator<Behind> OLDEST_FIRST = Comparator
            .comparing((Behind behind) -> behind.since().orElse(Instant.MIN)).thenComparing(Behind::installationId);

    private final InstallationTable installations;
    private final CheckpointTable checkpoints;
    private final Clock clock;

    StatusRun(InstallationTable installations, CheckpointTable checkpoints, Clock clock) {
        this.installations = installations;
        this.checkpoints = checkpoints;
        this.clock = clock;
    }

    /**
     * Looks at all installations.
     *
     * @throws dev.billingreporter.item.TableException if a table cannot be read
     * @throws NothingStartedException if the deadline comes before it has seen them all
     */
    public StatusReport run(Deadline deadline) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var count = new Count();
        Optional<String> next = Optional.empty();
        do {
            if (deadline.isTooLate(clock.instant())) {
                throw new NothingStartedException();
            }
            var page = installations.scan(Segment.WHOLE, next);
            var progress = checkpoints.read(page.entries().stream().map(Entry::installationId).toList());
            page.entries().forEach(entry -> count.add(entry, progress.get(entry.installationId()), now));
            next = page.next();
        } while (next.isPresent());
        return count.report(now);
    }

    private static boolean isToBeReported(Installation installation, Instant now) {
        var today = installation.calendar().dayOf(now);
        var subscribed = installation.firstSubscribedDay().map(first -> !first.isAfter(today.date())).orElse(false);
        return subscribed && installation.status() instanceof InstallationStatus.Active;
    }

    private static Reason reason(LastFailure last) {
        return new Reason(Optional.of(last.at()), last.failure().kind(), last.failure().httpStatus(),
                last.failure().message());
    }

    private static final class Count {

        private final PriorityQueue<Behind> listed = new PriorityQueue<>(OLDEST_FIRST.reversed());
        private long total;
        private long upToDate;
        private long behind;
        private long skipped;

        void add(Entry entry, Parsed<StoredCheckpoint> stored, Instant now) {
            total++;
            if (stored instanceof Parsed.Unusable<StoredCheckpoint> unusable) {
                addBehind(
                        new Behind(entry.installationId(), Optional.empty(), 0, Optional.of(invalidData(unusable.message()))));
                return;
            }
            var checkpoint = stored.orElseThrow().checkpoint();
            if (entry.installation() instanceof Parsed.Unusable<Installation> unusable) {
                addBehind(behind(entry.installationId(), checkpoint, Optional.of(invalidData(unusable.message()))));
            } else if (checkpoint.goneAt().isPresent() || !isToBeReported(entry.installation().orElseThrow(), now)) {
                skipped++;
            } else if (isRecent(checkpoint, now)) {
                upToDate++;
            } else {
                addBehind(behind(entry.installationId(), checkpoint, checkpoint.lastFailure().map(StatusRun::reason)));
            }
        }

        private static boolean isRecent(Checkpoint checkpoint, Instant now) {
            return checkpoint.lastAcceptedAt().map(last -> !last.isBefore(now.minus(UP_TO_DATE_FOR))).orElse(false);
        }

        private static Behind behind(String installationId, Checkpoint checkpoint, Optional<Reason> failure) {
            return new Behind(installationId, checkpoint.lastAcceptedAt(),
                    checkpoint.consecutiveFailures(), failure);
        }

        private static Reason invalidData(String message) {
            return new Reason(Optional.empty(), FailureKind.INVALID_DATA, Optional.empty(), message);
        }

        private void addBehind(Behind installation) {
            behind++;
            listed.add(installation);
            if (listed.size() > MOST_LISTED) {
                listed.poll();
            }
        }

        StatusReport report(Instant now) {
            var oldestFirst = listed.stream().sorted(OLDEST_FIRST).toList();
            return new StatusReport(now, new Installations(total, upToDate, behind, skipped), oldestFirst,
                    behind - oldestFirst.size());
        }
    }
}
