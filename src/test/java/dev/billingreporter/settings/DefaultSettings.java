package dev.billingreporter.settings;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The settings where no variable is set, for what is made without the application. */
public final class DefaultSettings {

    public static final Settings SETTINGS = new Settings("Installations", "BillingPlans", "UsageCounters", "Checkpoints",
            URI.create("https://api.vercel.com"), 32, 0, Duration.ofSeconds(10), 5, Duration.ofSeconds(20), Optional.empty(),
            false);

    private DefaultSettings() {
    }
}
