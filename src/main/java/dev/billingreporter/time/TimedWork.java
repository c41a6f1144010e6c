package dev.billingreporter.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work on threads of its own, which is waited for no longer than there is time. What is left of it at the end is given up. */
public final class TimedWork implements AutoCloseable {

    private final Clock clock;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** None yet. */
    public TimedWork(Clock clock) {
        this.clock = Objects.requireNonNull(clock);
    }

    /** Starts it. */
    public <T> Future<T> start(Callable<T> work) {
        return threads.submit(work);
    }

    /**
     * Waits for what was started, and throws whatever that throws.
     *
     * @return its result, never null; empty when it is not there by {@code until}
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public <T> Optional<T> await(Future<T> started, Instant until) throws InterruptedException {
        var left = Duration.between(clock.instant(), until);
        try {
            return Optional.of(started.get(left.isNegative() ? 0 : left.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
