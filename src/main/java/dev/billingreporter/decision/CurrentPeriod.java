package dev.billingreporter.decision;

import dev.billingreporter.pricing.PricedPeriod;
import dev.billingreporter.usage.UnchargedUsage;
import java.util.Objects;
import java.util.Optional;

/**
 * The running billing period, up to the current day.
 *
 * @param priced which plans price it, and what was counted
 * @param uncharged what was counted and is charged by no line
 */
public record CurrentPeriod(PricedPeriod priced, UnchargedUsage uncharged) {

    public CurrentPeriod {
        Objects.requireNonNull(priced);
        Objects.requireNonNull(uncharged);
    }

    /** Whether another version of a plan prices it than when it was last accepted. */
    boolean isRepricedSince(Optional<PricedPeriod> accepted) {
        return accepted.filter(priced::isRepricedSince).isPresent();
    }

    /** Whether less was counted in it than when it was last accepted. */
    boolean isDecreasedSince(Optional<PricedPeriod> accepted) {
        return accepted.filter(priced::isDecreasedSince).isPresent();
    }
}
