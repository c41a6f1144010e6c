package dev.billingreporter.settings;

import dev.billingreporter.settings.Settings.Invoicing;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.DurationConverter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * Reads the settings at the start, each from the environment variable of its name. One that cannot be used stops the start
 * with a message that names the variable; that is why they are read as texts, and checked here.
 */
@ApplicationScoped
class SettingsReader {

    private static final Pattern TABLE = Pattern.compile("[A-Za-z0-9_.:/-]{3,1024}");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final int LAST_PORT = 65_535;

    @Produces
    @Singleton
    @Startup
    Settings settings(Config config) {
        return read(config);
    }

    static Settings read(Config config) {
        return new Settings(
                table(config, "INSTALLATIONS_TABLE", "Installations"),
                table(config, "BILLING_PLANS_TABLE", "BillingPlans"),
                table(config, "USAGE_COUNTERS_TABLE", "UsageCounters"),
                table(config, "CHECKPOINTS_TABLE", "Checkpoints"),
                url(config, "VERCEL_API_URL", "https://api.vercel.com"),
                wholeNumber(config, "SUBMIT_CONCURRENCY", "32", 1, 256),
                wholeNumber(config, "MAX_REQUESTS_PER_SECOND", "0", 0, 100_000),
                duration(config, "REQUEST_TIMEOUT", "10s", Duration.ofMillis(1), Duration.ofMinutes(5)),
                wholeNumber(config, "MAX_ATTEMPTS", "5", 1, 20),
                duration(config, "DEADLINE_MARGIN", "20s", Duration.ZERO, Duration.ofMinutes(14)),
                invoicing(config),
                choice(config, "READ_ONLY", "false", "true", "false"));
    }

    /** All of them are checked, also while no invoices are sent. */
    private static Optional<Invoicing> invoicing(Config config) {
        var table = table(config, "INVOICES_TABLE", "Invoices");
        var delay = duration(config, "INVOICE_DELAY", "PT12H", Duration.ZERO, Duration.ofHours(23));
        var since = date(config, "INVOICES_SINCE");
        if (!choice(config, "INVOICES", "off", "on", "off")) {
            return Optional.empty();
        }
        return Optional.of(new Invoicing(table, since.orElseThrow(() -> new ConfigurationException(
                "INVOICES_SINCE must be a date such as 2026-12-01 where INVOICES is on, but is not set")), delay));
    }

    private static String table(Config config, String variable, String byDefault) {
        var table = text(config, variable, byDefault);
        if (!TABLE.matcher(table).matches()) {
            throw unusable(variable, "the name or ARN of a DynamoDB table", table);
        }
        return table;
    }

    private static URI url(Config config, String variable, String byDefault) {
        var text = text(config, variable, byDefault);
        var description = "an http or https URL with a host and without user, query or fragment";
        URI url;
        try {
            url = new URI(text.replaceAll("/+$", ""));
        } catch (URISyntaxException e) {
            // without the cause: the start's last words are those of the root cause, and these say it all
            throw unusable(variable, description, text);
        }
        var isHttp = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
        if (!isHttp || url.getHost() == null || url.getRawUserInfo() != null || url.getRawQuery() != null
                || url.getRawFragment() != null) {
            throw unusable(variable, description, text);
        }
        if (url.getPort() == 0 || url.getPort() > LAST_PORT) {
            throw unusable(variable, "a URL with a port from 1 to " + LAST_PORT, text);
        }
        return url;
    }

    private static int wholeNumber(Config config, String variable, String byDefault, int least, int most) {
        var text = text(config, variable, byDefault);
        if (WHOLE_NUMBER.matcher(text).matches()) {
            var number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw unusable(variable, "a whole number from %d to %d".formatted(least, most), text);
    }

    private static Duration duration(Config config, String variable, String byDefault, Duration least, Duration most) {
        var text = text(config, variable, byDefault);
        var description = "a duration such as 10s, 500ms or PT10S, from %s to %s".formatted(least, most);
        Duration duration;
        try {
            duration = DurationConverter.parseDuration(text);
        } catch (IllegalArgumentException e) {
            throw unusable(variable, description, text); // without the cause, as above
        }
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            throw unusable(variable, description, text);
        }
        return duration;
    }

    private static boolean choice(Config config, String variable, String byDefault, String yes, String no) {
        var text = text(config, variable, byDefault);
        if (!text.equals(yes) && !text.equals(no)) {
            throw unusable(variable, yes + " or " + no, text);
        }
        return text.equals(yes);
    }

    /** It has no default, so an empty one is none. */
    private static Optional<LocalDate> date(Config config, String variable) {
        var text = Optional.ofNullable(config.getConfigValue(variable).getValue()).map(String::strip)
                .filter(given -> !given.isEmpty());
        try {
            return text.map(LocalDate::parse);
        } catch (DateTimeException e) {
            throw unusable(variable, "a date such as 2026-12-01", text.orElseThrow());
        }
    }

    private static String text(Config config, String variable, String byDefault) {
        var text = Optional.ofNullable(config.getConfigValue(variable).getValue()).orElse(byDefault).strip();
        if (text.isEmpty()) {
            throw new ConfigurationException("%s must not be empty".formatted(variable));
        }
        return text;
    }

    /** What stands before an @ in a URL may be a user and a password. */
    private static ConfigurationException unusable(String variable, String description, String value) {
        var shown = value.substring(value.lastIndexOf('@') + 1);
        var prefix = shown.length() == value.length() ? "" : "…@";
        return new ConfigurationException("%s must be %s, but is \"%s%s\"".formatted(variable, description, prefix, shown));
    }
}
