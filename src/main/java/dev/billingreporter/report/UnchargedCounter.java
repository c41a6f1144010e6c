package dev.billingreporter.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.billingreporter.usage.UnchargedUsage;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;

/**
 * A counter that is charged by no line, as an answer lists it.
 *
 * @param counter the key under which the partner counts
 * @param resourceId the resource; empty for the whole installation
 * @param days on how many days of the running billing period
 * @param value the sum of these days, in counter units
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({ "counter", "resourceId", "days", "value" })
public record UnchargedCounter(String counter, Optional<String> resourceId, int days, BigDecimal value) {

    public UnchargedCounter {
        Objects.requireNonNull(counter);
        Objects.requireNonNull(resourceId);
        value = value.scale() < 0 ? value.setScale(0) : value;
    }

    static UnchargedCounter of(UnchargedUsage.Counter counter) {
        return new UnchargedCounter(counter.counter(), counter.resourceId(), counter.days(), counter.value());
    }
}
