package dev.billingreporter.status;

import dev.billingreporter.checkpoint.Checkpoint;
import dev.billingreporter.checkpoint.LastFailure;
import dev.billingreporter.checkpoint.StoredCheckpoint;
import dev.billingreporter.dynamodb.CheckpointTable;
import dev.billingreporter.dynamodb.InstallationTable;
import dev.billingreporter.dynamodb.InstallationTable.Entry;
import dev.billingreporter.dynamodb.InvoiceTable;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.installation.Installation;
import dev.billingreporter.installation.Segment;
import dev.billingreporter.item.Parsed;
import dev.billingreporter.item.TableException;
import dev.billingreporter.report.InvoicesByState;
import dev.billingreporter.report.StatusReport;
import dev.billingreporter.report.StatusReport.Behind;
import dev.billingreporter.report.StatusReport.Installations;
import dev.billingreporter.report.StatusReport.Reason;
import dev.billingreporter.settings.Settings;
import dev.billingreporter.time.Deadline;
import dev.billingreporter.time.TimedWork;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private final InvoiceTable invoices;
    private final Settings settings;
    private final Clock clock;

    StatusRun(InstallationTable installations, CheckpointTable checkpoints, InvoiceTable invoices, Settings settings,
            Clock clock) {
        this.installations = installations;
        this.checkpoints = checkpoints;
        this.invoices = invoices;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Looks at all installations.
     *
     * @throws dev.billingreporter.item.TableException if a table cannot be read
     * @throws InterruptedException if the thread is interrupted
     */
    public StatusReport run(Deadline deadline) throws InterruptedException {
        try (var reading = new TimedWork(clock)) {
            var sight = look(deadline, reading);
            if (!sight.isComplete()) {
                throw new TableException("not all tables could be read before the answer had to be given");
            }
            return sight.report().with(count(deadline, reading).map(InvoicesByState::of));
        }
    }

    /**
     * How many invoices there are in each state; empty where no invoices are sent.
     *
     * @throws TableException if they cannot be counted before the deadline
     * @throws InterruptedException if the thread is interrupted
     */
    public Optional<Map<String, Long>> countInvoices(Deadline deadline) throws InterruptedException {
        try (var reading = new TimedWork(clock)) {
            return count(deadline, reading);
        }
    }

    private Optional<Map<String, Long>> count(Deadline deadline, TimedWork reading) throws InterruptedException {
        if (settings.invoicing().isEmpty()) {
            return Optional.empty();
        }
        var counted = reading.start(() -> invoices.countByState(() -> !deadline.isTooLate(clock.instant())));
        return Optional.of(reading.await(counted, deadline.answerBy()).orElseThrow(
                () -> new TableException("not all invoices could be counted before the answer had to be given")));
    }

    /**
     * Looks at as many installations as there is time for.
     *
     * @throws dev.billingreporter.item.TableException if a table cannot be read
     * @throws InterruptedException if the thread is interrupted
     */
    public Sight look(Deadline deadline) throws InterruptedException {
        try (var reading = new TimedWork(clock)) {
            return look(deadline, reading);
        }
    }

    private Sight look(Deadline deadline, TimedWork reading) throws InterruptedException {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var count = new Count(now);
        Optional<String> next = Optional.empty();
        do {
            var after = next;
            var page = deadline.isTooLate(clock.instant()) ? Optional.<Page> empty()
                    : reading.await(reading.start(() -> read(after)), deadline.answerBy());
            if (page.isEmpty()) {
                return count.sight(false);
            }
            page.get().entries().forEach(entry -> count.add(entry, page.get().progress().get(entry.installationId())));
            next = page.get().next();
        } while (next.isPresent());
        return count.sight(true);
    }

    private Page read(Optional<String> after) {
        var page = installations.scan(Segment.WHOLE, after);
        return new Page(page.entries(), checkpoints.read(page.entries().stream().map(Entry::installationId).toList()),
                page.next());
    }

    /**
     * What was seen.
     *
     * @param report as a status event is answered
     * @param upToDate those that are up to date, by their ids; at most 100
     * @param isComplete whether these are all installations
     */
    public record Sight(StatusReport report, List<UpToDate> upToDate, boolean isComplete) {

        public Sight {
            Objects.requireNonNull(report);
            upToDate = List.copyOf(upToDate);
        }
    }

    /**
     * An installation that is up to date.
     *
     * @param installationId which
     * @param lastAcceptedAt when Vercel last accepted something for it
     */
    public record UpToDate(String installationId, Instant lastAcceptedAt) {
    }

    private record Page(List<Entry> entries, Map<String, Parsed<StoredCheckpoint>> progress, Optional<String> next) {
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
        private final First<Behind> behind = new First<>(OLDEST_FIRST);
        private final First<Behind> gone = new First<>(OLDEST_FIRST);
        private final First<UpToDate> upToDate = new First<>(Comparator.comparing(UpToDate::installationId));
        private long total;

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
                case UP_TO_DATE -> upToDate.add(new UpToDate(entry.installationId(), listed.since().orElseThrow()));
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

        Sight sight(boolean isComplete) {
            return new Sight(new StatusReport(now,
                    new Installations(total, upToDate.count, behind.count, total - upToDate.count - behind.count),
                    behind.listed(), behind.omitted(), gone.listed(), gone.omitted(), Optional.empty()), upToDate.listed(),
                    isComplete);
        }
    }

    /** The first of any number, in bounded memory. */
    private static final class First<T> {

        private final Comparator<T> order;
        private final PriorityQueue<T> first;
        private long count;

        First(Comparator<T> order) {
            this.order = order;
            this.first = new PriorityQueue<>(order.reversed());
        }

        void add(T installation) {
            count++;
            first.add(installation);
            if (first.size() > MOST_LISTED) {
                first.poll();
            }
        }

        List<T> listed() {
            return first.stream().sorted(order).toList();
        }

        long omitted() {
            return count - first.size();
        }
    }
}
