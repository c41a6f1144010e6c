package dev.billingreporter.dynamodb;

import dev.billingreporter.checkpoint.Checkpoint;
import dev.billingreporter.item.TableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Writes the checkpoints of one run, those of installations that end at about the same time in one call. Each still has a
 * condition and a result of its own: one that does not go through with the others is written alone, and nobody is told
 * anything before that.
 *
 * <p>
 * A call is made when it is full, when nobody is left who could join it, and otherwise after a fiftieth of a second: what
 * a lost machine has not recorded, and the next run sends again, is no more than that.
 */
public final class CheckpointWriter {

    /** What one BatchExecuteStatement takes. */
    static final int FULL = 25;
    private static final Duration LONGEST_WAIT = Duration.ofMillis(20);

    private final CheckpointTable table;
    private final Duration longestWait;

    // guarded by this
    private int busy;
    private List<Queued> open = new ArrayList<>();

    /** The writer of one run. */
    public CheckpointWriter(CheckpointTable table) {
        this(table, LONGEST_WAIT);
    }

    CheckpointWriter(CheckpointTable table, Duration longestWait) {
        this.table = table;
        this.longestWait = longestWait;
    }

    /** One that waits for its call. */
    private static final class Queued {

        private final CheckpointMove move;
        /** Whether the call has written it. */
        private final CompletableFuture<Boolean> written = new CompletableFuture<>();

        Queued(CheckpointMove move) {
            this.move = move;
        }
    }

    /** One more installation is worked on, which may have something to write. */
    public synchronized void begin() {
        busy++;
    }

    /** An installation that was begun has ended. */
    public void end() {
        List<Queued> call;
        synchronized (this) {
            busy--;
            call = takeWhenNobodyElseComes();
        }
        write(call);
    }

    /**
     * Adds a run's progress to a checkpoint, and waits until that is done.
     *
     * @return the checkpoint to which the progress was added in the end: what was seen, or what another run made of it
     * @throws TableException if the table cannot be written
     * @throws dev.billingreporter.item.InvalidItemException if somebody else has made the item unusable
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public Checkpoint add(CheckpointMove move) throws InterruptedException {
        return isWrittenTogether(move) ? move.seen().checkpoint() : table.add(move);
    }

    private boolean isWrittenTogether(CheckpointMove move) throws InterruptedException {
        var queued = new Queued(move);
        write(join(queued));
        try {
            return awaitCall(queued);
        } catch (ExecutionException e) {
            throw failure(e);
        } finally {
            synchronized (this) {
                busy++;
            }
        }
    }

    /** All but the first wait for nothing but the call: each that watched the clock would be woken once more. */
    private boolean awaitCall(Queued queued) throws InterruptedException, ExecutionException {
        if (isFirst(queued)) {
            try {
                return queued.written.get(longestWait.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                write(takeIfFirst(queued));
            }
        }
        return queued.written.get();
    }

    /** Whether it is the first of the call that is still open. */
    private synchronized boolean isFirst(Queued queued) {
        return !open.isEmpty() && open.get(0) == queued;
    }

    /** Of the call, which is that of each whose checkpoint was in it. */
    private static RuntimeException failure(ExecutionException e) {
        return e.getCause() instanceof TableException unwritten ? new TableException(unwritten.getMessage())
                : new IllegalStateException(e.getCause());
    }

    /** Whoever waits can bring nothing to write. */
    private synchronized List<Queued> join(Queued queued) {
        open.add(queued);
        busy--;
        return open.size() == FULL ? take() : takeWhenNobodyElseComes();
    }

    private List<Queued> takeWhenNobodyElseComes() {
        return busy == 0 ? take() : List.of();
    }

    private synchronized List<Queued> takeIfFirst(Queued queued) {
        return isFirst(queued) ? take() : List.of();
    }

    private List<Queued> take() {
        var call = open;
        open = new ArrayList<>();
        return call;
    }

    /** Tells each whether it is written. Nobody is left waiting, whatever happens here. */
    private void write(List<Queued> call) {
        try {
            var written = call.size() > 1 ? table.addTogether(call.stream().map(queued -> queued.move).toList())
                    : Set.<String> of();
            call.forEach(queued -> queued.written.complete(written.contains(queued.move.installationId())));
        } catch (RuntimeException | Error e) {
            call.forEach(queued -> queued.written.completeExceptionally(e));
        }
    }
}
