package dev.billingreporter.item;

import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;

/** A table could not be read or written. The message names the table and says why. */
public final class TableException extends ItemException {

    private static final long serialVersionUID = 1L;

    /**
     * Something that is wrong with a table.
     *
     * @param problem continues the table's name
     */
    public TableException(String table, String problem) {
        super("table %s %s".formatted(table, problem));
    }

    /** Something that is wrong with a table, and what DynamoDB or its client said. */
    public TableException(String table, String problem, RuntimeException cause) {
        super("table %s %s".formatted(table, problem), cause);
    }

    /** Nothing could be read, as the failures of all that was tried say. */
    public TableException(String message) {
        super(message);
    }

    @Override
    public Failure failure() {
        return Failure.of(FailureKind.UNREACHABLE, getMessage());
    }
}
