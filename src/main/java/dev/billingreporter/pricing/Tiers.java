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
     * @param share which days of the period it is for
     */
    record Tier(int number, BigDecimal above, Optional<BigDecimal> upTo, BigDecimal price, Optional<BigDecimal> flat,
            Share share) {

        /** This tier of the whole period, for these days of it, beginning where the one before it ends. */
        Tier of(Share part, BigDecimal lowerEnd) {
            return part.isWhole()
                    ? this
                    : new Tier(number, lowerEnd, upTo.map(bound -> part.ofQuantity(bound).max(lowerEnd)), price,
                            flat.map(part::ofMoney), part);
        }

        boolean isReachedBy(BigDecimal usage) {
            return usage.compareTo(above) > 0;
        }

        String range(String units) {
            return "tier " + number + ": above " + above.toPlainString()
                    + upTo.map(bound -> " up to " + bound.toPlainString()).orElse("") + " " + units
                    + (share.isWhole() ? "" : " (" + share + ")");
        }

        /** Its fee, as a line of its own, once usage reaches it. */
        Optional<ChargeLine> flatLine(String name, BigDecimal usage, String units, String periodUnits) {
            return flat.filter(fee -> isReachedBy(usage))
                    .map(fee -> new ChargeLine(name, Optional.of("fee of " + range(units)), fee, BigDecimal.ONE, periodUnits,
                            () -> "the fee of " + range(units) + ", which usage has reached"));
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
                    item.optionalNonNegativeNumber("flat"), Share.WHOLE));
            above = upTo.orElse(above);
        }
        return new Tiers(tiers);
    }

    /**
     * The tiers for these days of the period that {@code usage} reaches, ascending; the first one without usage too. They
     * neither overlap nor have gaps: where rounding puts the shares of two bounds the wrong way round, the tier between them
     * has nothing.
     */
    List<Tier> reachedBy(BigDecimal usage, Share share) {
        var reached = new ArrayList<Tier>();
        var lowerEnd = BigDecimal.ZERO;
        for (var whole : tiers) {
            var tier = whole.of(share, lowerEnd);
            if (!reached.isEmpty() && !tier.isReachedBy(usage)) {
                break;
            }
            reached.add(tier);
            lowerEnd = tier.upTo().orElse(lowerEnd);
        }
        return reached;
    }
}
