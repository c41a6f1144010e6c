package dev.billingreporter.pricing;

import dev.billingreporter.item.Item;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Price tiers, ascending; the last one has no upper end.
 *
 * @param tiers at least one
 */
record Tiers(List<Tier> tiers) {

    Tiers {
        tiers = List.copyOf(tiers);
    }

    /**
     * One tier.
     *
     * @param number from 1
     * @param above usage above this reaches the tier
     * @param upTo the last usage that is in it; empty for the last tier
     * @param price for one unit in it
     * @param flat a fee once it is reached
     */
    record Tier(int number, BigDecimal above, Optional<BigDecimal> upTo, BigDecimal price, Optional<BigDecimal> flat) {

        boolean isReachedBy(BigDecimal usage) {
            return usage.compareTo(above) > 0;
        }

        boolean isExceededBy(BigDecimal usage) {
            return upTo.map(bound -> usage.compareTo(bound) > 0).orElse(false);
        }

        String range(String units) {
            return "tier %d: above %s%s %s".formatted(number, above.toPlainString(),
                    upTo.map(bound -> " up to " + bound.toPlainString()).orElse(""), units);
        }
    }

    static Tiers read(Item charge) {
        var items = charge.items("tiers");
        if (items.isEmpty()) {
            throw charge.invalid("tiers", "must have at least one tier");
        }
        var tiers = new ArrayList<Tier>();
        var above = BigDecimal.ZERO;
        for (var item : items) {
            var isLast = tiers.size() == items.size() - 1;
            var upTo = item.optionalNumber("upTo");
            if (isLast && upTo.isPresent()) {
                throw item.invalid("upTo", "must be absent on the last tier, which has no upper end");
            }
            if (!isLast && (upTo.isEmpty() || upTo.get().compareTo(above) <= 0)) {
                throw item.invalid("upTo", upTo.isEmpty()
                        ? "is missing: only the last tier has no upper end"
                        : "must be above %s, but is %s".formatted(above.toPlainString(), upTo.get().toPlainString()));
            }
            tiers.add(new Tier(tiers.size() + 1, above, upTo, item.nonNegativeNumber("price"),
                    item.optionalNonNegativeNumber("flat")));
            above = upTo.orElse(above);
        }
        return new Tiers(tiers);
    }

    /** The fee of a tier, as a line of its own, once usage reaches the tier. */
    static Optional<ChargeLine> flatLine(Tier tier, String name, BigDecimal usage, String units) {
        return tier.flat().filter(fee -> tier.isReachedBy(usage))
                .map(fee -> new ChargeLine(name, Optional.of("fee of " + tier.range(units)), fee, BigDecimal.ONE, "month",
                        () -> "the fee of " + tier.range(units) + ", which usage has reached"));
    }
}
