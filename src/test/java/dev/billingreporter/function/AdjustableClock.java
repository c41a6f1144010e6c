package dev.billingreporter.function;

import dev.billingreporter.time.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is set, and on which waiting takes no time: it moves the clock. */
public final class AdjustableClock extends Clock implements Waiting {

    private Instant now;

    public AdjustableClock(Instant now) {
        this.now = now;
    }

    /** Sets it. */
    public synchronized void set(Instant instant) {
        now = instant;
    }

    /** Sets it. */
    public void set(String instant) {
        set(Instant.parse(instant));
    }

    /** Moves it. */
    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized void until(Instant instant) {
        if (instant.isAfter(now)) {
            now = instant;
        }
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("instants only");
    }
}
