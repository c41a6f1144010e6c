package dev.billingreporter.dynamodb;

import dev.billingreporter.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The DynamoDB client. Region, credentials and endpoint come from where the AWS SDK finds them everywhere else. It is
 * made when it is first used.
 */
@ApplicationScoped
class DynamoDbProducer {

    /** One for the pages of installations, one for those that are read ahead. */
    private static final int CONNECTIONS_FOR_PAGES = 2;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(15);
    /** The SDK waits between attempts, longer each time, with jitter; throttled requests are tried again too. */
    private static final int ATTEMPTS = 6;

    /** So that all attempts fit into the call's time-out, and the reason of the last one is told instead of the time-out. */
    private static final Duration FIRST_THROTTLED_WAIT = Duration.ofMillis(200);
    private static final Duration LAST_THROTTLED_WAIT = Duration.ofSeconds(3);

    private final ScheduledExecutorService timeouts = timeouts();

    @Produces
    @ApplicationScoped
    @SuppressWarnings("deprecation") // the client over Apache 5 needs more memory, and a larger executable
    DynamoDbClient client(Settings settings) {
        return DynamoDbClient.builder()
                .httpClientBuilder(ApacheHttpClient.builder()
                        .maxConnections(settings.installationsAtOnce() + CONNECTIONS_FOR_PAGES)
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .connectionAcquisitionTimeout(CALL_TIMEOUT)
                        .socketTimeout(SOCKET_TIMEOUT))
                .overrideConfiguration(configuration -> configuration
                        .apiCallTimeout(CALL_TIMEOUT)
                        .scheduledExecutorService(timeouts)
                        .addExecutionInterceptor(new CounterItems())
                        .retryStrategy(retry -> retry.maxAttempts(ATTEMPTS)
                                .throttlingBackoffStrategy(
                                        BackoffStrategy.exponentialDelay(FIRST_THROTTLED_WAIT, LAST_THROTTLED_WAIT))))
                .build();
    }

    void close(@Disposes DynamoDbClient client) {
        client.close();
        timeouts.shutdownNow();
    }

    /**
     * Forgets the timer of each call that has ended. The SDK's own executor keeps all of them until they would have
     * expired, thousands at a time, and then wakes up for each: a tenth of the function's processor time.
     */
    private static ScheduledExecutorService timeouts() {
        var timeouts = new ScheduledThreadPoolExecutor(1, task -> {
            var thread = new Thread(task, "dynamodb-timeouts");
            thread.setDaemon(true);
            return thread;
        });
        timeouts.setRemoveOnCancelPolicy(true);
        return timeouts;
    }
}
