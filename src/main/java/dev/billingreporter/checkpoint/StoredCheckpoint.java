package dev.billingreporter.checkpoint;

import java.util.Map;
import java.util.Objects;

/**
 * A checkpoint as it was found in its table.
 *
 * @param checkpoint what it says
 * @param item the item's attributes as plain Java values; empty where there is no item. What is added to the checkpoint
 *        is written on the condition that they are still the same.
 */
public record StoredCheckpoint(Checkpoint checkpoint, Map<String, ?> item) {

    /** There is no item yet. */
    public static final StoredCheckpoint NONE = new StoredCheckpoint(Checkpoint.NONE, Map.of());

    public StoredCheckpoint {
        Objects.requireNonNull(checkpoint);
        item = Map.copyOf(item);
    }
}
