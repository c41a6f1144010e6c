package dev.billingreporter.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.billingreporter.item.InvalidItemException;
import dev.billingreporter.item.Item;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubscriptionDaysTest {

    @Test
    void withoutBoundsASubscriptionHasAllDays() {
        assertThat(days("UTC", Map.of("billingPlanId", "pro")))
                .containsExactly("pro from -999999999-01-01 to +999999999-12-31");
    }

    @Test
    void overlappingSubscriptionsOfOneLevelToOnePlanAreRefusedWithBothIndexes() {
        assertThatThrownBy(() -> days("UTC", subscription("pro", "2026-11-01", "2026-11-11"),
                subscription("basic", "2026-11-01", "2026-11-11"), subscription("pro", "2026-11-10", "2026-11-20")))
                .isInstanceOf(InvalidItemException.class).hasMessage("Installations item \"icfg_1\": subscriptions[2] overlaps"
                        + " subscriptions[0]: both are for the whole installation and plan \"pro\"");
        var later = ofResource("db", subscription("pro", "2026-11-01", "2026-11-11"));
        var earlier = ofResource("db", subscription("pro", "2026-10-01", "2026-11-02"));
        assertThatThrownBy(() -> days("UTC", later, earlier)).hasMessage("Installations item \"icfg_1\": subscriptions[1]"
                + " overlaps subscriptions[0]: both are for resource \"db\" and plan \"pro\"");
    }

    @Test
    void severalPlansOrLevelsMayOverlap() {
        assertThat(days("UTC", subscription("pro", "2026-11-01", "2026-11-11"),
                subscription("support", "2026-11-01", "2026-11-11"),
                ofResource("db", subscription("pro", "2026-11-01", "2026-11-11")))).hasSize(3);
    }

    @Test
    void theDayOfAChangeIsNoOverlap() {
        assertThat(days("UTC", subscription("pro", "2026-11-01", "2026-11-11T15:00:00Z"),
                subscription("pro", "2026-11-11T15:00:00Z", "2026-11-20")))
                .containsExactly("pro from 2026-11-01 to 2026-11-20");
        assertThat(days("UTC", subscription("pro", "2026-11-11T15:00:00Z", "2026-11-20"),
                subscription("pro", "2026-11-01", "2026-11-11T09:00:00Z")))
                .containsExactly("pro from 2026-11-01 to 2026-11-20");
    }

    @Test
    void subscriptionsWithAGapAreTwo() {
        assertThat(
                days("UTC", subscription("pro", "2026-11-01", "2026-11-10"), subscription("pro", "2026-11-11", "2026-11-20")))
                .containsExactly("pro from 2026-11-01 to 2026-11-10", "pro from 2026-11-11 to 2026-11-20");
    }

    @Test
    void aSubscriptionWithoutADayKeepsItsPlan() {
        assertThat(days("UTC", subscription("pro", "2026-11-10", "2026-11-10")))
                .containsExactly("pro from 2026-11-10 to 2026-11-10");
    }

    @Test
    void oneWithoutADayTakesNoDayFromAnother() {
        assertThat(days("UTC", subscription("pro", "2026-11-01", "2026-11-10T12:00:00Z"),
                subscription("none", "2026-11-10", "2026-11-10"))).contains("pro from 2026-11-01 to 2026-11-11");
    }

    @Test
    void twoThatStartedAtOnceShareTheDayOnWhichBothEnd() {
        assertThat(days("UTC", subscription("base", "2026-11-01", "2026-11-10T12:00:00Z"),
                subscription("extra", "2026-11-01", "2026-11-10T13:00:00Z")))
                .containsExactly("base from 2026-11-01 to 2026-11-11", "extra from 2026-11-01 to 2026-11-11");
    }

    @Test
    void theOneStartedLastHasTheDayOnWhichBothEnd() {
        var earlier = subscription("old", "2026-11-01", "2026-11-10T13:00:00Z");
        var later = subscription("new", "2026-11-05", "2026-11-10T12:00:00Z");

        assertThat(days("UTC", earlier, later)).containsExactly("old from 2026-11-01 to 2026-11-10",
                "new from 2026-11-05 to 2026-11-11");
        assertThat(days("UTC", later, earlier)).containsExactly("new from 2026-11-05 to 2026-11-11",
                "old from 2026-11-01 to 2026-11-10");
    }

    @Test
    void theOneThatGoesOnHasTheDayOnWhichItStarts() {
        assertThat(days("UTC", subscription("long", "2026-11-10T08:00:00Z", "2026-11-20"),
                subscription("short", "2026-11-10T09:00:00Z", "2026-11-10T17:00:00Z")))
                .containsExactlyInAnyOrder("long from 2026-11-10 to 2026-11-20", "short from 2026-11-10 to 2026-11-10");
    }

    @Test
    void midnightIsThatOfTheZone() {
        assertThat(days("America/New_York", subscription("pro", "2026-11-05T03:00:00Z", "2026-11-10T05:00:00Z")))
                .as("03:00Z is still the 4th, 05:00Z is midnight").containsExactly("pro from 2026-11-04 to 2026-11-10");
    }

    @Test
    void whereTheClocksSkipMidnightADateBeginsAfterIt() {
        // on 4 November 2018 in São Paulo it was 01:00 right after 23:59 of the 3rd
        assertThat(days("America/Sao_Paulo", subscription("pro", "2018-11-01", "2018-11-04")))
                .containsExactly("pro from 2018-11-01 to 2018-11-04");
        assertThat(days("America/Sao_Paulo", subscription("pro", "2018-11-04", "2018-11-05")))
                .containsExactly("pro from 2018-11-04 to 2018-11-05");
    }

    @Test
    void anUninstallationEndsEverythingWithItsDay() {
        var installation = installation("America/New_York",
                Map.of("status", "UNINSTALLED", "uninstalledAt", "2026-11-12T04:00:00Z"),
                List.of(subscription("pro", "2026-11-01", "2026-11-20"), subscription("late", "2026-11-15", "2026-11-20"),
                        subscription("over", "2026-11-01", "2026-11-05")));
        assertThat(texts(installation)).containsExactlyInAnyOrder("pro from 2026-11-01 to 2026-11-12",
                "late from 2026-11-15 to 2026-11-15", "over from 2026-11-01 to 2026-11-05");
        assertThat(installation.firstSubscribedDay()).contains(LocalDate.of(2026, 11, 1));
    }

    @Test
    void anInstallationWhoseSubscriptionsHaveNoDayIsNeverSubscribed() {
        assertThat(installation("UTC", Map.of(), List.of(subscription("pro", "2026-11-10", "2026-11-10"))).firstSubscribedDay())
                .isEmpty();
    }

    @Test
    void aBoundThatIsNeitherAnInstantNorADateIsRefused() {
        for (var text : List.of("tomorrow", "2026-11-31", "2026-11-1", "0000-01-01", "2026/11/01")) {
            assertThatThrownBy(() -> days("UTC", subscription("pro", text, "2026-12-01"))).hasMessage(
                    "Installations item \"icfg_1\": subscriptions[0].from must be an instant such as 2026-11-22T10:05:00Z"
                            + " or a date such as 2026-11-22, but is \"" + text + "\"");
        }
        assertThatThrownBy(() -> days("UTC", subscription("pro", "2026-11-02", "2026-11-01T23:59:59Z")))
                .hasMessage("Installations item \"icfg_1\": subscriptions[0].until must not be before from");
    }

    @Test
    void aPlansIdThatIsTooLongForAKeyIsRefusedInBytes() {
        assertThat(days("UTC", Map.of("billingPlanId", "金".repeat(682)))).hasSize(1);
        assertThatThrownBy(() -> days("UTC", Map.of("billingPlanId", "金".repeat(683)))).hasMessage("Installations item"
                + " \"icfg_1\": subscriptions[0].billingPlanId must not be longer than 2048 bytes, as it is a key");
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the list is only read
    private static List<String> days(String zone, Map<String, Object>... subscriptions) {
        return texts(installation(zone, Map.of(), List.of(subscriptions)));
    }

    private static List<String> texts(Installation installation) {
        return installation.subscriptions().stream().map(subscription -> "%s from %s to %s".formatted(
                subscription.billingPlanId(), subscription.firstDay(), subscription.endDay())).toList();
    }

    private static Installation installation(String zone, Map<String, Object> attributes,
            List<Map<String, Object>> subscriptions) {
        var item = new HashMap<String, Object>(attributes);
        item.putAll(Map.of("installationId", "icfg_1", "accessToken", "token", "timeZone", zone, "subscriptions",
                new ArrayList<>(subscriptions)));
        return Installation.read(Item.of("Installations", "icfg_1", item));
    }

    private static Map<String, Object> subscription(String plan, String from, String until) {
        return Map.of("billingPlanId", plan, "from", from, "until", until);
    }

    private static Map<String, Object> ofResource(String resourceId, Map<String, Object> subscription) {
        var item = new HashMap<>(subscription);
        item.put("resourceId", resourceId);
        return item;
    }
}
