package dev.billingreporter.page;

/**
 * A page with nothing on it but a message, and the field to enter an installation.
 *
 * @param title what it is about
 * @param message one sentence or some
 */
public record Notice(String title, String message) {

    public Notice {
        title = Text.line(title);
        message = Text.paragraph(message);
    }

    /** What was entered is no installation id. */
    public static Notice notAnInstallationId(String entered) {
        return new Notice("Not an installation id",
                "“%s” is not an installation id such as icfg_7gK2: letters, digits, '_', '-', '.' and '~', at most 255 characters."
                        .formatted(Text.line(entered)));
    }

    /** Its items were not read before the invocation's time was up. */
    static Notice notInTime(String installationId) {
        return new Notice("Not in time",
                "The items of “%s” were not read before the function's time was up. Try again, or raise its time-out."
                        .formatted(Text.line(installationId)));
    }

    /** The table of installations does not have it. */
    public static Notice unknown(String installationId) {
        return new Notice("Unknown installation",
                "The table of installations has no item “%s”.".formatted(Text.line(installationId)));
    }
}
