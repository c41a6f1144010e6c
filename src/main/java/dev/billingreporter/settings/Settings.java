package dev.billingreporter.settings;

import java.net.URI;
import java.time.Duration;

/**
 * The settings, checked.
 *
 * @param installationsTable name or ARN of the table of installations
 * @param billingPlansTable name or ARN of the table of billing plans
 * @param usageCountersTable name or ARN of the table of usage counters
 * @param checkpointsTable name or ARN of the table of checkpoints
 * @param vercelApiUrl the endpoint's scheme, host, port and path prefix, without a slash at its end
 * @param submitConcurrency requests to the endpoint at once
 * @param maxRequestsPerSecond requests a second at the most, 0 for no limit
 * @param requestTimeout how long an answer may take
 * @param maxAttempts how often one submission is sent at the most
 * @param deadlineMargin how long before the invocation's deadline nothing new is started
 */
public record Settings(String installationsTable, String billingPlansTable, String usageCountersTable,
        String checkpointsTable, URI vercelApiUrl, int submitConcurrency, int maxRequestsPerSecond,
        Duration requestTimeout, int maxAttempts, Duration deadlineMargin) {

    /**
     * Installations worked on at once: a quarter more than requests, so that there is always one to send while others'
     * counters are read and checkpoints written.
     */
    public int installationsAtOnce() {
        return submitConcurrency + submitConcurrency / 4;
    }
}
