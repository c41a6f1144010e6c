package dev.billingreporter.settings;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.DurationConverter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks the settings at the start: one that cannot be used stops it with a message that names its variable. */
@ApplicationScoped
class SettingsReader {

    private static final Pattern TABLE = Pattern.compile("[A-Za-z0-9_.:/-]{3,1024}");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,9}");

    @Produces
    @Singleton
    @Startup
    Settings settings(ReporterConfiguration configuration) {
        return read(configuration);
    }

    static Settings read(ReporterConfiguration configuration) {
        return new Settings(
                table("INSTALLATIONS_TABLE", configuration.installationsTable()),
                table("BILLING_PLANS_TABLE", configuration.billingPlansTable()),
                table("USAGE_COUNTERS_TABLE", configuration.usageCountersTable()),
                table("CHECKPOINTS_TABLE", configuration.checkpointsTable()),
                url("VERCEL_API_URL", configuration.vercelApiUrl()),
                wholeNumber("SUBMIT_CONCURRENCY", configuration.submitConcurrency(), 1, 256),
                wholeNumber("MAX_REQUESTS_PER_SECOND", configuration.maxRequestsPerSecond(), 0, 100_000),
                duration("REQUEST_TIMEOUT", configuration.requestTimeout(), Duration.ofMillis(1), Duration.ofMinutes(5)),
                wholeNumber("MAX_ATTEMPTS", configuration.maxAttempts(), 1, 20),
                duration("DEADLINE_MARGIN", configuration.deadlineMargin(), Duration.ZERO, Duration.ofMinutes(14)));
    }

    private static String table(String variable, Optional<String> setting) {
        var table = required(variable, setting);
        if (!TABLE.matcher(table).matches()) {
            throw unusable(variable, "the name or ARN of a DynamoDB table", table);
        }
        return table;
    }

    private static URI url(String variable, Optional<String> setting) {
        var text = required(variable, setting);
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
        return url;
    }

    private static int wholeNumber(String variable, Optional<String> setting, int least, int most) {
        var text = required(variable, setting);
        if (WHOLE_NUMBER.matcher(text).matches()) {
            var number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw unusable(variable, "a whole number from %d to %d".formatted(least, most), text);
    }

    private static Duration duration(String variable, Optional<String> setting, Duration least, Duration most) {
        var text = required(variable, setting);
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

    private static String required(String variable, Optional<String> setting) {
        return setting.map(String::strip).filter(text -> !text.isEmpty())
                .orElseThrow(() -> new ConfigurationException("%s must not be empty".formatted(variable)));
    }

    private static ConfigurationException unusable(String variable, String description, String value) {
        return new ConfigurationException("%s must be %s, but is \"%s\"".formatted(variable, description, value));
    }
}
