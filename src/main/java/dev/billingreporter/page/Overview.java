package dev.billingreporter.page;

import dev.billingreporter.installation.Installation;
import dev.billingreporter.report.StatusReport.Behind;
import dev.billingreporter.report.StatusReport.Reason;
import dev.billingreporter.status.StatusRun;
import dev.billingreporter.status.StatusRun.Sight;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The first page: how the installations are doing.
 *
 * @param now when they were looked at
 * @param isComplete whether all of them were, before the time was up
 * @param counts how many are doing how
 * @param behind those that are behind, the longest first
 * @param gone those that Vercel calls gone and the table still calls active
 * @param upToDate those that are up to date, by their ids
 * @param invoices how many invoices are in which state, where there are invoices
 */
public record Overview(Instant now, boolean isComplete, Counts counts, Rows<Straggler> behind, Rows<Straggler> gone,
        Rows<UpToDate> upToDate, Optional<List<InvoiceCount>> invoices) {

    public Overview {
        Objects.requireNonNull(now);
        Objects.requireNonNull(counts);
        Objects.requireNonNull(behind);
        Objects.requireNonNull(gone);
        Objects.requireNonNull(upToDate);
        invoices = invoices.map(List::copyOf);
    }

    /** As the status sees it. */
    static Overview of(Sight sight, Optional<Map<String, Long>> invoices) {
        var report = sight.report();
        var installations = report.installations();
        var gone = report.gone().size() + report.goneOmitted();
        return new Overview(report.now(), sight.isComplete(),
                new Counts(installations.upToDate(), installations.behind(), gone, installations.skipped() - gone),
                new Rows<>(report.behind().stream().map(Straggler::of).toList(), report.behindOmitted()),
                new Rows<>(report.gone().stream().map(Straggler::of).toList(), report.goneOmitted()),
                new Rows<>(sight.upToDate().stream().map(UpToDate::of).toList(),
                        installations.upToDate() - sight.upToDate().size()),
                invoices.map(counts -> new TreeMap<>(counts).entrySet().stream()
                        .map(count -> new InvoiceCount(count.getKey(), count.getValue())).toList()));
    }

    /**
     * How many installations there are.
     *
     * @param upToDate those with a recent accepted submission
     * @param behind those without
     * @param gone those that Vercel calls gone and the table still calls active
     * @param skipped those for which nothing is to be sent
     */
    public record Counts(long upToDate, long behind, long gone, long skipped) {

        /** All of them. */
        public long total() {
            return upToDate + behind + gone + skipped;
        }
    }

    /**
     * An installation that somebody should look at.
     *
     * @param installationId which
     * @param lastAcceptedAt when Vercel last accepted something for it; empty when it never has
     * @param consecutiveFailures how many runs have failed since
     * @param problem why the latest of them failed, where that is known
     */
    public record Straggler(String installationId, Optional<Instant> lastAcceptedAt, int consecutiveFailures,
            Optional<Problem> problem) {

        public Straggler {
            installationId = Text.line(installationId);
            Objects.requireNonNull(lastAcceptedAt);
            Objects.requireNonNull(problem);
        }

        private static Straggler of(Behind behind) {
            return new Straggler(behind.installationId(), behind.since(), behind.consecutiveFailures(),
                    behind.lastFailure().map(Straggler::problem));
        }

        private static Problem problem(Reason reason) {
            return new Problem(reason.at(), reason.kind().name(), reason.httpStatus(), reason.message());
        }

        /** Whether there is a page for it; a key of the table can be any text. */
        public boolean isInstallationId() {
            return Installation.isInstallationId(installationId);
        }
    }

    /**
     * An installation that nobody has to look at.
     *
     * @param installationId which
     * @param lastAcceptedAt when Vercel last accepted something for it
     */
    public record UpToDate(String installationId, Instant lastAcceptedAt) {

        public UpToDate {
            installationId = Text.line(installationId);
            Objects.requireNonNull(lastAcceptedAt);
        }

        private static UpToDate of(StatusRun.UpToDate seen) {
            return new UpToDate(seen.installationId(), seen.lastAcceptedAt());
        }
    }

    /**
     * How many invoices are in a state.
     *
     * @param state the state, as in the table of invoices
     * @param count how many
     */
    public record InvoiceCount(String state, long count) {

        public InvoiceCount {
            state = Text.line(state);
        }
    }

    /** With at most so many rows in a list. */
    Overview withRows(int most) {
        return new Overview(now, isComplete, counts, behind.first(most), gone.first(most), upToDate.first(most), invoices);
    }
}
