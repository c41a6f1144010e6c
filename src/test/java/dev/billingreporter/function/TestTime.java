package dev.billingreporter.function;

import com.amazonaws.services.lambda.runtime.Context;
import dev.billingreporter.settings.Settings;
import dev.billingreporter.time.Deadline;
import dev.billingreporter.time.Waiting;
import io.quarkus.test.Mock;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Time in tests through the event path: one adjustable clock for function and stand-in. */
public final class TestTime {

    /** The clock of all of them; tests of this kind run one after the other. */
    public static final AdjustableClock CLOCK = new AdjustableClock(Instant.parse("2026-11-22T10:05:00Z"));

    /** What is left of each invocation. */
    public static volatile Duration remaining = Duration.ofMinutes(15);

    private TestTime() {
    }

    @Alternative
    @Priority(1)
    @ApplicationScoped
    static class Producer {

        @Produces
        @Singleton
        @Alternative
        @Priority(1)
        Clock clock() {
            return CLOCK;
        }

        @Produces
        @Singleton
        @Alternative
        @Priority(1)
        Waiting waiting() {
            return CLOCK;
        }
    }

    @Mock
    @Singleton
    static class RemainingTime extends InvocationDeadline {

        RemainingTime(Clock clock) {
            super(clock);
        }

        @Override
        Deadline of(Context context, Settings settings) {
            return deadline(remaining, settings);
        }

        @Override
        Deadline ofPage(Context context, Settings settings) {
            return pageDeadline(remaining, settings.deadlineMargin());
        }
    }
}
