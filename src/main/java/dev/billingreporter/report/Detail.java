package dev.billingreporter.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.Optional;

/** What became of one day or one invoice of one installation, as an answer tells it. */
public sealed interface Detail permits DayDetail, InvoiceDetail {

    /** Whose. */
    @JsonProperty
    String installationId();

    /** The day, or the first one of the invoice's period; empty when it is about all the installation's days. */
    @JsonIgnore
    Optional<LocalDate> date();
}
