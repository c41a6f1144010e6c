package dev.billingreporter.item;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What was made of an item of a table.
 *
 * @param <T> what it was to become
 */
public sealed interface Parsed<T> {

    /** It can be used. */
    record Usable<T>(T value) implements Parsed<T> {

        public Usable {
            Objects.requireNonNull(value);
        }
    }

    /**
     * It cannot be used.
     *
     * @param message which item and attribute, and why
     */
    record Unusable<T>(String message) implements Parsed<T> {

        public Unusable {
            Objects.requireNonNull(message);
        }
    }

    /** What {@code reading} gives, or the reason why it cannot. */
    static <T> Parsed<T> of(Supplier<T> reading) {
        try {
            return new Usable<>(reading.get());
        } catch (InvalidItemException e) {
            return new Unusable<>(e.getMessage());
        }
    }

    /** The value, if it can be used. */
    default Optional<T> usable() {
        return this instanceof Usable<T> usable ? Optional.of(usable.value()) : Optional.empty();
    }

    /**
     * The value.
     *
     * @throws InvalidItemException if there is none, with the reason
     */
    default T orElseThrow() {
        if (this instanceof Usable<T> usable) {
            return usable.value();
        }
        throw new InvalidItemException(((Unusable<T>) this).message());
    }
}
