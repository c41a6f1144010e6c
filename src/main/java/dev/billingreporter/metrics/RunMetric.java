package dev.billingreporter.metrics;

/** The metrics that a run writes, as alarms and dashboard name them. */
public enum RunMetric {
    /** Submissions that Vercel accepted. */
    SUBMISSIONS("Submissions", "Count"),
    /** What was not submitted; also by kind. */
    FAILURES("Failures", "Count"),
    /** Requests that were sent again. */
    RETRIES("Retries", "Count"),
    /** Answers 429. */
    RATE_LIMITED("RateLimited", "Count"),
    /** Days that closed before their final figures were accepted. */
    MISSED_DAYS("MissedDays", "Count"),
    /** Counters that no metric of the installation's plans names. */
    UNMAPPED_COUNTERS("UnmappedCounters", "Count"),
    /** Counters with usage on days on which no subscription meters them. */
    UNBILLED_COUNTERS("UnbilledCounters", "Count"),
    /** Installations whose running period was last accepted with another version of a plan. */
    REPRICED_INSTALLATIONS("RepricedInstallations", "Count"),
    /** Installations whose running period counts less than it did. */
    DECREASED_TOTALS("DecreasedTotals", "Count"),
    /** Installations whose figures differ from what was last accepted: none for a day, and nobody counts any more. */
    CHANGED_INSTALLATIONS("ChangedInstallations", "Count"),
    /** Installations that the run covered. */
    INSTALLATIONS("Installations", "Count"),
    /** Installations without an accepted submission for more than three hours. */
    INSTALLATIONS_BEHIND("InstallationsBehind", "Count"),
    /** How long ago the installation that is furthest behind was last accepted. */
    OLDEST_SUCCESS_AGE("OldestSuccessAge", "Seconds"),
    /** Installations that Vercel says are gone, and the table does not. */
    GONE("Gone", "Count"),
    /** How long the run took. */
    RUN_DURATION("RunDuration", "Milliseconds"),
    /** Scheduled runs, and shares of them, that came to their end. */
    SUCCESSFUL_RUNS("SuccessfulRuns", "Count"),
    /** Scheduled runs, and shares of them, whose time ran out before their end. */
    RUNS_OUT_OF_TIME("RunsOutOfTime", "Count"),
    /** Invoices that Vercel made. */
    INVOICES_ACCEPTED("InvoicesAccepted", "Count"),
    /** Invoices that are still to be frozen or sent. */
    INVOICES_PENDING("InvoicesPending", "Count"),
    /** Invoices that Vercel has, under an id that is not known. */
    INVOICES_UNCONFIRMED("InvoicesUnconfirmed", "Count"),
    /** Invoices that Vercel refused, or that were too large to be sent. */
    INVOICES_REJECTED("InvoicesRejected", "Count"),
    /** Invoices that are not the same at Vercel. */
    INVOICES_DISAGREEING("InvoicesDisagreeing", "Count"),
    /** Installations whose final invoice, or what follows it, is still to come. */
    FINAL_INVOICES_DUE("FinalInvoicesDue", "Count");

    private final String metricName;
    private final String unit;

    RunMetric(String metricName, String unit) {
        this.metricName = metricName;
        this.unit = unit;
    }

    /** The name in CloudWatch. */
    public String metricName() {
        return metricName;
    }

    /** The unit in CloudWatch. */
    public String unit() {
        return unit;
    }
}
