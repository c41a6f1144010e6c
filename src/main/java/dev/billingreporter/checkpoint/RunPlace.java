package dev.billingreporter.checkpoint;

import dev.billingreporter.item.Item;
import dev.billingreporter.time.Instants;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where a scheduled run over all installations ran out of time. The next one begins there and comes round to it, so that
 * all are reached however short the time.
 *
 * @param resumeAfter the installation after which to begin
 * @param at when it was left
 */
public record RunPlace(String resumeAfter, Instant at) {

    /** Its key among the checkpoints: no installation has an id with {@code #}. */
    public static final String KEY = "#run";
    /** All its attributes but the key. */
    public static final List<String> ATTRIBUTES = List.of("resumeAfter", "at");

    public RunPlace {
        Objects.requireNonNull(resumeAfter);
        Objects.requireNonNull(at);
    }

    /**
     * Reads its item.
     *
     * @throws dev.billingreporter.item.InvalidItemException naming the attribute that cannot be used
     */
    public static RunPlace read(Item item) {
        return new RunPlace(item.key("resumeAfter"), item.instant("at"));
    }

    /** All attributes of its item but the key, as plain Java values. */
    public Map<String, Object> write() {
        return Map.of("resumeAfter", resumeAfter, "at", Instants.text(at));
    }
}
