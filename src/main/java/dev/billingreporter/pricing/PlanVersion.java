package dev.billingreporter.pricing;

import dev.billingreporter.item.Item;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a plan meters and charges for in the billing periods that start on some days.
 *
 * @param from the first day on which these periods start; empty: all before the plan's first dated version
 * @param metrics what is metered
 * @param charges what is charged, in the order of the lines
 * @param discounts what is taken off, in the order in which it is taken off
 * @param hash SHA-256 of what the item says of metrics, charges and discounts, in hexadecimal
 */
public record PlanVersion(Optional<LocalDate> from, PlanMetrics metrics, List<Charge> charges, List<Discount> discounts,
        String hash) {

    private static final List<String> PRICING = List.of("metrics", "charges", "discounts");

    public PlanVersion {
        Objects.requireNonNull(from);
        Objects.requireNonNull(metrics);
        charges = List.copyOf(charges);
        discounts = List.copyOf(discounts);
        Objects.requireNonNull(hash);
    }

    /** Reads what an item, or a map of its {@code versions}, says of metrics, charges and discounts. */
    static PlanVersion read(Item item, Optional<LocalDate> from) {
        var metrics = PlanMetrics.read(item.items("metrics"));
        return new PlanVersion(from, metrics,
                item.items("charges").stream().map(charge -> ChargeKinds.read(charge, metrics)).toList(),
                item.items("discounts").stream().map(Discount::read).sorted(Comparator.comparing(Discount::kind)).toList(),
                HexFormat.of().formatHex(sha256().digest(item.canonicalText(PRICING).getBytes(StandardCharsets.UTF_8))));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
