package dev.billingreporter.dynamodb;

import dev.billingreporter.checkpoint.Progress;
import dev.billingreporter.checkpoint.StoredCheckpoint;

/**
 * A run's progress that is to be added to an installation's checkpoint.
 *
 * @param seen the checkpoint as it was read
 */
public record CheckpointMove(String installationId, StoredCheckpoint seen, Progress progress) {
}
