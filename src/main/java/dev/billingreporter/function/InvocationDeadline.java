package dev.billingreporter.function;

import com.amazonaws.services.lambda.runtime.Context;
import dev.billingreporter.time.Deadline;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** When an invocation has to stop starting things. */
@Singleton
class InvocationDeadline {

    /** No invocation of a Lambda function lasts longer. */
    private static final Duration LONGEST_INVOCATION = Duration.ofMinutes(15);

    private final Clock clock;

    InvocationDeadline(Clock clock) {
        this.clock = clock;
    }

    /** The end of the invocation, less {@code margin}. */
    Deadline of(Context context, Duration margin) {
        return new Deadline(clock.instant().plus(remaining(context)).minus(margin));
    }

    /** Outside of Lambda nobody sets an end, and the remaining time is no time that Lambda gives. */
    private static Duration remaining(Context context) {
        var remaining = Duration.ofMillis(context.getRemainingTimeInMillis());
        return remaining.isNegative() || remaining.isZero() || remaining.compareTo(LONGEST_INVOCATION) > 0
                ? LONGEST_INVOCATION
                : remaining;
    }
}
