package dev.billingreporter.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.billingreporter.outcome.Change;
import dev.billingreporter.outcome.DayOutcome;
import dev.billingreporter.time.Instants;
import dev.billingreporter.usage.UnchargedUsage;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What became of one day of one installation, as an answer tells it. */
@JsonInclude(JsonInclude.Include.NON_EMPTY) // neither empty optionals nor an empty explanation
@JsonPropertyOrder({ "installationId", "day", "outcome", "timestamp", "change", "message", "request", "explanation",
        "unmapped", "unbilled" })
public final class DayDetail implements Detail {

    /** Counters listed of either kind. */
    private static final int MOST_COUNTERS = 100;

    private final String installationId;
    private final DayOutcome outcome;

    DayDetail(String installationId, DayOutcome outcome) {
        this.installationId = installationId;
        this.outcome = outcome;
    }

    @JsonProperty
    @Override
    public String installationId() {
        return installationId;
    }

    /** Which day, in the installation's zone; empty when it is about all its days. */
    @JsonProperty
    public Optional<LocalDate> day() {
        return outcome.day();
    }

    @Override
    public Optional<LocalDate> date() {
        return outcome.day();
    }

    /** {@code SUBMITTED}, {@code WOULD_SUBMIT}, {@code UNCHANGED}, why it was skipped, or a failure's kind. */
    @JsonProperty
    public String outcome() {
        return outcome.name();
    }

    /** The submission's timestamp. */
    @JsonProperty
    public Optional<String> timestamp() {
        return outcome.timestamp().map(Instants::text);
    }

    /** How its content differs from what was last accepted for the day. */
    @JsonProperty
    public Optional<Change> change() {
        return outcome.change();
    }

    /** Why, where the outcome does not say it all. */
    @JsonProperty
    public Optional<String> message() {
        return outcome.message();
    }

    /** On a dry run: the body that would be sent, JSON. */
    @JsonProperty
    public Optional<RawValue> request() {
        return wouldSubmit().map(told -> new RawValue(told.request()));
    }

    /** On a dry run: how each figure came about, a line each. */
    @JsonProperty
    public List<String> explanation() {
        return wouldSubmit().map(DayOutcome.WouldSubmit::explanation).orElse(List.of());
    }

    /** On a dry run, of the current day: counters that no metric of the installation's plans names. */
    @JsonProperty
    public List<UnchargedCounter> unmapped() {
        return uncharged(UnchargedUsage::unmapped);
    }

    /** On a dry run, of the current day: counters with usage on days on which no subscription meters them. */
    @JsonProperty
    public List<UnchargedCounter> unbilled() {
        return uncharged(UnchargedUsage::unbilled);
    }

    private List<UnchargedCounter> uncharged(Function<UnchargedUsage, List<UnchargedUsage.Counter>> counters) {
        return wouldSubmit().flatMap(DayOutcome.WouldSubmit::uncharged).map(counters).orElse(List.of()).stream()
                .limit(MOST_COUNTERS).map(UnchargedCounter::of).toList();
    }

    private Optional<DayOutcome.WouldSubmit> wouldSubmit() {
        return outcome instanceof DayOutcome.WouldSubmit told ? Optional.of(told) : Optional.empty();
    }
}
