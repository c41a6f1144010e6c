package dev.billingreporter.installation;

import dev.billingreporter.day.BillingCalendar;
import dev.billingreporter.day.BillingCycle;
import dev.billingreporter.day.DaySelection.Lifetime;
import dev.billingreporter.day.UsageDay;
import dev.billingreporter.item.Item;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One installation of the partner's product, as its item in the installations table says.
 *
 * @param installationId the integrationConfigurationId
 * @param accessToken the token that its submissions are sent with
 * @param status whether it is in use
 * @param calendar its usage days and billing periods
 * @param subscriptions the billing plans that apply to it, in no particular order
 */
public record Installation(String installationId, AccessToken accessToken, InstallationStatus status,
        BillingCalendar calendar, List<Subscription> subscriptions) {

    /** The attributes that {@link #read} uses. */
    public static final List<String> ATTRIBUTES = List.of("installationId", "accessToken", "status", "uninstalledAt",
            "timeZone", "billingAnchorDay", "periodStart", "periodEnd", "subscriptions");

    /** What can stand in a path as it is: nothing that could lead to another path, query or host. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_~-][A-Za-z0-9_.~-]{0,254}");

    public Installation {
        Objects.requireNonNull(installationId);
        Objects.requireNonNull(accessToken);
        Objects.requireNonNull(status);
        Objects.requireNonNull(calendar);
        subscriptions = List.copyOf(subscriptions);
    }

    /**
     * Reads an item of the installations table.
     *
     * @throws dev.billingreporter.item.InvalidItemException naming the item and the attribute that cannot be used
     */
    public static Installation read(Item item) {
        var status = status(item);
        var calendar = new BillingCalendar(zone(item), cycle(item));
        return new Installation(installationId(item), accessToken(item), status, calendar,
                SubscriptionDays.read(item, calendar, lastDay(status, calendar)));
    }

    /** Whether {@code installationId} can stand in the path of a request as it is. */
    public static boolean isInstallationId(String installationId) {
        return ID.matcher(installationId).matches();
    }

    /** The day on which the first subscription starts; empty when none has a day. */
    public Optional<LocalDate> firstSubscribedDay() {
        return subscriptions.stream().filter(Subscription::hasDays).map(Subscription::firstDay).min(LocalDate::compareTo);
    }

    /** Whether the partner's table says that it is no longer in use. */
    public boolean isUninstalled() {
        return status instanceof InstallationStatus.Uninstalled;
    }

    /** Whether it was uninstalled by then: one for which that is announced for later is still in use. */
    public boolean isUninstalled(Instant now) {
        return uninstalledAt().filter(at -> !at.isAfter(now)).isPresent();
    }

    /** When it was uninstalled, if it was. */
    public Optional<Instant> uninstalledAt() {
        return status instanceof InstallationStatus.Uninstalled uninstalled ? Optional.of(uninstalled.at()) : Optional.empty();
    }

    /** The days that may be reported; empty when there is no subscription. */
    public Optional<Lifetime> lifetime() {
        return firstSubscribedDay().map(first -> new Lifetime(first, lastDay().map(UsageDay::date)));
    }

    /** The last day to report; empty while the installation is in use. */
    public Optional<UsageDay> lastDay() {
        return lastDay(status, calendar);
    }

    private static Optional<UsageDay> lastDay(InstallationStatus status, BillingCalendar calendar) {
        return status instanceof InstallationStatus.Uninstalled uninstalled
                ? Optional.of(calendar.dayOf(uninstalled.at()))
                : Optional.empty();
    }

    private static String installationId(Item item) {
        var installationId = item.text("installationId");
        if (!isInstallationId(installationId)) {
            throw item.invalid("installationId", "must consist of letters, digits, '_', '-', '.' and '~' only, not start"
                    + " with '.', and not be longer than 255 characters");
        }
        return installationId;
    }

    private static AccessToken accessToken(Item item) {
        var value = item.text("accessToken");
        try {
            return AccessToken.of(value);
        } catch (IllegalArgumentException e) {
            throw item.invalid("accessToken", e.getMessage());
        }
    }

    private static InstallationStatus status(Item item) {
        var status = item.optionalText("status").orElse("ACTIVE");
        return switch (status) {
            case "ACTIVE" -> new InstallationStatus.Active();
            case "UNINSTALLED" -> new InstallationStatus.Uninstalled(item.instant("uninstalledAt"));
            default ->
                throw item.invalid("status", "must be ACTIVE or UNINSTALLED, but is \"%s\"".formatted(Item.shortened(status)));
        };
    }

    private static ZoneId zone(Item item) {
        var zone = item.optionalText("timeZone").orElse("UTC");
        if (!ZoneRulesProvider.getAvailableZoneIds().contains(zone)) {
            throw item.invalid("timeZone",
                    "must be an IANA zone such as Europe/Berlin, but is \"%s\"".formatted(Item.shortened(zone)));
        }
        return ZoneId.of(zone);
    }

    private static BillingCycle cycle(Item item) {
        var start = item.optionalInstant("periodStart");
        var end = item.optionalInstant("periodEnd");
        if (start.isPresent() != end.isPresent()) {
            throw item.invalid(start.isPresent() ? "periodEnd" : "periodStart",
                    "is missing: an explicit period needs both its bounds");
        }
        return start.isPresent() ? explicitCycle(item, start.get(), end.get()) : anchoredCycle(item);
    }

    private static BillingCycle explicitCycle(Item item, Instant start, Instant end) {
        try {
            return new BillingCycle.Explicit(start, end);
        } catch (IllegalArgumentException e) {
            throw item.invalid("periodEnd", e.getMessage());
        }
    }

    private static BillingCycle anchoredCycle(Item item) {
        var anchorDay = item.optionalNumber("billingAnchorDay");
        try {
            return new BillingCycle.Anchored(anchorDay.isPresent() ? anchorDay.get().intValueExact() : 1);
        } catch (ArithmeticException e) {
            throw item.invalid("billingAnchorDay", "must be a day of the month, 1 to 31, but is " + anchorDay.get().toString());
        } catch (IllegalArgumentException e) {
            throw item.invalid("billingAnchorDay", e.getMessage());
        }
    }
}
