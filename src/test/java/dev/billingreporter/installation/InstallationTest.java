package dev.billingreporter.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.billingreporter.day.BillingCalendar;
import dev.billingreporter.day.BillingCycle.Anchored;
import dev.billingreporter.day.BillingCycle.Explicit;
import dev.billingreporter.day.DaySelection.Lifetime;
import dev.billingreporter.day.UsageDay;
import dev.billingreporter.item.InvalidItemException;
import dev.billingreporter.item.Item;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstallationTest {

    private static final Map<String, Object> UNINSTALLED = Map.of("status", "UNINSTALLED", "uninstalledAt",
            "2026-11-22T03:00:00Z", "timeZone", "America/New_York", "subscriptions",
            List.of(Map.of("billingPlanId", "pro", "from", "2026-11-10")));

    @Test
    void anItemWithNothingElseIsInUseAndBilledByMonthsInUtc() {
        var installation = read(Map.of());

        assertThat(installation.installationId()).isEqualTo("icfg_1");
        assertThat(installation.accessToken().authorization()).isEqualTo("Bearer token");
        assertThat(installation.status()).isEqualTo(new InstallationStatus.Active());
        assertThat(installation.calendar()).isEqualTo(new BillingCalendar(ZoneId.of("UTC"), new Anchored(1)));
        assertThat(installation.subscriptions()).isEmpty();
    }

    @Test
    void anInstallationInUseHasNoLastDay() {
        var installation = read(Map.of("status", "ACTIVE", "uninstalledAt", "2026-11-22T03:00:00Z", "subscriptions",
                List.of(Map.of("billingPlanId", "pro", "from", "2026-11-10"))));

        assertThat(installation.isUninstalled()).isFalse();
        assertThat(installation.uninstalledAt()).isEmpty();
        assertThat(installation.lastDay()).isEmpty();
        assertThat(installation.lifetime()).contains(new Lifetime(LocalDate.of(2026, 11, 10), Optional.empty()));
    }

    @Test
    void anUninstalledOneIsReportedUpToTheDayInItsZoneOnWhichItWas() {
        var installation = read(UNINSTALLED);

        assertThat(installation.isUninstalled()).isTrue();
        assertThat(installation.uninstalledAt()).contains(Instant.parse("2026-11-22T03:00:00Z"));
        assertThat(installation.lastDay()).map(UsageDay::date).contains(LocalDate.of(2026, 11, 21));
        assertThat(installation.lifetime())
                .contains(new Lifetime(LocalDate.of(2026, 11, 10), Optional.of(LocalDate.of(2026, 11, 21))));
    }

    @Test
    void withoutASubscriptionNoDayMayBeReported() {
        assertThat(read(Map.of()).lifetime()).isEmpty();
        assertThat(read(Map.of()).firstSubscribedDay()).isEmpty();
    }

    @Test
    void theCycleIsAnAnchorOrAnExplicitPeriodThatGoesFirst() {
        assertThat(read(Map.of("billingAnchorDay", new BigDecimal(31))).calendar().cycle()).isEqualTo(new Anchored(31));
        assertThat(read(Map.of("billingAnchorDay", new BigDecimal(31), "periodStart", "2026-11-01T06:00:00Z", "periodEnd",
                "2026-12-01T06:00:00Z")).calendar().cycle())
                .isEqualTo(new Explicit(Instant.parse("2026-11-01T06:00:00Z"), Instant.parse("2026-12-01T06:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "i", "icfg_7gK2", "A-b.c~9", "_", "~" })
    void anIdCanStandInAPath(String installationId) {
        assertThat(Installation.isInstallationId(installationId)).isTrue();
        assertThat(read(Map.of("installationId", installationId)).installationId()).isEqualTo(installationId);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = { ".", "..", ".a", "a/b", "a b", "a?b", "a%2Fb", "a#b", "ä", "\"a\nb\"" })
    void whatCouldLeadElsewhereIsNoId(String installationId) {
        assertThat(Installation.isInstallationId(installationId)).isFalse();
        refused(Map.of("installationId", installationId), "installationId must consist of letters, digits, '_', '-', '.' and"
                + " '~' only, not start with '.', and not be longer than 255 characters");
    }

    @Test
    void anIdHasAtMost255Characters() {
        assertThat(Installation.isInstallationId("x".repeat(255))).isTrue();
        assertThat(Installation.isInstallationId("x".repeat(256))).isFalse();
        assertThat(Installation.isInstallationId("")).isFalse();
    }

    static List<Arguments> unusable() {
        return List.of(
                unusable(Map.of("accessToken", "to ken"), "accessToken must consist of visible ASCII characters only"),
                unusable(Map.of("status", "PAUSED"), "status must be ACTIVE or UNINSTALLED, but is \"PAUSED\""),
                unusable(Map.of("status", "UNINSTALLED"), "uninstalledAt is missing"),
                unusable(Map.of("timeZone", "Mars/Olympus"),
                        "timeZone must be an IANA zone such as Europe/Berlin, but is \"Mars/Olympus\""),
                unusable(Map.of("timeZone", "+05:00"),
                        "timeZone must be an IANA zone such as Europe/Berlin, but is \"+05:00\""),
                unusable(Map.of("periodStart", "2026-11-01T00:00:00Z"),
                        "periodEnd is missing: an explicit period needs both its bounds"),
                unusable(Map.of("periodEnd", "2026-12-01T00:00:00Z"),
                        "periodStart is missing: an explicit period needs both its bounds"),
                unusable(Map.of("periodStart", "2026-11-01T00:00:00Z", "periodEnd", "2026-11-01T12:00:00Z"),
                        "periodEnd must be at least a day after periodStart 2026-11-01T00:00:00Z, but is 2026-11-01T12:00:00Z"),
                unusable(Map.of("billingAnchorDay", new BigDecimal("1.5")),
                        "billingAnchorDay must be a day of the month, 1 to 31, but is 1.5"),
                unusable(Map.of("billingAnchorDay", new BigDecimal(32)),
                        "billingAnchorDay must be a day of the month, 1 to 31, but is 32"));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void whatCannotBeUsedIsNamed(Map<String, Object> attributes, String problem) {
        refused(attributes, problem);
    }

    @ParameterizedTest
    @ValueSource(strings = { "installationId", "accessToken" })
    void whatIsRequiredAndAbsentIsMissing(String attribute) {
        refused(Map.of(attribute, Item.NULL), attribute + " is missing");
    }

    private static Arguments unusable(Map<String, Object> attributes, String problem) {
        return Arguments.of(attributes, problem);
    }

    private static Installation read(Map<String, Object> attributes) {
        var item = new HashMap<String, Object>(Map.of("installationId", "icfg_1", "accessToken", "token"));
        item.putAll(attributes);
        return Installation.read(Item.of("Installations", "icfg_1", item));
    }

    private static void refused(Map<String, Object> attributes, String problem) {
        assertThatThrownBy(() -> read(attributes)).isInstanceOf(InvalidItemException.class)
                .hasMessage("Installations item \"icfg_1\": " + problem);
    }
}
