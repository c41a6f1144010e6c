package dev.billingreporter.time;

import java.time.Instant;

/** How the current thread waits. Injected, so that tests of waiting take no time. */
public interface Waiting {

    /**
     * Returns when the clock shows {@code instant} or later.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    void until(Instant instant) throws InterruptedException;
}
