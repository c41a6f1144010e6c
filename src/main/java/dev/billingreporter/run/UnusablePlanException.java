package dev.billingreporter.run;

/** A billing plan that applies to an installation does not exist or cannot be used. The message names it and why. */
final class UnusablePlanException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusablePlanException(String message) {
        super(message);
    }
}
