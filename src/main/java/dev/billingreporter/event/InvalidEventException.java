package dev.billingreporter.event;

/** An event that cannot be used. The message names the field; nothing was sent. */
public final class InvalidEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * An event that cannot be used.
     *
     * @param problem continues the field's name
     */
    public InvalidEventException(String field, String problem) {
        super("bad event, nothing was sent: %s %s".formatted(field, problem));
    }
}
