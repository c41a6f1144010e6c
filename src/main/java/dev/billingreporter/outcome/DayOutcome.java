package dev.billingreporter.outcome;

import dev.billingreporter.day.BillingPeriod;
import dev.billingreporter.day.UsageDay;
import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.pricing.PricedPeriod;
import dev.billingreporter.usage.UnchargedUsage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What became of one usage day of one installation in one run. All that is said of a run, in answer, log, metrics and
 * checkpoint, is computed from these.
 */
public sealed interface DayOutcome {

    /** The day, in the installation's zone; empty when it is about all the installation's days. */
    Optional<LocalDate> day();

    /** The outcome's name in answers and logs. */
    String name();

    /** The timestamp of what was or would be submitted. */
    default Optional<Instant> timestamp() {
        return Optional.empty();
    }

    /** How the content differs from what was last accepted. */
    default Optional<Change> change() {
        return Optional.empty();
    }

    /** Why, where the name does not say it all. */
    default Optional<String> message() {
        return Optional.empty();
    }

    /** The kind of failure that leaves no point in trying another day in the same run; empty where there is none. */
    default Optional<FailureKind> endsTheDays() {
        return Optional.empty();
    }

    /** Those of one kind. */
    static <T extends DayOutcome> Stream<T> only(Class<T> outcome, List<DayOutcome> days) {
        return days.stream().filter(outcome::isInstance).map(outcome::cast);
    }

    /** What it took to submit it, if that was tried. */
    default Optional<Sending> sending() {
        return Optional.empty();
    }

    /**
     * Vercel accepted it.
     *
     * @param period the billing period that it was submitted with
     * @param acceptedAt when it answered 201
     * @param priced of the current day: what the running period is priced by
     */
    record Submitted(UsageDay usageDay, BillingPeriod period, Instant submittedTimestamp, Change changed, Instant acceptedAt,
            Sending tried, Optional<PricedPeriod> priced) implements DayOutcome {

        public Submitted {
            Objects.requireNonNull(usageDay);
            Objects.requireNonNull(period);
            Objects.requireNonNull(submittedTimestamp);
            Objects.requireNonNull(changed);
            Objects.requireNonNull(acceptedAt);
            Objects.requireNonNull(tried);
            Objects.requireNonNull(priced);
        }

        @Override
        public Optional<LocalDate> day() {
            return Optional.of(usageDay.date());
        }

        @Override
        public String name() {
            return "SUBMITTED";
        }

        @Override
        public Optional<Instant> timestamp() {
            return Optional.of(submittedTimestamp);
        }

        @Override
        public Optional<Change> change() {
            return Optional.of(changed);
        }

        @Override
        public Optional<Sending> sending() {
            return Optional.of(tried);
        }
    }

    /**
     * On a dry run: it would be submitted.
     *
     * @param request the body that would be sent, JSON
     * @param explanation how each figure came about, a line each
     * @param uncharged of the current day: what was counted and is charged by no line
     */
    record WouldSubmit(LocalDate date, Instant submittedTimestamp, Change changed, String request,
            List<String> explanation, Optional<UnchargedUsage> uncharged) implements DayOutcome {

        public WouldSubmit {
            Objects.requireNonNull(date);
            Objects.requireNonNull(submittedTimestamp);
            Objects.requireNonNull(changed);
            Objects.requireNonNull(request);
            explanation = List.copyOf(explanation);
            Objects.requireNonNull(uncharged);
        }

        @Override
        public Optional<LocalDate> day() {
            return Optional.of(date);
        }

        @Override
        public String name() {
            return "WOULD_SUBMIT";
        }

        @Override
        public Optional<Instant> timestamp() {
            return Optional.of(submittedTimestamp);
        }

        @Override
        public Optional<Change> change() {
            return Optional.of(changed);
        }
    }

    /** Its content is what was last accepted. */
    record Unchanged(LocalDate date) implements DayOutcome {

        public Unchanged {
            Objects.requireNonNull(date);
        }

        @Override
        public Optional<LocalDate> day() {
            return Optional.of(date);
        }

        @Override
        public String name() {
            return "UNCHANGED";
        }

        @Override
        public Optional<Change> change() {
            return Optional.of(Change.UNCHANGED);
        }
    }

    /**
     * There was nothing to send, or no point in trying.
     *
     * @param reason why
     */
    record NotSent(Optional<LocalDate> day, Enum<?> reason, Optional<String> message) implements DayOutcome {

        public NotSent {
            Objects.requireNonNull(day);
            Objects.requireNonNull(reason);
            Objects.requireNonNull(message);
        }

        /** Nothing is to be sent for any day. */
        public static NotSent ofAllDays(Enum<?> reason) {
            return new NotSent(Optional.empty(), reason, Optional.empty());
        }

        @Override
        public String name() {
            return reason.name();
        }
    }

    /**
     * Vercel answered that the installation is gone, and the partner's table says that it was uninstalled: the normal end.
     *
     * @param answer what Vercel answered
     */
    record Ended(LocalDate date, Instant submittedTimestamp, Failure answer, Sending tried) implements DayOutcome {

        public Ended {
            Objects.requireNonNull(date);
            Objects.requireNonNull(submittedTimestamp);
            Objects.requireNonNull(answer);
            Objects.requireNonNull(tried);
        }

        @Override
        public Optional<LocalDate> day() {
            return Optional.of(date);
        }

        @Override
        public String name() {
            return FailureKind.GONE.name();
        }

        @Override
        public Optional<FailureKind> endsTheDays() {
            return Optional.of(FailureKind.GONE);
        }

        @Override
        public Optional<Instant> timestamp() {
            return Optional.of(submittedTimestamp);
        }

        @Override
        public Optional<String> message() {
            return Optional.of(answer.message());
        }

        @Override
        public Optional<Sending> sending() {
            return Optional.of(tried);
        }
    }

    /**
     * It was to be sent, and was not accepted.
     *
     * @param failure why
     * @param timestamp the submission's; empty when it came to none
     * @param change how its content differs from what was last accepted, if that is known
     * @param sending what it took, if it was tried
     */
    record Failed(Optional<LocalDate> day, Failure failure, Optional<Instant> timestamp, Optional<Change> change,
            Optional<Sending> sending) implements DayOutcome {

        public Failed {
            Objects.requireNonNull(day);
            Objects.requireNonNull(failure);
            Objects.requireNonNull(timestamp);
            Objects.requireNonNull(change);
            Objects.requireNonNull(sending);
        }

        /** A failure before anything was sent. */
        public static Failed of(Optional<LocalDate> day, Failure failure) {
            return new Failed(day, failure, Optional.empty(), Optional.empty(), Optional.empty());
        }

        @Override
        public String name() {
            return failure.kind().name();
        }

        /** A bad request may be about one day's data only, and so may a server's error. Others would meet each day. */
        @Override
        public Optional<FailureKind> endsTheDays() {
            return Optional.of(failure.kind())
                    .filter(kind -> kind != FailureKind.INVALID_REQUEST && kind != FailureKind.SERVER_ERROR);
        }

        @Override
        public Optional<String> message() {
            return Optional.of(failure.message());
        }
    }
}
