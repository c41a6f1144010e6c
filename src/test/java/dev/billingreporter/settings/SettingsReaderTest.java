package dev.billingreporter.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.billingreporter.settings.Settings.Invoicing;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

    @Test
    void withoutVariablesTheDefaultsHold() {
        assertThat(settings(Map.of())).isEqualTo(new Settings("Installations", "BillingPlans", "UsageCounters", "Checkpoints",
                URI.create("https://api.vercel.com"), 32, 0, Duration.ofSeconds(10), 5, Duration.ofSeconds(20),
                Optional.empty(), false)).isEqualTo(DefaultSettings.SETTINGS);
    }

    @Test
    void invoicesThatAreSwitchedOnHaveDefaultsOfTheirOwn() {
        assertThat(settings(Map.of("INVOICES", "on", "INVOICES_SINCE", "2026-12-01")).invoicing())
                .contains(new Invoicing("Invoices", LocalDate.of(2026, 12, 1), Duration.ofHours(12)));
    }

    @Test
    void eachVariableIsItsSetting() {
        assertThat(settings(Map.ofEntries(Map.entry("INSTALLATIONS_TABLE", "one"), Map.entry("BILLING_PLANS_TABLE", "two"),
                Map.entry("USAGE_COUNTERS_TABLE", "arn:aws:dynamodb:us-east-1:123456789012:table/three"),
                Map.entry("CHECKPOINTS_TABLE", "four"), Map.entry("VERCEL_API_URL", "http://127.0.0.1:8080/prefix/"),
                Map.entry("SUBMIT_CONCURRENCY", "7"), Map.entry("MAX_REQUESTS_PER_SECOND", "50"),
                Map.entry("REQUEST_TIMEOUT", "1500ms"), Map.entry("MAX_ATTEMPTS", "1"), Map.entry("DEADLINE_MARGIN", "PT1M"),
                Map.entry("INVOICES", "on"), Map.entry("INVOICES_SINCE", "2026-11-01"), Map.entry("INVOICE_DELAY", "3h"),
                Map.entry("INVOICES_TABLE", "five"), Map.entry("READ_ONLY", "true"))))
                .isEqualTo(new Settings("one", "two", "arn:aws:dynamodb:us-east-1:123456789012:table/three", "four",
                        URI.create("http://127.0.0.1:8080/prefix"), 7, 50, Duration.ofMillis(1500), 1, Duration.ofMinutes(1),
                        Optional.of(new Invoicing("five", LocalDate.of(2026, 11, 1), Duration.ofHours(3))), true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "INSTALLATIONS_TABLE | a b", "CHECKPOINTS_TABLE | x",
            "VERCEL_API_URL | api.vercel.com", "VERCEL_API_URL | https://", "VERCEL_API_URL | https://a.b/?c",
            "VERCEL_API_URL | https://a b", "VERCEL_API_URL | https://a.b:0", "VERCEL_API_URL | https://a.b:65536",
            "VERCEL_API_URL | https://a.b:99999", "VERCEL_API_URL | https://a.b:99999999999", "VERCEL_API_URL | https://a.b:-1",
            "SUBMIT_CONCURRENCY | 0", "SUBMIT_CONCURRENCY | 257", "SUBMIT_CONCURRENCY | 3.5", "SUBMIT_CONCURRENCY | -1",
            "MAX_REQUESTS_PER_SECOND | -1", "MAX_REQUESTS_PER_SECOND | 99999999999", "REQUEST_TIMEOUT | 0s",
            "REQUEST_TIMEOUT | 6m", "REQUEST_TIMEOUT | ten", "MAX_ATTEMPTS | 0", "MAX_ATTEMPTS | 21",
            "DEADLINE_MARGIN | -1s", "DEADLINE_MARGIN | 15m", "INVOICES | yes", "INVOICES | ON", "INVOICES_SINCE | 2026-12",
            "INVOICES_SINCE | 2026-02-30", "INVOICE_DELAY | 24h", "INVOICE_DELAY | -1s", "INVOICES_TABLE | a b",
            "READ_ONLY | 1" })
    void aSettingThatCannotBeUsedIsRefusedByName(String variable, String value) {
        assertThatThrownBy(() -> settings(Map.of(variable, value))).isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(variable + " must be ").hasMessageContaining(value).hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://a.b:1", "https://a.b:65535", "http://127.0.0.1" })
    void aPortThatExistsOrNoneIsFine(String url) {
        assertThat(settings(Map.of("VERCEL_API_URL", url)).vercelApiUrl()).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://user:secret@a.b", "https://secret@a.b", "https://us er:secret@a.b", "user:secret@a.b",
            "ftp://user:secret@a.b/x", "https://user:secret@a.b:99999", "https://user:se/cret?#@a.b",
            "https://u:a@secret@a.b" })
    void aUsersNameAndPasswordAreNotRepeated(String url) {
        for (var variable : new String[] { "VERCEL_API_URL", "CHECKPOINTS_TABLE", "SUBMIT_CONCURRENCY", "REQUEST_TIMEOUT",
                "INVOICES", "INVOICES_SINCE" }) {
            assertThatThrownBy(() -> settings(Map.of(variable, url))).hasMessageStartingWith(variable + " must be ")
                    .hasMessageContaining("…@a.b").message().doesNotContain("cret", "user:", "us er");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "INSTALLATIONS_TABLE", "VERCEL_API_URL", "MAX_ATTEMPTS", "DEADLINE_MARGIN", "INVOICES",
            "INVOICE_DELAY", "READ_ONLY" })
    void anEmptyOneIsNotTheDefault(String variable) {
        assertThatThrownBy(() -> settings(Map.of(variable, " "))).hasMessage(variable + " must not be empty");
    }

    @Test
    void invoicesNeedADaySinceWhichTheyAreSent() {
        for (var environment : List.of(Map.of("INVOICES", "on"), Map.of("INVOICES", "on", "INVOICES_SINCE", ""))) {
            assertThatThrownBy(() -> settings(environment)).isInstanceOf(ConfigurationException.class)
                    .hasMessage("INVOICES_SINCE must be a date such as 2026-12-01 where INVOICES is on, but is not set");
        }
        assertThat(settings(Map.of("INVOICES_SINCE", "")).invoicing()).isEmpty();
        assertThat(settings(Map.of("INVOICES_SINCE", "2026-12-01")).invoicing()).as("off").isEmpty();
    }

    private static Settings settings(Map<String, String> environment) {
        return SettingsReader.read(new SmallRyeConfigBuilder().addDefaultInterceptors()
                .withSources(new EnvConfigSource(environment, 300)).build());
    }
}
