package dev.billingreporter.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TimedWorkTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:05:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @Test
    void whatIsDoneInTimeIsTheResult() throws InterruptedException {
        try (var work = new TimedWork(CLOCK)) {
            assertThat(work.await(work.start(() -> "done"), NOW.plusSeconds(60))).contains("done");
        }
    }

    @Test
    void whatIsNotDoneInTimeIsNotWaitedForAndGivenUpAtTheEnd() throws InterruptedException {
        var interrupted = new CountDownLatch(1);
        try (var work = new TimedWork(CLOCK)) {
            var started = work.start(() -> {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
                return true;
            });
            assertThat(work.await(started, NOW)).isEmpty();
            assertThat(work.await(started, NOW.minusSeconds(1))).isEmpty();
            assertThat(work.await(started, NOW.plusMillis(10))).isEmpty();
        }
        interrupted.await();
    }

    @Test
    void whateverItThrowsIsThrown() {
        try (var work = new TimedWork(CLOCK)) {
            var exception = new IllegalArgumentException();
            var error = new StackOverflowError();
            assertThatThrownBy(() -> work.await(work.start(() -> {
                throw exception;
            }), NOW.plusSeconds(60))).isSameAs(exception);
            assertThatThrownBy(() -> work.await(work.start(() -> {
                throw error;
            }), NOW.plusSeconds(60))).isSameAs(error);
        }
    }
}
