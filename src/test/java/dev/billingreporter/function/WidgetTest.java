package dev.billingreporter.function;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.billingreporter.local.Tables;
import dev.billingreporter.standin.Fault;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a dashboard's widget gets from the function: real statements, real standings. */
@QuarkusTest
class WidgetTest extends EventPath {

    /** Metrics of each kind, a dated version, tiers, parts of the period, discounts of each kind. */
    private static final String RICH = """
            {billingPlanId: 'rich', name: 'Rich', charges: [{kind: 'flat', name: 'Old plan', amount: 1}],
             versions: [{from: '2026-11-01',
               metrics: [{name: 'Requests', counter: 'requests', type: 'interval', units: 'thousand requests', divisor: 1000,
                          planValue: 5000},
                         {name: 'Storage', counter: 'bytes', type: 'total', units: 'GB', divisor: 1000000000},
                         {name: 'Peak', counter: 'peak', type: 'rate', units: 'requests/s', planValue: 10}],
               charges: [{kind: 'flat', name: 'Rich plan', amount: 99},
                         {kind: 'graduated', metric: 'Requests', tiers: [{upTo: 1000, price: 0.3}, {price: 0.123}]},
                         {kind: 'package', metric: 'Storage', packageSize: 2, price: 1.5}],
               discounts: [{name: 'Launch', percent: 10}, {name: 'Voucher', amount: 5}, {name: 'At most', cap: 150}]}]}""";

    @Test
    void isDocumented() {
        assertThat(text("{\"describe\":true}")).startsWith("## ").contains("**installationId**");
    }

    @Test
    void tellsWhoIsUpToDateBehindAndGoneAndWhy() {
        installation("icfg_fine");
        installation("icfg_failing");
        installation("icfg_gone");
        installation("icfg_idle", "subscriptions: []");
        tables.put(Tables.INSTALLATIONS, "{installationId: 'icfg_bad', accessToken: 't', timeZone: '<b>Berlin</b>'}");
        vercel.always("icfg_failing", new Fault.Status(401));
        vercel.always("icfg_gone", new Fault.Status(410));
        invoke("{}");
        TestTime.CLOCK.advance(Duration.ofHours(1));

        var page = page("");

        assertThat(page.select(".counts dd").eachText()).containsExactly("1", "2", "1", "1");
        assertThat(page.select(".counts dt").eachText()).containsExactly("Up to date", "Behind", "Gone", "Nothing to send");
        assertThat(rows(page, "No accepted submission").eachText()).satisfiesExactly(
                bad -> assertThat(bad).startsWith("icfg_bad never Invalid data: ").contains("\"<b>Berlin</b>\""),
                failing -> assertThat(failing).startsWith("icfg_failing never Unauthorized (401): ").contains("1 failed run"));
        assertThat(rows(page, "Vercel answered that they are gone").eachText())
                .satisfiesExactly(gone -> assertThat(gone).startsWith("icfg_gone never Gone (410): "));
        assertThat(rows(page, "Accepted within").eachText()).containsExactly("icfg_fine 22 Nov 2026, 10:05 UTC");
        assertThat(page.select(".box")).isEmpty();
        assertThat(page.select("caption").eachText()).noneMatch(caption -> caption.contains("invoices"));
    }

    @Test
    void saysThatItIsIncompleteWhenTheTimeIsUp() {
        installation("icfg_1");
        TestTime.remaining = Duration.ZERO;

        var page = page("");

        assertThat(page.select(".box").text()).startsWith("Incomplete: ");
        assertThat(page.select(".counts dd").eachText()).containsOnly("0");
        assertThat(page("'installationId': 'icfg_1'").selectFirst("h1").text()).isEqualTo("Not in time");
    }

    @Test
    void listsAHundredAndCountsTheRest() {
        for (var number = 0; number < 130; number++) {
            installation("icfg_%03d".formatted(number));
        }
        assertThat(rows(page(""), "No accepted submission").last().text()).isEqualTo("and 30 more");
        for (var number = 0; number < 130; number++) {
            tables.put(Tables.CHECKPOINTS, """
                    {installationId: 'icfg_%03d', lastSuccessfulTimestamp: '%2$s', lastAcceptedAt: '%2$s', lastEod: '%2$s'}"""
                    .formatted(number, NOW));
        }

        var page = page("");

        assertThat(page.select(".counts dd").first().text()).isEqualTo("130");
        assertThat(rows(page, "Accepted within")).hasSize(101).last()
                .satisfies(row -> assertThat(row.text()).isEqualTo("and 30 more"));
    }

    @Test
    void everyFigureIsThatOfTheDryRunsRequest() {
        tables.put(Tables.BILLING_PLANS, RICH);
        installation("icfg_1",
                """
                        timeZone: 'America/Los_Angeles', subscriptions: [{billingPlanId: 'pro', until: '2026-11-11'},
                        {billingPlanId: 'rich', from: '2026-11-11'}, {billingPlanId: 'rich', resourceId: 'db_1', from: '2026-11-15'}]""");
        for (var day = 1; day <= 22; day++) {
            if (day != 7) {
                tables.counter("icfg_1", "2026-11-%02d#requests#".formatted(day), Integer.toString(61_357 * day));
                tables.counter("icfg_1", "2026-11-%02d#bytes#db_1".formatted(day), Long.toString(1_234_567_891L * day));
            }
        }
        tables.counter("icfg_1", "2026-11-22#peak#db_1", "7.25");
        tables.counter("icfg_1", "2026-11-22#unknown#", "5");
        var details = invoke("{\"installationIds\":[\"icfg_1\"],\"dryRun\":true}").get("details");
        var dryRun = details.get(details.size() - 1);
        var request = dryRun.get("request");

        var page = page("'installationId': 'icfg_1'");

        var charges = rows(page, "Lines and discounts");
        var shown = charges.stream().filter(row -> !row.hasClass("why")).toList();
        var items = list(request.at("/billing/items"));
        var discounts = list(request.at("/billing/discounts"));
        assertThat(items.size()).isGreaterThan(5);
        assertThat(discounts).hasSize(5);
        assertThat(shown).hasSize(items.size() + discounts.size());
        var total = BigDecimal.ZERO;
        for (var number = 0; number < items.size(); number++) {
            var item = items.get(number);
            assertThat(shown.get(number).selectFirst(".strong").text()).isEqualTo(item.get("name").asText());
            assertThat(numbers(shown.get(number))).containsExactly(item.get("quantity").decimalValue(), price(item, "price"),
                    price(item, "total"));
            assertThat(shown.get(number).selectFirst("td .quiet").text()).isEqualTo(item.get("units").asText());
            assertThat(shown.get(number).selectFirst("th .quiet").text()).contains("plan " + item.get("billingPlanId").asText())
                    .contains(item.has("resourceId") ? "resource " + item.get("resourceId").asText() : "");
            total = total.add(price(item, "total"));
        }
        for (var number = 0; number < discounts.size(); number++) {
            var row = shown.get(items.size() + number);
            assertThat(row.selectFirst(".strong").text()).isEqualTo(discounts.get(number).get("name").asText());
            assertThat(numbers(row)).containsExactly(price(discounts.get(number), "amount").negate());
            total = total.subtract(price(discounts.get(number), "amount"));
        }
        assertThat(numbers(page.selectFirst("tfoot tr"))).containsExactly(total);
        assertThat(number(page.selectFirst(".amount"))).isEqualTo(total);
        assertThat(dryRun.get("explanation").toString())
                .contains(charges.stream().filter(row -> row.hasClass("why"))
                        .map(row -> row.selectFirst("p").text().replace("\"", "\\\"")).toList());

        var usage = rows(page, "Usage as it is reported");
        var reported = list(request.get("usage"));
        assertThat(usage).hasSameSizeAs(reported);
        for (var number = 0; number < reported.size(); number++) {
            var row = reported.get(number);
            assertThat(usage.get(number).selectFirst(".strong").text()).isEqualTo(row.get("name").asText());
            assertThat(usage.get(number).selectFirst(".quiet").text()).isEqualTo("%s · %s · %s".formatted(
                    row.get("units").asText(), row.has("resourceId") ? "resource " + row.get("resourceId").asText()
                            : "whole installation",
                    row.get("type").asText()));
            assertThat(numbers(usage.get(number))).usingElementComparator(BigDecimal::compareTo)
                    .isEqualTo(Stream.of("dayValue", "periodValue", "planValue").filter(row::has)
                            .map(field -> row.get(field).decimalValue()).toList());
        }
        var unbilled = dryRun.at("/unbilled/0");
        assertThat(dryRun.at("/unmapped/0")).isEqualTo(json("{\"counter\":\"unknown\",\"days\":1,\"value\":5}"));
        assertThat(unbilled.get("resourceId").asText()).isEqualTo("db_1");
        assertThat(rows(page, "What was counted").eachText()).containsExactly(
                "unknown No metric of its billing plans names this counter. 1 5",
                "bytes resource db_1 No subscription covers these days of this resource. %d %,d"
                        .formatted(unbilled.get("days").asInt(), unbilled.get("value").asLong()));
        assertThat(vercel.requestCount()).isZero();
        assertThat(tables.checkpoint("icfg_1")).isEmpty();
    }

    @Test
    void showsTheDaysWithTheirGapsAndThePlansLimit() {
        tables.put(Tables.BILLING_PLANS, RICH);
        installation("icfg_1", "subscriptions: [{billingPlanId: 'rich'}]");
        tables.counter("icfg_1", "2026-11-20#requests#", "150000");
        tables.counter("icfg_1", "2026-11-22#requests#", "75000");

        var chart = page("'installationId': 'icfg_1'").select(".chart").stream()
                .filter(element -> element.selectFirst("h3").text().equals("Requests")).findFirst().orElseThrow();

        assertThat(chart.select("rect").eachAttr("class")).hasSize(30);
        assertThat(chart.select("rect.gap")).hasSize(20);
        assertThat(chart.select("rect.past > title").eachText()).containsExactly("Fri 20 Nov: 150 thousand requests");
        assertThat(chart.select("rect.today > title").eachText()).containsExactly("Sun 22 Nov, so far: 75 thousand requests");
        assertThat(chart.select(".legend").text()).contains("plan's limit: 5,000 ÷ 30 days = 166.7 a day", "not measured");
        assertThat(chart.select("desc").text()).startsWith("Measured on 2 of 22 days");
        assertThat(chart.select(".value").text()).isEqualTo("225 of 5,000 thousand requests");
    }

    @Test
    void saysWhatVercelAcceptedWhenAndWhatWouldGoOutNowAndWhy() {
        installation("icfg_1", "timeZone: 'Asia/Tokyo', subscriptions: [{billingPlanId: 'pro'}]");
        tables.counter("icfg_1", "2026-11-21#requests#", "10");
        assertThat(days("icfg_1")).containsExactly("Sat 21 Nov never Would go out now never sent",
                "Sun 22 Nov never Would go out now never sent");
        invoke("{}");
        assertThat(days("icfg_1")).satisfiesExactly(
                yesterday -> assertThat(yesterday).startsWith("Sat 21 Nov 22 Nov 2026, 19:05 10:05 UTC counters read")
                        .endsWith("Would not go out unchanged since it was accepted"),
                today -> assertThat(today).endsWith("Would go out now unchanged, but the current day always goes out"));
        tables.counter("icfg_1", "2026-11-21#requests#", "20");

        assertThat(days("icfg_1")).allSatisfy(
                day -> assertThat(day).endsWith("Would go out now changed since it was accepted"));
        assertThat(invoke("{\"installationIds\":[\"icfg_1\"],\"dryRun\":true}").get("details"))
                .extracting(detail -> detail.get("change").asText()).containsExactly("CHANGED", "CHANGED");
    }

    @Test
    void whatIsGoneIsHeldBackAndCanBeLookedAt() {
        installation("icfg_1");
        vercel.always("icfg_1", new Fault.Status(410));
        invoke("{}");

        var page = page("'installationId': 'icfg_1'");

        assertThat(page.select(".box").text()).startsWith("Vercel answered on 22 Nov 2026, 10:05 UTC that");
        assertThat(days("icfg_1")).allMatch(day -> day.endsWith("never Would not go out the installation is gone")).hasSize(2);
        assertThat(page.select(".amount").text()).isEqualTo("29.00");
        assertThat(rows(page, "What has to be fixed").text()).contains("22 Nov 2026, 10:05 UTC Gone (410): ");
    }

    @Test
    void whatWasUninstalledShowsItsLastDayWhileThatIsOpen() {
        installation("icfg_1", """
                status: 'UNINSTALLED', uninstalledAt: '2026-11-21T09:00:00Z', subscriptions: [{billingPlanId: 'pro'}]""");
        var page = page("'installationId': 'icfg_1'");
        assertThat(page.select(".box").eachText())
                .containsExactly("It was uninstalled on 21 November 2026: that day is its last.");
        assertThat(page.select(".facts dt").eachText()).containsExactly("Billing period", "Last day", "As of", "Time zone");
        assertThat(page.select("tfoot").text()).isEqualTo("Total 20.30");
        assertThat(page.text()).doesNotContain("so far").doesNotContain("today");
        invoke("{}");
        assertThat(days("icfg_1")).singleElement().asString().startsWith("Sat 21 Nov 22 Nov 2026, 10:05 UTC")
                .endsWith("Would not go out unchanged since it was accepted");
        assertThat(page("'installationId': 'icfg_1'").select(".amount").text()).isEqualTo("20.30");

        TestTime.CLOCK.advance(Duration.ofDays(2));
        assertThat(page("'installationId': 'icfg_1'").select(".amount, table")).isEmpty();
    }

    @Test
    void whatWasUninstalledAndHasEndedAtVercelShowsItsLastDayAndWhyItDoesNotGoOut() {
        installation("icfg_1", """
                status: 'UNINSTALLED', uninstalledAt: '2026-11-21T09:00:00Z', subscriptions: [{billingPlanId: 'pro'}]""");
        vercel.always("icfg_1", new Fault.Status(401));
        invoke("{}");

        assertThat(days("icfg_1")).singleElement().asString()
                .endsWith("never Would not go out it is uninstalled, and Vercel has ended it");
        assertThat(page("'installationId': 'icfg_1'").select(".amount").text()).isEqualTo("20.30");
    }

    @Test
    void withoutASubscriptionItSaysSo() {
        installation("icfg_none", "subscriptions: []");
        installation("icfg_later", "subscriptions: [{billingPlanId: 'pro', from: '2026-12-01'}]");

        assertThat(page("'installationId': 'icfg_none'").select(".box").text())
                .isEqualTo("It has no subscription, so nothing is sent for it.");
        assertThat(page("'installationId': 'icfg_later'").select(".box").text())
                .isEqualTo("Its first subscription starts on 1 December 2026. Nothing is sent for the days before.");
    }

    @Test
    void whatCannotBeUsedIsAProblemOnThePage() {
        installation("icfg_item", "timeZone: 'Mars/Olympus', subscriptions: [{billingPlanId: 'pro'}]");
        installation("icfg_plan", "subscriptions: [{billingPlanId: 'none'}, {billingPlanId: 'nothing'}]");
        installation("icfg_counter");
        tables.counter("icfg_counter", "2026-11-22#requests", "1");
        installation("icfg_checkpoint");
        tables.put(Tables.CHECKPOINTS, "{installationId: 'icfg_checkpoint', days: 'none'}");

        assertThat(problems("icfg_item")).singleElement().asString().contains("now Invalid data: ", "icfg_item", "timeZone");
        assertThat(problems("icfg_plan")).hasSize(2).allMatch(problem -> problem.startsWith("now Invalid data: "))
                .anyMatch(problem -> problem.contains("nothing"));
        assertThat(problems("icfg_counter")).singleElement().asString().contains("2026-11-22#requests");
        assertThat(problems("icfg_checkpoint")).singleElement().asString().contains("icfg_checkpoint", "days");
        assertThat(days("icfg_plan")).hasSize(2)
                .allMatch(day -> day.endsWith("never Would not go out the problem has to be fixed first"));
        assertThat(days("icfg_checkpoint")).as("nobody knows what Vercel has").isEmpty();
        invoke("{}");
        assertThat(problems("icfg_plan")).as("the run's failure is the same").hasSize(2);
    }

    @Test
    void whatVercelHasOfAnInstallationThatBrokeIsShown() {
        installation("icfg_1");
        invoke("{}");
        installation("icfg_1", "timeZone: 'Mars/Olympus', subscriptions: [{billingPlanId: 'pro'}]");

        assertThat(problems("icfg_1")).hasSize(1);
        assertThat(days("icfg_1")).hasSize(2).allMatch(day -> day.contains("22 Nov 2026, 10:05 UTC counters read")
                && day.endsWith("Would not go out the problem has to be fixed first"));
    }

    @Test
    void saysWhyTheLatestRunsFailed() {
        installation("icfg_1");
        vercel.always("icfg_1", new Fault.Status(403));
        invoke("{}");
        invoke("{}");

        assertThat(problems("icfg_1")).singleElement().asString()
                .startsWith("22 Nov 2026, 10:05 UTC Forbidden (403): the latest of 2 failed runs in a row: ");
    }

    @Test
    void anUnknownInstallationIsSaidToBeUnknown() {
        var page = page("'installationId': 'icfg_none'");

        assertThat(page.selectFirst("h1").text()).isEqualTo("Unknown installation");
        assertThat(page.select(".box").text()).contains("icfg_none");
        assertThat(page("'installationId': '<script>'").selectFirst("h1").text()).isEqualTo("Not an installation id");
    }

    @Test
    void whatIsEnteredGoesBeforeAParameter() {
        installation("icfg_1");
        installation("icfg_2");
        var event = "{'installationId': 'icfg_1', 'widgetContext': {'params': {'installationId': 'icfg_1'}, "
                + "'forms': {'all': {'installationId': 'icfg_2'}}}}";

        assertThat(Jsoup.parse(text(event.replace('\'', '"'))).selectFirst("h1").text()).isEqualTo("icfg_2");
    }

    @Test
    void whatStandsInTheTablesIsText() {
        var hostile = "</td><script>alert(1)</script>{statement.zone}";
        tables.put(Tables.BILLING_PLANS, """
                {billingPlanId: '%1$s', metrics: [{name: '%1$s', counter: '%1$s', type: 'interval', units: '%1$s'}],
                 charges: [{kind: 'unit', metric: '%1$s', price: 1, name: '%1$s'}], discounts: [{name: '%1$s', percent: 1}]}"""
                .formatted(hostile));
        installation("icfg_1", "subscriptions: [{billingPlanId: '%1$s'}, {billingPlanId: '%1$s', resourceId: '%1$s'}]"
                .formatted(hostile));
        tables.counter("icfg_1", "2026-11-22#" + hostile + "#" + hostile, "3");
        tables.counter("icfg_1", "2026-11-22#other" + hostile + "#" + hostile, "3");

        var page = page("'installationId': 'icfg_1'");

        assertThat(page.select("script")).isEmpty();
        assertThat(page.select(".strong, h3").eachText()).filteredOn(hostile::equals).hasSizeGreaterThanOrEqualTo(6);
        assertThat(page.select(".amount").text()).isEqualTo("5.94");
    }

    @ParameterizedTest
    @ValueSource(strings = { "'dryRun': false, 'installationIds': ['icfg_1'],", "'source': 'aws.events', "
            + "'detail-type': 'Scheduled Event',", "'from': '2026-11-21', 'whatever': {'a': 1},", "" })
    void nothingIsEverSentOrWritten(String fields) {
        installation("icfg_1");
        for (var parameter : List.of("", "'installationId': 'icfg_1'")) {
            Jsoup.parse(text(event(fields, parameter)));
        }
        assertThat(vercel.requestCount()).isZero();
        assertThat(tables.checkpoint("icfg_1")).isEmpty();
    }

    @Test
    void theTokenIsNotOnThePage() {
        installation("icfg_1");

        assertThat(text(event("", "'installationId': 'icfg_1'"))).contains("29.00").doesNotContain(token("icfg_1"));
        assertThat(text(event("", ""))).contains("icfg_1").doesNotContain(token("icfg_1"));
    }

    private static List<String> days(String installationId) {
        return rows(page("'installationId': '%s'".formatted(installationId)), "The days that can still be corrected")
                .eachText();
    }

    private static List<String> problems(String installationId) {
        return rows(page("'installationId': '%s'".formatted(installationId)), "What has to be fixed").eachText();
    }

    private static Elements rows(Document page, String caption) {
        page.select("cwdb-action").remove(); // what it sends is no text on the page
        return page.select("caption").stream().filter(element -> element.text().startsWith(caption)).findFirst()
                .map(element -> element.parent().select("> tbody > tr")).orElseGet(Elements::new);
    }

    private static List<BigDecimal> numbers(Element row) {
        return row.select("td.number").stream().filter(cell -> !cell.ownText().equals("none")).map(WidgetTest::number).toList();
    }

    private static BigDecimal number(Element cell) {
        return new BigDecimal(cell.ownText().replace(",", "").replace('−', '-'));
    }

    private static BigDecimal price(JsonNode item, String field) {
        return new BigDecimal(item.get(field).asText());
    }

    private static List<JsonNode> list(JsonNode array) {
        return new ArrayList<>(StreamSupport.stream(array.spliterator(), false).toList());
    }

    private static Document page(String parameter) {
        return Jsoup.parse(text(event("", parameter)));
    }

    /** As CloudWatch sends it: a widget's own parameters also stand beside the context. */
    private static String event(String fields, String parameter) {
        return "{%s %s 'widgetContext': {'theme': 'light', 'forms': {'all': {}}, 'params': {%s}}}"
                .formatted(fields, parameter.isEmpty() ? "" : parameter + ",", parameter).replace('\'', '"');
    }

    /** The answer, a JSON string. */
    private static String text(String event) {
        var answer = json(given().body(event).post("/").then().statusCode(200).extract().asString());
        assertThat(answer.isTextual()).isTrue();
        return answer.textValue();
    }
}
