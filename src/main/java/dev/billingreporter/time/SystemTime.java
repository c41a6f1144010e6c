package dev.billingreporter.time;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** The machine's clock, and waiting by it. */
@ApplicationScoped
class SystemTime {

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Waiting waiting(Clock clock) {
        return instant -> {
            for (var left = Duration.between(clock.instant(), instant); left.compareTo(Duration.ZERO) > 0; left = Duration
                    .between(clock.instant(), instant)) {
                Thread.sleep(Math.max(1, left.toMillis()));
            }
        };
    }
}
