package dev.billingreporter.item;

import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;

/**
 * An item of a table cannot be used. The message names the table, the item's key and the attribute, so that whoever
 * wrote the item can find it: {@code BillingPlans item "pro": charges[2].price must not be negative, but is -1}.
 */
public final class InvalidItemException extends ItemException {

    private static final long serialVersionUID = 1L;

    InvalidItemException(String message) {
        super(message);
    }

    InvalidItemException(String table, String key, String attribute, String problem) {
        this("%s item \"%s\": %s %s".formatted(table, key, attribute, problem));
    }

    @Override
    public Failure failure() {
        return Failure.of(FailureKind.INVALID_DATA, getMessage());
    }
}
