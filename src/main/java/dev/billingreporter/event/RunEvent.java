package dev.billingreporter.event;

import dev.billingreporter.installation.Segment;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the function was invoked for. */
public sealed interface RunEvent {

    /** Whether something may be sent or written for it. */
    boolean sendsOrWrites();

    /** Which installations are behind. Reads only. */
    record Status() implements RunEvent {

        @Override
        public boolean sendsOrWrites() {
            return false;
        }
    }

    /**
     * Submit usage.
     *
     * @param trigger what asked for it
     * @param installationIds only these installations; empty for all of them
     * @param days only these earlier days, even if unchanged; empty for those that changed
     * @param dryRun whether to answer with what would be sent, and send and write nothing
     * @param segment which share of the installations
     * @param resumeAfter the installation after which to go on
     */
    record Submit(Trigger trigger, List<String> installationIds, Optional<DayRange> days, boolean dryRun,
            Segment segment, Optional<String> resumeAfter) implements RunEvent {

        public Submit {
            Objects.requireNonNull(trigger);
            installationIds = List.copyOf(installationIds);
            Objects.requireNonNull(days);
            Objects.requireNonNull(segment);
            Objects.requireNonNull(resumeAfter);
        }

        @Override
        public boolean sendsOrWrites() {
            return !dryRun;
        }

        /** Whether it is the schedule's run over all installations. */
        public boolean isScheduled() {
            return trigger == Trigger.SCHEDULE;
        }

        /** Whether the answer tells of each installation and day. */
        public boolean wantsDetails() {
            return dryRun || namesInstallations();
        }

        /** Whether the event names the installations that it is about. */
        public boolean namesInstallations() {
            return !installationIds.isEmpty();
        }
    }

    /** What asked for a run; the names stand in answers in lower case. */
    enum Trigger {
        SCHEDULE,
        ADHOC,
        SEGMENT
    }

    /**
     * Days in each installation's own zone.
     *
     * @param from the first one; empty: the earliest that can still be corrected
     * @param to the last one; empty: the current day
     */
    record DayRange(Optional<LocalDate> from, Optional<LocalDate> to) {
    }
}
