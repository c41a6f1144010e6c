package dev.billingreporter.day;

import dev.billingreporter.day.DaySelection.Lifetime;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which days closed without their final figures accepted. Each is counted once, by the run that drops it from the
 * checkpoint, whatever became of that run's submissions: the run then records that the days before {@code openFrom} are
 * counted.
 */
public final class MissedDays {

    /** Ten years. Days that are tracked from further back can only be a mistake in the table. */
    private static final int MOST_DAYS = 3_653;

    private MissedDays() {
    }

    /**
     * What the checkpoint knows of an installation's days.
     *
     * @param trackedFrom the earliest open day of the first run that saw the installation
     * @param countedBefore the earliest open day of the latest run that recorded anything: earlier ones are counted
     * @param lastAccepted the usage day of the last accepted submission
     * @param contentHashes what was last accepted for each day that no run has dropped yet
     */
    public record Known(Optional<LocalDate> trackedFrom, Optional<LocalDate> countedBefore, Optional<LocalDate> lastAccepted,
            SortedMap<LocalDate, String> contentHashes) {

        public Known {
            Objects.requireNonNull(trackedFrom);
            Objects.requireNonNull(countedBefore);
            Objects.requireNonNull(lastAccepted);
            contentHashes = Collections.unmodifiableSortedMap(new TreeMap<>(contentHashes));
        }

        /** The first day that is not counted yet; empty when the installation is seen for the first time. */
        private Optional<LocalDate> firstUncounted() {
            // where no run has recorded how far it counted, the days before those that are left were dropped, so counted
            var first = countedBefore
                    .or(() -> contentHashes.keySet().stream().findFirst())
                    .or(() -> lastAccepted.map(day -> day.plusDays(1)))
                    .or(() -> trackedFrom);
            return first.map(day -> trackedFrom.filter(day::isBefore).orElse(day));
        }
    }

    /**
     * The closed days that no run has counted yet, ascending, at most those of ten years. Where there are any, the run has
     * something to record even if it has nothing to send, as for an installation that was uninstalled meanwhile.
     *
     * @param openFrom the earliest day that can still be corrected
     * @param lifetime the days that were to be sent at all
     */
    public static List<UsageDay> uncounted(Known known, BillingCalendar calendar, LocalDate openFrom, Lifetime lifetime) {
        return known.firstUncounted().map(first -> {
            var from = Stream.of(first, lifetime.firstDay(), openFrom.minusDays(MOST_DAYS)).max(LocalDate::compareTo).get();
            return Stream.iterate(from, date -> date.isBefore(openFrom), date -> date.plusDays(1))
                    .filter(lifetime::includes).filter(calendar::hasDay).map(calendar::day).toList();
        }).orElse(List.of());
    }

    /**
     * The uncounted days that were missed, ascending: never accepted, or accepted with other content than now.
     *
     * @param uncounted the closed days that no run has counted yet
     * @param contentHashNow what counters, plans and subscriptions make of a day now; empty where that cannot be told,
     *        which is a missed day. It is asked for days that were accepted only
     */
    public static List<LocalDate> among(List<UsageDay> uncounted, Known known,
            Function<UsageDay, Optional<String>> contentHashNow) {
        return uncounted.stream().filter(day -> {
            var accepted = Optional.ofNullable(known.contentHashes().get(day.date()));
            return accepted.isEmpty() || !contentHashNow.apply(day).equals(accepted);
        }).map(UsageDay::date).toList();
    }
}
