package dev.billingreporter.installation;

import java.time.Instant;

/** Whether an installation still uses the product. */
public sealed interface InstallationStatus {

    /** In use. */
    record Active() implements InstallationStatus {
    }

    /**
     * No longer in use. Its days up to and including the one of {@code at} are reported while they are open.
     *
     * @param at when it was uninstalled
     */
    record Uninstalled(Instant at) implements InstallationStatus {
    }
}
