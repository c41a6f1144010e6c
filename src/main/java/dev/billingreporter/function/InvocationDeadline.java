package dev.billingreporter.function;

import com.amazonaws.services.lambda.runtime.Context;
import dev.billingreporter.settings.Settings;
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

    /**
     * Nothing new is started when only the margin is left. What is under way may send its first request as long as a
     * request's time-out, and a quarter of the margin for checkpoint and answer, are left. The answer is given with a tenth
     * of the margin left, as it has to arrive, too.
     */
    Deadline of(Context context, Settings settings) {
        return deadline(remaining(context), settings);
    }

    Deadline deadline(Duration remaining, Settings settings) {
        var margin = settings.deadlineMargin();
        var underWay = margin.dividedBy(4).multipliedBy(3).minus(settings.requestTimeout());
        var end = clock.instant().plus(remaining);
        var instant = end.minus(margin);
        return new Deadline(instant, underWay.isNegative() ? instant : instant.plus(underWay), end.minus(margin.dividedBy(10)),
                end);
    }

    /**
     * A page sends nothing to Vercel, and its function may have seconds only: of these no more than a quarter is margin. What
     * is under way is given up with a tenth of the margin left.
     */
    Deadline ofPage(Context context, Settings settings) {
        return pageDeadline(remaining(context), settings.deadlineMargin());
    }

    Deadline pageDeadline(Duration remaining, Duration usualMargin) {
        var quarter = remaining.dividedBy(4);
        var margin = usualMargin.compareTo(quarter) < 0 ? usualMargin : quarter;
        var end = clock.instant().plus(remaining);
        var instant = end.minus(margin);
        return new Deadline(instant, instant, end.minus(margin.dividedBy(10)), end);
    }

    /** Outside of Lambda nobody sets an end, and the remaining time is no time that Lambda gives. */
    private static Duration remaining(Context context) {
        var remaining = Duration.ofMillis(context.getRemainingTimeInMillis());
        return remaining.isNegative() || remaining.isZero() || remaining.compareTo(LONGEST_INVOCATION) > 0
                ? LONGEST_INVOCATION
                : remaining;
    }
}
