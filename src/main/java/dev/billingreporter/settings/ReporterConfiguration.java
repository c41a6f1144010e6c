package dev.billingreporter.settings;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/**
 * The settings as they are given, each by the environment variable that its sentence names; {@link Settings} checks
 * them. They are texts here, so that the one message about a bad one can name that variable.
 */
@ConfigMapping(prefix = "reporter")
interface ReporterConfiguration {

    /** {@code INSTALLATIONS_TABLE}: the table of installations, read only. */
    Optional<String> installationsTable();

    /** {@code BILLING_PLANS_TABLE}: the table of billing plans, read only. */
    Optional<String> billingPlansTable();

    /** {@code USAGE_COUNTERS_TABLE}: the table of usage counters, read only. */
    Optional<String> usageCountersTable();

    /** {@code CHECKPOINTS_TABLE}: the table of checkpoints, the only one that is written. */
    Optional<String> checkpointsTable();

    /** {@code VERCEL_API_URL}: where the billing endpoint is, without its path. */
    Optional<String> vercelApiUrl();

    /** {@code SUBMIT_CONCURRENCY}: how many requests to the endpoint are under way at once. */
    Optional<String> submitConcurrency();

    /** {@code MAX_REQUESTS_PER_SECOND}: how many requests a run sends in a second at the most; 0 for no limit. */
    Optional<String> maxRequestsPerSecond();

    /** {@code REQUEST_TIMEOUT}: how long an answer may take, such as {@code 10s}, {@code 500ms} or {@code PT10S}. */
    Optional<String> requestTimeout();

    /** {@code MAX_ATTEMPTS}: how often one submission is sent at the most, the first time included. */
    Optional<String> maxAttempts();

    /** {@code DEADLINE_MARGIN}: how long before the invocation's own deadline nothing new is started. */
    Optional<String> deadlineMargin();
}
