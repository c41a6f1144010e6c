package dev.billingreporter.decision;

import dev.billingreporter.day.DaySelection.Lifetime;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Days that closed since the last accepted submission without their final figures: those that were never sent, and those
 * for which what was last accepted is not what the counters say. They are counted until the checkpoint moves on, which
 * drops closed days.
 */
final class MissedDays {

    private MissedDays() {
    }

    static int count(InstallationFacts.Complete facts) {
        var checkpoint = facts.stored().checkpoint();
        if (checkpoint.lastSubmission().isEmpty()) {
            return 0; // nothing was ever sent: there is no day from which on a day could be missed
        }
        var calendar = facts.installation().calendar();
        var lifetime = facts.installation().lifetime().orElseThrow();
        var openFrom = facts.selection().openFrom();
        var changed = checkpoint.days().headMap(openFrom).entrySet().stream()
                .filter(day -> calendar.hasDay(day.getKey()) && lifetime.includes(day.getKey()))
                .filter(day -> !facts.statements().contentHash(calendar.day(day.getKey())).equals(day.getValue().contentHash()))
                .count();
        var lastSent = calendar.dayOf(checkpoint.lastSubmission().get().endOfDay()).date();
        return (int) changed + neverSent(lastSent, openFrom, lifetime);
    }

    /** The days after the last one that was sent, up to the first that is open, as far as the installation lived. */
    static int neverSent(LocalDate lastSent, LocalDate openFrom, Lifetime lifetime) {
        var firstUnsent = later(lastSent.plusDays(1), lifetime.firstDay());
        var firstNotMissed = lifetime.lastDay().map(last -> earlier(last.plusDays(1), openFrom)).orElse(openFrom);
        return (int) Math.max(0, ChronoUnit.DAYS.between(firstUnsent, firstNotMissed));
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }
}
