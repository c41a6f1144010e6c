package dev.billingreporter.settings;

import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The settings, checked. {@link SettingsReader} says which environment variable each comes from, its default and its range.
 *
 * @param installationsTable name or ARN of the table of installations
 * @param billingPlansTable name or ARN of the table of billing plans
 * @param usageCountersTable name or ARN of the table of usage counters
 * @param checkpointsTable name or ARN of the table of checkpoints
 * @param vercelApiUrl the endpoint's scheme, host, port and path prefix, without a slash at its end
 * @param submitConcurrency requests to the endpoint at once
 * @param maxRequestsPerSecond requests a second at most, 0 for no limit
 * @param requestTimeout how long a request and its answer, head and body, may take in all
 * @param maxAttempts how often one submission is sent at most, answers 429 not counted
 * @param deadlineMargin how long before the invocation's deadline nothing new is started
 * @param invoicing what is invoiced; empty when no invoices are sent
 * @param readOnly whether every event is refused that would send or write something
 */
public record Settings(String installationsTable, String billingPlansTable, String usageCountersTable,
        String checkpointsTable, URI vercelApiUrl, int submitConcurrency, int maxRequestsPerSecond,
        Duration requestTimeout, int maxAttempts, Duration deadlineMargin, Optional<Invoicing> invoicing,
        boolean readOnly) {

    /**
     * What is invoiced.
     *
     * @param table name or ARN of the table of invoices
     * @param since the day before which no invoiced period starts
     * @param delay how long after its end a period is due
     */
    public record Invoicing(String table, LocalDate since, Duration delay) {
    }

    /**
     * Installations worked on at once: half as many again as requests, so that there is always one to send while others'
     * counters are read, and their checkpoints are written together.
     */
    public int installationsAtOnce() {
        return submitConcurrency + submitConcurrency / 2;
    }
}
