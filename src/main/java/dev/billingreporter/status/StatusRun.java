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
import dev.billingreporter.installation.Segment;
import dev.billingreporter.item.Parsed;
import dev.billingreporter.item.TableException;
import dev.billingreporter.report.StatusReport;
import dev.billingreporter.report.StatusReport.Behind;
import dev.billingreporter.report.StatusReport.Installations;
import dev.billingreporter.report.StatusReport.Reason;
import dev.billingreporter.time.Deadline;
import dev.billingreporter.time.TimedWork;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** Tells which installations are behind: no accepted submission for more than an hour and a half. Reads only. */
@ApplicationScoped
public class StatusRun {

    static final int MOST_LISTED = 100;
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
     * @throws InterruptedException if the thread is interrupted
     */
    public StatusReport run(Deadline deadline) throws InterruptedException {
        try (var reading = new TimedWork(clock)) {
            return reading.await(reading.start(() -> read(deadline)), deadline.answerBy())
                    .orElseThrow(() -> new TableException("not all tables could be read before the answer had to be given"));
        }
    }

    private StatusReport read(Deadline deadline) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var count = new Count(now);
        Optional<String> next = Optional.empty();
        do {
            if (deadline.isTooLate(clock.instant())) {
                throw new NothingStartedException();
            }
            var page = installations.scan(Segment.WHOLE, next);
            var progress = checkpoints.read(page.entries().stream().map(Entry::installationId).toList());
            page.entries().forEach(entry -> count.add(entry, progress.get(entry.installationId())));
            next = page.next();
        } while (next.isPresent());
        return count.report();
    }

    private static Reason reason(LastFailure last) {
        return new Reason(Optional.of(last.at()), last.failure().kind(), last.failure().httpStatus(),
                last.failure().message());
    }

    private static Reason invalidData(String message) {
        return new Reason(Optional.empty(), FailureKind.INVALID_DATA, Optional.empty(), message);
    }

    private static final class Count {

        private final Instant now;
        private final Oldest behind = new Oldest();
        private final Oldest gone = new Oldest();
        private long total;
        private long upToDate;

        Count(Instant now) {
            this.now = now;
        }

        void add(Entry entry, Parsed<StoredCheckpoint> stored) {
            total++;
            if (stored instanceof Parsed.Unusable<StoredCheckpoint> unusable) {
                behind.add(
                        new Behind(entry.installationId(), Optional.empty(), 0, Optional.of(invalidData(unusable.message()))));
                return;
            }
            var checkpoint = stored.orElseThrow().checkpoint();
            if (entry.installation() instanceof Parsed.Unusable<Installation> unusable) {
                behind.add(behind(entry.installationId(), checkpoint, Optional.of(invalidData(unusable.message()))));
                return;
            }
            var installation = entry.installation().orElseThrow();
            var listed = behind(entry.installationId(), checkpoint, checkpoint.lastFailure().map(StatusRun::reason));
            switch (Standing.of(installation, checkpoint, now)) {
                case UP_TO_DATE -> upToDate++;
                case BEHIND -> behind.add(listed);
                case GONE -> gone.add(listed);
                case NOTHING_TO_SEND -> {
                    // counted as skipped
                }
            }
        }

        private Behind behind(String installationId, Checkpoint checkpoint, Optional<Reason> reason) {
            return new Behind(installationId, checkpoint.lastAcceptedAt(now), checkpoint.consecutiveFailures(), reason);
        }

        StatusReport report() {
            return new StatusReport(now, new Installations(total, upToDate, behind.count, total - upToDate - behind.count),
                    behind.listed(), behind.omitted(), gone.listed(), gone.omitted());
        }
    }

    /** The longest behind of any number, in bounded memory. */
    private static final class Oldest {

        private final PriorityQueue<Behind> oldest = new PriorityQueue<>(OLDEST_FIRST.reversed());
        private long count;

        void add(Behind installation) {
            count++;
            oldest.add(installation);
            if (oldest.size() > MOST_LISTED) {
                oldest.poll();
            }
        }

        List<Behind> listed() {
            return oldest.stream().sorted(OLDEST_FIRST).toList();
        }

        long omitted() {
            return count - oldest.size();
        }
    }
}
