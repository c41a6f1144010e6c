package dev.billingreporter.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.billingreporter.failure.Failure;
import dev.billingreporter.outcome.InvoiceOutcome;
import dev.billingreporter.outcome.InvoiceOutcome.Told;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What became of one invoice of one installation, as an answer tells it. */
@JsonInclude(JsonInclude.Include.NON_EMPTY) // neither empty optionals nor an empty explanation
@JsonPropertyOrder({ "installationId", "invoice", "outcome", "total", "invoiceId", "message", "request", "explanation" })
public final class InvoiceDetail implements Detail {

    private final String installationId;
    private final InvoiceOutcome outcome;

    InvoiceDetail(String installationId, InvoiceOutcome outcome) {
        this.installationId = installationId;
        this.outcome = outcome;
    }

    @JsonProperty
    @Override
    public String installationId() {
        return installationId;
    }

    @Override
    public Optional<LocalDate> date() {
        return Optional.of(outcome.firstDay());
    }

    /** The first day of its billing period. */
    @JsonProperty
    public LocalDate invoice() {
        return outcome.firstDay();
    }

    /** Its state, {@code WOULD_SUBMIT}, {@code TESTED}, or a failure's kind. */
    @JsonProperty
    public String outcome() {
        return outcome.name();
    }

    /** What it comes to, with 2 decimals. */
    @JsonProperty
    public Optional<String> total() {
        return outcome.total().map(total -> total.toPlainString());
    }

    /** Vercel's id of it. */
    @JsonProperty
    public Optional<String> invoiceId() {
        return outcome.invoiceId();
    }

    /** Why it is not where it should be. */
    @JsonProperty
    public Optional<String> message() {
        return outcome.failure().map(Failure::message);
    }

    /** On a dry run or a test: the body, JSON. */
    @JsonProperty
    public Optional<RawValue> request() {
        return outcome.told().map(told -> new RawValue(told.request()));
    }

    /** On a dry run or a test: how each figure came about, a line each. */
    @JsonProperty
    public List<String> explanation() {
        return outcome.told().map(Told::explanation).orElse(List.of());
    }
}
