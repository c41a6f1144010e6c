package dev.billingreporter.status;

import dev.billingreporter.checkpoint.Checkpoint;
import dev.billingreporter.day.DaySelection;
import dev.billingreporter.installation.Installation;
import java.time.Duration;
import java.time.Instant;

/** How an installation stands. */
public enum Standing {
    /** Something was accepted lately, or all that could be. */
    UP_TO_DATE,
    /** Something is to be sent, and was not accepted for a while. */
    BEHIND,
    /** Vercel says that it is gone, and the partner's table that it is not. */
    GONE,
    /** It is uninstalled, or has no subscription yet. */
    NOTHING_TO_SEND;

    /** Two hourly runs may miss each other by some minutes. */
    private static final Duration UP_TO_DATE_FOR = Duration.ofMinutes(90);

    /** How this installation stands at {@code now}. */
    public static Standing of(Installation installation, Checkpoint checkpoint, Instant now) {
        var today = installation.calendar().dayOf(now);
        if (installation.lifetime().filter(lifetime -> !lifetime.firstDay().isAfter(today.date())).isEmpty()) {
            return NOTHING_TO_SEND;
        }
        if (installation.isUninstalled(now)) {
            return isMissingItsLastOpenDay(installation, checkpoint, now) ? BEHIND : NOTHING_TO_SEND;
        }
        if (checkpoint.goneAt().isPresent()) {
            return GONE;
        }
        return checkpoint.lastAcceptedAt(now).filter(last -> !last.isBefore(now.minus(UP_TO_DATE_FOR))).isPresent()
                ? UP_TO_DATE
                : BEHIND;
    }

    private static boolean isMissingItsLastOpenDay(Installation installation, Checkpoint checkpoint, Instant now) {
        if (checkpoint.goneAt().isPresent()) {
            return false; // the normal end
        }
        var days = DaySelection.open(installation.calendar(), now, installation.lifetime().orElseThrow()).days();
        return !days.isEmpty() && !checkpoint.days().containsKey(days.get(days.size() - 1).day().date());
    }
}
