package dev.billingreporter.standin;

/** A body that the endpoint refuses. */
final class Violation extends Exception {

    private static final long serialVersionUID = 1L;

    Violation(String message) {
        super(message);
    }
}
