package dev.billingreporter.event;

import dev.billingreporter.installation.Segment;
import dev.billingreporter.invoice.TestResult;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A run over installations is asked for. */
public sealed interface RunEvent extends FunctionEvent {

    /** Which installations are behind. Reads only. */
    record Status() implements RunEvent {

        @Override
        public boolean sendsOrWrites() {
            return false;
        }
    }

    /** What is worked off installation by installation. */
    sealed interface Work extends RunEvent {

        /** What asked for it. */
        Trigger trigger();

        /** Only these installations; empty for all of them. */
        List<String> installationIds();

        /** Whether to answer with what would be sent, and send and write nothing. */
        boolean dryRun();

        /** Which share of the installations. */
        Segment segment();

        /** The installation after which to go on. */
        Optional<String> resumeAfter();

        /** Whether it is the schedule's run over all installations. */
        default boolean isScheduled() {
            return trigger() == Trigger.SCHEDULE;
        }

        /** Whether the answer tells of each installation and day. */
        default boolean wantsDetails() {
            return dryRun() || namesInstallations();
        }

        /** Whether the event names the installations that it is about. */
        default boolean namesInstallations() {
            return !installationIds().isEmpty();
        }

        @Override
        default boolean sendsOrWrites() {
            return !dryRun();
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
            Segment segment, Optional<String> resumeAfter) implements Work {

        public Submit {
            Objects.requireNonNull(trigger);
            installationIds = List.copyOf(installationIds);
            Objects.requireNonNull(days);
            Objects.requireNonNull(segment);
            Objects.requireNonNull(resumeAfter);
        }
    }

    /**
     * Do something about one invoice of each of some installations.
     *
     * @param installationIds these installations; empty for all of them, on a dry run only
     * @param period the first day of the billing period
     * @param action what
     */
    record Invoice(List<String> installationIds, LocalDate period, InvoiceAction action) implements Work {

        public Invoice {
            installationIds = List.copyOf(installationIds);
            Objects.requireNonNull(period);
            Objects.requireNonNull(action);
        }

        @Override
        public Trigger trigger() {
            return Trigger.ADHOC;
        }

        @Override
        public boolean dryRun() {
            return action instanceof InvoiceAction.Show;
        }

        @Override
        public Segment segment() {
            return Segment.WHOLE;
        }

        @Override
        public Optional<String> resumeAfter() {
            return Optional.empty();
        }
    }

    /** What a person asks to be done about an invoice. */
    sealed interface InvoiceAction {

        /** Show it. */
        record Show() implements InvoiceAction {
        }

        /**
         * Send it in Vercel's test mode, and record nothing.
         *
         * @param result what the test is to come to
         */
        record Test(TestResult result) implements InvoiceAction {

            public Test {
                Objects.requireNonNull(result);
            }
        }

        /** Freeze a rejected one anew, and send it. */
        record Rebuild() implements InvoiceAction {
        }

        /**
         * Give an unconfirmed one its id.
         *
         * @param invoiceId Vercel's id of it
         */
        record Identify(String invoiceId) implements InvoiceAction {

            public Identify {
                Objects.requireNonNull(invoiceId);
            }
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
