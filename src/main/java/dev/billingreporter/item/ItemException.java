package dev.billingreporter.item;

import dev.billingreporter.failure.Failure;

/** Something in the tables stands in the way: an item that cannot be used, or a table that cannot be read or written. */
public abstract sealed class ItemException extends RuntimeException permits InvalidItemException, TableException {

    private static final long serialVersionUID = 1L;

    ItemException(String message) {
        super(message);
    }

    ItemException(String message, RuntimeException cause) {
        super(message, cause);
    }

    /** The same as a failure of whatever needed the item. */
    public abstract Failure failure();
}
