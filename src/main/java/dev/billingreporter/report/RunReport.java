package dev.billingreporter.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.util.RawValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The answer to a run.
 *
 * @param runId the run, as in its log lines
 * @param trigger {@code schedule}, {@code adhoc} or {@code segment}
 * @param dryRun whether nothing was sent or written
 * @param now when the run started
 * @param installations how many
 * @param submissions how many submissions Vercel accepted
 * @param missedDays days that closed before their final figures were accepted
 * @param unmappedCounters counters that no metric of the installation's plans names
 * @param unbilledCounters counters with usage on days on which no subscription meters them
 * @param repricedInstallations installations whose running period was last accepted with another version of a plan
 * @param decreasedTotals installations whose running period counts less than it did
 * @param invoices what was done for invoices, where they are sent
 * @param failures what was not submitted, {@value RunTally#MOST_FAILURES} at most
 * @param failuresOmitted how many failures are not listed
 * @param resumeAfter the key after which the next call goes on; empty when all is done
 * @param details {@link Detail}s as JSON, for each installation and day or invoice, when the event names installations or is a
 *        dry run
 * @param detailsOmitted how many details did not fit into the answer
 */
@JsonPropertyOrder({ "runId", "trigger", "dryRun", "now", "installations", "submissions", "missedDays",
        "unmappedCounters", "unbilledCounters", "repricedInstallations", "decreasedTotals", "invoices", "failures",
        "failuresOmitted",
        "resumeAfter", "details", "detailsOmitted" })
public record RunReport(String runId, String trigger, boolean dryRun, Instant now, Installations installations,
        long submissions, long missedDays, long unmappedCounters, long unbilledCounters,
        long repricedInstallations, long decreasedTotals,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<InvoicesReport> invoices, List<FailureEntry> failures,
        long failuresOmitted,
        Optional<String> resumeAfter,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<List<RawValue>> details,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Long> detailsOmitted) implements Report {

    /**
     * How many installations the run covered.
     *
     * @param total all of them
     * @param submitted those for which all that was to be sent was accepted; none on a dry run
     * @param skipped those for which nothing was to be sent
     * @param failed those for which something was not accepted
     */
    @JsonPropertyOrder({ "total", "submitted", "skipped", "failed" })
    public record Installations(long total, long submitted, long skipped, long failed) {
    }
}
