package dev.billingreporter.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TimeLimitedThreadTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void givesWhatTheTaskGives() {
        try (var thread = new TimeLimitedThread("test")) {
            assertThat(thread.call(() -> Thread.currentThread().getName(), LONG)).contains("test");
        }
    }

    @Test
    void givesUpWhatTakesTooLongAndInterruptsIt() {
        var never = new CountDownLatch(1);
        try (var thread = new TimeLimitedThread("test")) {
            assertThat(thread.call(() -> awaitInterrupt(never), Duration.ofMillis(1))).isEmpty();
            assertThat(thread.call(() -> "next", LONG)).contains("next");
        }
    }

    private static String awaitInterrupt(CountDownLatch never) {
        try {
            never.await();
        } catch (InterruptedException e) {
            return "interrupted";
        }
        return "counted down";
    }

    @Test
    void withNoTimeNothingIsStarted() {
        try (var thread = new TimeLimitedThread("test")) {
            assertThat(thread.call(() -> {
                throw new AssertionError("started");
            }, Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void throwsWhatTheTaskThrows() {
        try (var thread = new TimeLimitedThread("test")) {
            assertThatThrownBy(() -> thread.call(() -> {
                throw new IllegalArgumentException("the task's");
            }, LONG)).isExactlyInstanceOf(IllegalArgumentException.class).hasMessage("the task's");
            assertThatThrownBy(() -> thread.call(() -> {
                throw new AssertionError("the task's error");
            }, LONG)).isExactlyInstanceOf(AssertionError.class);
        }
    }
}
