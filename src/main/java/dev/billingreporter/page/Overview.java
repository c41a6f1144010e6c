package dev.billingreporter.page;

import dev.billingreporter.installation.Installation;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The first page: how the installations are doing.
 *
 * @param now when they were looked at
 * @param counts how many are doing how
 * @param behind those that are behind, the longest first
 * @param gone those that Vercel calls gone and the table still calls active
 * @param invoices how many invoices are in which state, where there are invoices
 */
public record Overview(Instant now, Counts counts, Rows<Straggler> behind, Rows<Straggler> gone,
        Optional<List<InvoiceCount>> invoices) {

    public Overview {
        Objects.requireNonNull(now);
        Objects.requireNonNull(counts);
        Objects.requireNonNull(behind);
        Objects.requireNonNull(gone);
        invoices = invoices.map(List::copyOf);
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

        /** Whether there is a page for it; a key of the table can be any text. */
        public boolean isInstallationId() {
            return Installation.isInstallationId(installationId);
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
        return new Overview(now, counts, behind.first(most), gone.first(most), invoices);
    }
}
