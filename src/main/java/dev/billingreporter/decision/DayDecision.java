package dev.billingreporter.decision;

import dev.billingreporter.day.UsageDay;
import dev.billingreporter.installation.Installation;
import dev.billingreporter.outcome.Change;
import dev.billingreporter.outcome.DayOutcome;
import dev.billingreporter.pricing.BillingStatement;
import dev.billingreporter.request.BillingRequest;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** What a run is to do about one usage day of one installation. */
public sealed interface DayDecision {

    /**
     * Submit it.
     *
     * @param day which
     * @param timestamp the submission's
     * @param change how its content differs from what was last accepted
     * @param statement its figures
     * @param request the same as a request
     * @param current of the current day: what the running period is priced by, and what is not charged
     */
    record Submit(Installation installation, UsageDay day, Instant timestamp, Change change, BillingStatement statement,
            BillingRequest request, Optional<CurrentPeriod> current) implements DayDecision {

        public Submit {
            Objects.requireNonNull(installation);
            Objects.requireNonNull(day);
            Objects.requireNonNull(timestamp);
            Objects.requireNonNull(change);
            Objects.requireNonNull(statement);
            Objects.requireNonNull(request);
            Objects.requireNonNull(current);
        }

        /** The request's body, JSON in UTF-8. */
        public byte[] body() {
            return request.body(timestamp);
        }
    }

    /** Send nothing: what becomes of it is settled already. */
    record Settled(DayOutcome outcome) implements DayDecision {

        public Settled {
            Objects.requireNonNull(outcome);
        }
    }
}
