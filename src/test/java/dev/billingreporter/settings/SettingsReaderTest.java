package dev.billingreporter.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {

    @Test
    void withoutVariablesTheDefaultsHold() {
        assertThat(settings(Map.of())).isEqualTo(new Settings("Installations", "BillingPlans", "UsageCounters", "Checkpoints",
                URI.create("https://api.vercel.com"), 32, 0, Duration.ofSeconds(10), 5, Duration.ofSeconds(20)));
    }

    @Test
    void eachVariableIsItsSetting() {
        assertThat(settings(Map.of("INSTALLATIONS_TABLE", "one", "BILLING_PLANS_TABLE", "two", "USAGE_COUNTERS_TABLE",
                "arn:aws:dynamodb:us-east-1:123456789012:table/three",
                "CHECKPOINTS_TABLE", "four", "VERCEL_API_URL", "http://127.0.0.1:8080/prefix/", "SUBMIT_CONCURRENCY", "7",
                "MAX_REQUESTS_PER_SECOND", "50",
                "REQUEST_TIMEOUT", "1500ms", "MAX_ATTEMPTS", "1", "DEADLINE_MARGIN", "PT1M")))
                .isEqualTo(new Settings("one", "two", "arn:aws:dynamodb:us-east-1:123456789012:table/three", "four",
                        URI.create("http://127.0.0.1:8080/prefix"), 7, 50, Duration.ofMillis(1500), 1, Duration.ofMinutes(1)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "INSTALLATIONS_TABLE | a b", "CHECKPOINTS_TABLE | x",
            "VERCEL_API_URL | api.vercel.com", "VERCEL_API_URL | https://", "VERCEL_API_URL | https://a.b/?c",
            "VERCEL_API_URL | https://user:secret@a.b", "VERCEL_API_URL | https://a b", "SUBMIT_CONCURRENCY | 0",
            "SUBMIT_CONCURRENCY | 257", "SUBMIT_CONCURRENCY | 3.5", "SUBMIT_CONCURRENCY | -1",
            "MAX_REQUESTS_PER_SECOND | -1", "MAX_REQUESTS_PER_SECOND | 99999999999", "REQUEST_TIMEOUT | 0s",
            "REQUEST_TIMEOUT | 6m", "REQUEST_TIMEOUT | ten", "MAX_ATTEMPTS | 0", "MAX_ATTEMPTS | 21",
            "DEADLINE_MARGIN | -1s", "DEADLINE_MARGIN | 15m" })
    void aSettingThatCannotBeUsedIsRefusedByName(String variable, String value) {
        assertThatThrownBy(() -> settings(Map.of(variable, value))).isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(variable + " must be ").hasMessageContaining(value).hasNoCause();
    }

    private static Settings settings(Map<String, String> environment) {
        try {
            var config = new SmallRyeConfigBuilder().addDefaultInterceptors()
                    .withSources(new PropertiesConfigSource(
                            Path.of("src/main/resources/application.properties").toUri().toURL(), 100))
                    .withSources(new PropertiesConfigSource(new HashMap<>(environment), "environment", 300))
                    .withMapping(ReporterConfiguration.class).withValidateUnknown(false).build();
            return SettingsReader.read(config.getConfigMapping(ReporterConfiguration.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
