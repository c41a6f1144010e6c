package dev.billingreporter.time;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A thread that does one thing after the other, so that whoever waits for it can give up in time. */
public final class TimeLimitedThread implements AutoCloseable {

    private final ExecutorService thread;

    /** @param name the thread's */
    public TimeLimitedThread(String name) {
        thread = Executors.newSingleThreadExecutor(task -> {
            var created = new Thread(task, name);
            created.setDaemon(true);
            return created;
        });
    }

    /**
     * What {@code task} gives; empty when it takes longer than {@code atMost}, and not even started when that is no time.
     *
     * @throws RuntimeException as the task throws it
     */
    public <T> Optional<T> call(Supplier<T> task, Duration atMost) {
        if (atMost.isZero() || atMost.isNegative()) {
            return Optional.empty();
        }
        var result = thread.submit(task::get);
        try {
            return Optional.of(result.get(atMost.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            result.cancel(true);
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Ends it, and what it does. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
