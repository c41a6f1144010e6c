package dev.billingreporter.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/** A failure as an answer lists it. */
public sealed interface FailureEntry {

    /** Whose usage; empty when it is about a whole table. */
    Optional<String> installationId();

    /** The day that it is about, or the first one of the period; empty when it is about all the installation's days. */
    @JsonIgnore
    Optional<LocalDate> date();

    /** What the date is called. */
    @JsonIgnore
    String dateName();

    /** What went wrong. */
    @JsonIgnore
    Failure failure();

    /** Why. */
    @JsonProperty
    default FailureKind kind() {
        return failure().kind();
    }

    /** Vercel's answer, if there was one. */
    @JsonProperty
    default Optional<Integer> httpStatus() {
        return failure().httpStatus();
    }

    /** One sentence for whoever fixes it. */
    @JsonProperty
    default String message() {
        return failure().message();
    }

    /**
     * Billing data that was not submitted.
     *
     * @param day which day, in the installation's zone; empty when it is about all its days
     */
    @JsonPropertyOrder({ "installationId", "day", "kind", "httpStatus", "message" })
    record DayFailure(Optional<String> installationId, Optional<LocalDate> day, @JsonIgnore Failure failure)
            implements
                FailureEntry {

        public DayFailure {
            Objects.requireNonNull(installationId);
            Objects.requireNonNull(day);
            Objects.requireNonNull(failure);
        }

        @Override
        public Optional<LocalDate> date() {
            return day;
        }

        @Override
        public String dateName() {
            return "day";
        }
    }

    /**
     * An invoice that is not where it should be.
     *
     * @param owner whose
     * @param invoice the first day of its billing period
     */
    @JsonPropertyOrder({ "installationId", "invoice", "kind", "httpStatus", "message" })
    record InvoiceFailure(@JsonIgnore String owner, LocalDate invoice, @JsonIgnore Failure failure) implements FailureEntry {

        public InvoiceFailure {
            Objects.requireNonNull(owner);
            Objects.requireNonNull(invoice);
            Objects.requireNonNull(failure);
        }

        @JsonProperty
        @Override
        public Optional<String> installationId() {
            return Optional.of(owner);
        }

        @Override
        public Optional<LocalDate> date() {
            return Optional.of(invoice);
        }

        @Override
        public String dateName() {
            return "invoice";
        }
    }
}
