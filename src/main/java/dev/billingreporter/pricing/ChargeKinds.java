package dev.billingreporter.pricing;

import dev.billingreporter.item.Item;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** The kinds of charges. To add one: write it as a {@link Charge} in a file of its own, and register it here. */
public final class ChargeKinds {

    private static final Map<String, BiFunction<Item, PlanMetrics, Charge>> READERS = Map.of(
            "flat", FlatCharge::read,
            "unit", UnitCharge::read,
            "package", PackageCharge::read,
            "graduated", GraduatedCharge::read,
            "volume", VolumeCharge::read,
            "minimum", MinimumCharge::read);

    private ChargeKinds() {
    }

    /**
     * Reads a charge of a plan with these metrics.
     *
     * @throws dev.billingreporter.item.InvalidItemException naming the plan and the attribute that cannot be used
     */
    public static Charge read(Item item, PlanMetrics metrics) {
        var kind = item.text("kind");
        var reader = READERS.get(kind);
        if (reader == null) {
            throw item.invalid("kind", "must be one of %s, but is \"%s\"".formatted(
                    String.join(", ", new TreeSet<>(READERS.keySet())), Item.shortened(kind)));
        }
        return reader.apply(item, metrics);
    }
}
