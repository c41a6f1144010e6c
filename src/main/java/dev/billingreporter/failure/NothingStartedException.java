package dev.billingreporter.failure;

/** The invocation's time was over before a single installation was started. */
public final class NothingStartedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The one message says what to change. */
    public NothingStartedException() {
        super("no installation was started: the invocation has no more time left than DEADLINE_MARGIN; "
                + "raise the function's time-out or lower DEADLINE_MARGIN");
    }
}
