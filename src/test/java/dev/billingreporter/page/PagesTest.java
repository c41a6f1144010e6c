package dev.billingreporter.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.billingreporter.event.Theme;
import io.quarkus.qute.Engine;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages as documents: parsed as a browser parses them. */
@QuarkusTest
class PagesTest {

    private static final Frame DASHBOARD = SamplePages.inDashboard(Theme.LIGHT);
    private static final Frame BROWSER = SamplePages.inBrowser(Theme.DARK);

    @Inject
    Engine engine;

    static Stream<String> pages() {
        return Stream.of(DASHBOARD, BROWSER).flatMap(frame -> Stream.of(Pages.html(SamplePages.overview(), frame),
                Pages.html(SamplePages.statement(), frame), Pages.html(HostilePages.statement("x y"), frame),
                Pages.html(Notice.unknown("icfg_none"), frame)));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void hasHeadingsInOrderACaptionForEveryTableAndWordsForEveryChart(String html) {
        var page = Jsoup.parse(html);
        var level = 0;
        for (var heading : page.select("h1, h2, h3, h4, h5, h6")) {
            var next = heading.tagName().charAt(1) - '0';
            assertThat(next).as(heading.text()).isBetween(level == 0 ? 1 : 2, level + 1);
            assertThat(heading.text()).isNotBlank();
            level = next;
        }
        assertThat(page.select("h1")).hasSize(1);
        assertThat(page.select("table")).allSatisfy(table -> {
            assertThat(table.child(0).tagName()).isEqualTo("caption");
            assertThat(table.child(0).text()).isNotBlank();
            assertThat(table.select("thead th")).allMatch(cell -> cell.attr("scope").equals("col"));
            assertThat(table.select("tbody th, tfoot th")).allMatch(cell -> cell.attr("scope").equals("row"));
            assertThat(table.select("tr")).as("cells of %s", table.child(0).text()).allMatch(
                    row -> columns(row) == columns(table.selectFirst("thead tr")));
        });
        assertThat(page.select("svg")).allSatisfy(chart -> {
            assertThat(chart.attr("role")).isEqualTo("img");
            assertThat(chart.child(0).tagName()).isEqualTo("title");
            assertThat(chart.child(0).text()).isNotBlank().isEqualTo(chart.attr("aria-label"));
            assertThat(chart.child(1).tagName()).isEqualTo("desc");
            assertThat(chart.child(1).text()).isNotBlank();
        });
        assertThat(page.select("input[type=text]")).allMatch(field -> field.closest("label") != null);
    }

    private static int columns(Element row) {
        return row.children().stream().mapToInt(cell -> cell.hasAttr("colspan") ? Integer.parseInt(cell.attr("colspan")) : 1)
                .sum();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void hasNoScriptAndLoadsNothing(String html) {
        var page = Jsoup.parse(html);
        assertThat(page.select("script, iframe, use, img, image, object, embed, audio, video, source, base, foreignObject"))
                .isEmpty();
        for (var element : page.getAllElements()) {
            for (var attribute : element.attributes()) {
                assertThat(attribute.getKey()).doesNotStartWith("on").isNotEqualTo("src").isNotEqualTo("xlink:href");
                if (attribute.getKey().equals("href")
                        || (element.tagName().equals("form") && attribute.getKey().equals("action"))) {
                    assertThat(attribute.getValue()).matches("/|/\\?installationId=[^/]*|data:,");
                }
            }
        }
    }

    @Test
    void leadsToOtherPagesByCallsOfTheFunctionInADashboard() throws JsonProcessingException {
        var page = Jsoup.parse(Pages.html(SamplePages.overview(), DASHBOARD));

        assertThat(page.select("html > head > title, a, main")).isEmpty();
        var ids = new ArrayList<String>();
        for (var action : page.select("cwdb-action")) {
            assertThat(action.attributes().asList()).extracting(attribute -> attribute.getKey() + "=" + attribute.getValue())
                    .containsExactly("action=call", "display=widget", "endpoint=" + SamplePages.FUNCTION);
            var button = action.previousElementSibling();
            assertThat(button).as("it is about the element before it").isNotNull();
            assertThat(button.tagName()).isEqualTo("button");
            assertThat(button.attr("type")).isEqualTo("button");
            ids.add(JsonMapper.builder().build().readTree(action.text()).path("installationId").asText("(entered)"));
        }
        assertThat(ids).containsExactly("(entered)", "icfg_b4Jm0s", "icfg_Qz81ha", "icfg_vX93kd", "icfg_0dLp7T", "icfg_0aBq3x",
                "icfg_7gK2");
        assertThat(page.select("form input")).extracting(field -> field.attr("name")).containsExactly("installationId");
        var statement = Jsoup.parse(Pages.html(SamplePages.statement(), DASHBOARD));
        assertThat(statement.select("cwdb-action").eachText()).containsExactly("{ \"installationId\": \"\" }");
        assertThat(statement.select("input")).as("a field that is filled would win over the link").isEmpty();
    }

    @Test
    void leadsToOtherPagesByAddressesInABrowser() {
        var page = Jsoup.parse(Pages.html(SamplePages.overview(), BROWSER));

        assertThat(page.select("cwdb-action, button[type=button]")).isEmpty();
        assertThat(page.select("table a")).extracting(link -> link.attr("href")).containsExactly(
                "/?installationId=icfg_b4Jm0s&theme=dark", "/?installationId=icfg_Qz81ha&theme=dark",
                "/?installationId=icfg_vX93kd&theme=dark", "/?installationId=icfg_0dLp7T&theme=dark",
                "/?installationId=icfg_0aBq3x&theme=dark", "/?installationId=icfg_7gK2&theme=dark");
        assertThat(page.select("form[method=get] input")).extracting(field -> field.attr("name")).containsExactly(
                "installationId",
                "theme");
        assertThat(page.title()).isEqualTo("Vercel billing: all installations");
        assertThat(page.documentType()).isNotNull();
        assertThat(Jsoup.parse(Pages.html(SamplePages.statement(), BROWSER)).title()).isEqualTo("Statement of icfg_7gK2");
    }

    @Test
    void everyFigureIsTheStatements() {
        var statement = SamplePages.statement();
        var figures = statement.figures().orElseThrow();
        var page = Jsoup.parse(Pages.html(statement, DASHBOARD));

        var charges = table(page, "Lines and discounts");
        var rows = charges.select("tbody tr:not(.why)");
        var explanations = charges.select("tbody tr.why");
        assertThat(rows).hasSize(figures.lines().shown().size() + figures.discounts().shown().size())
                .hasSameSizeAs(explanations);
        var row = 0;
        for (var line : figures.lines().shown()) {
            assertThat(rows.get(row).selectFirst("th .strong").text()).isEqualTo(line.name());
            assertThat(numbers(rows.get(row))).containsExactly(line.quantity(), line.price(), line.total());
            assertThat(rows.get(row).selectFirst("td .quiet").text()).isEqualTo(line.units());
            assertThat(explanations.get(row++).selectFirst("details > p").text()).isEqualTo(line.explanation());
        }
        for (var discount : figures.discounts().shown()) {
            assertThat(numbers(rows.get(row))).containsExactly(discount.amount().negate());
            assertThat(explanations.get(row++).selectFirst("details > p").text()).isEqualTo(discount.explanation());
        }
        assertThat(numbers(charges.selectFirst("tfoot tr"))).containsExactly(figures.total());
        assertThat(page.select(".head .amount").eachText()).containsExactly("857.24");

        var usage = table(page, "Usage as it is reported");
        for (var position = 0; position < figures.usage().shown().size(); position++) {
            var shown = figures.usage().shown().get(position);
            assertThat(numbers(usage.select("tbody tr").get(position)))
                    .isEqualTo(Stream.concat(Stream.of(shown.dayValue(), shown.periodValue()), shown.planValue().stream())
                            .toList());
        }

        var charts = page.select(".chart");
        for (var position = 0; position < figures.metrics().shown().size(); position++) {
            var metric = figures.metrics().shown().get(position);
            var past = metric.days().stream().filter(day -> !day.date().isAfter(figures.day())).toList();
            var values = past.stream().flatMap(day -> day.value().stream()).toList();
            assertThat(numbers(charts.get(position).selectFirst("tbody"))).isEqualTo(values);
            assertThat(charts.get(position).select("rect.past, rect.today")).hasSameSizeAs(values);
            assertThat(charts.get(position).select("rect.gap")).hasSize(past.size() - values.size());
            assertThat(charts.get(position).select("rect.today > title").text()).startsWith("Sun 22 Nov, so far: ");
            assertThat(number(charts.get(position).selectFirst(".value").ownText())).isEqualTo(metric.periodValue());
            assertThat(charts.get(position).select("line.limit").size()).isEqualTo(position == 0 || position == 2 ? 1 : 0);
        }
        assertThat(table(page, "What was counted").select("tbody tr").eachText()).containsExactly(
                "bytes_egress No metric of its billing plans names this counter. 22 48,112,093,441",
                "queries resource store_us No subscription covers these days of this resource. 3 1,204");
    }

    private static Element table(Document page, String caption) {
        return page.select("caption").stream().filter(element -> element.text().startsWith(caption)).findFirst().orElseThrow()
                .parent();
    }

    private static List<BigDecimal> numbers(Element element) {
        return element.select("td.number").stream().map(Element::ownText).filter(text -> !text.equals("none"))
                .filter(text -> !text.equals("not measured")).map(PagesTest::number).toList();
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text.replace(",", "").replace('−', '-'));
    }

    @Test
    void saysWhatVercelHasAndWhatWouldGoOut() {
        var page = Jsoup.parse(Pages.html(SamplePages.statement(), DASHBOARD));

        assertThat(table(page, "The days that can still be corrected").select("tbody tr").eachText()).containsExactly(
                "Sat 21 Nov 21 Nov 2026, 23:05 22:05 UTC counters read 21 Nov 2026, 23:05 (22:05 UTC) "
                        + "Would go out now changed since it was accepted",
                "Sun 22 Nov 22 Nov 2026, 10:05 09:05 UTC counters read 22 Nov 2026, 10:05 (09:05 UTC) "
                        + "Would go out now changed since it was accepted");
        assertThat(page.select("td time")).extracting(time -> time.attr("datetime")).contains("2026-11-21T22:05:12.479Z");
    }

    @Test
    void withoutFiguresItSaysWhy() {
        var page = Jsoup.parse(Pages.html(new InstallationStatement("icfg_1", ZoneOffset.UTC, SamplePages.NOW,
                List.of("It was uninstalled on 20 November 2026."),
                Rows.of(List.of(new Problem(Optional.empty(), "INVALID_DATA", Optional.empty(),
                        "table Installations, item icfg_1: no"))),
                Optional.empty(), Rows.of(List.of()), Optional.empty()), DASHBOARD));

        assertThat(page.select("h2").eachText()).containsExactly("Problems", "With Vercel");
        assertThat(table(page, "What has to be fixed").select("tbody tr").eachText())
                .containsExactly("now Invalid data: table Installations, item icfg_1: no");
        assertThat(page.select(".box").eachText()).containsExactly("It was uninstalled on 20 November 2026.");
    }

    @ParameterizedTest
    @ValueSource(strings = { "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
            "</style></title></svg><svg onload=alert(1)>", "{statement.zone} {#each}",
            "{ \"installationId\": \"\" }</cwdb-action>",
            "]]> --> <!--", "&lt;b&gt; &amp;", "a\u0000b\u202Ec", "数据" })
    void whatStandsInTheTablesIsText(String text) {
        for (var frame : List.of(DASHBOARD, BROWSER)) {
            assertThat(skeleton(Pages.html(HostilePages.statement(text), frame)))
                    .isEqualTo(skeleton(Pages.html(HostilePages.statement("x y"), frame)));
            assertThat(skeleton(Pages.html(HostilePages.overview(text), frame)))
                    .isEqualTo(skeleton(Pages.html(HostilePages.overview("x y"), frame)));
            assertThat(skeleton(Pages.html(Notice.notAnInstallationId(text), frame)))
                    .isEqualTo(skeleton(Pages.html(Notice.notAnInstallationId("x y"), frame)));
            var page = Jsoup.parse(Pages.html(HostilePages.statement(text), frame));
            var shown = Text.line(text);
            assertThat(page.selectFirst("h1").wholeText()).isEqualTo(shown);
            assertThat(page.select("th .strong, h3, td.number .quiet, details > p").stream().map(Element::wholeText))
                    .filteredOn(found -> found.equals(shown)).hasSizeGreaterThan(8);
            assertThat(page.select("svg > title").stream().map(Element::wholeText)).allMatch(title -> title.startsWith(shown));
        }
    }

    /** All elements with the names of their attributes, in the order of the document. */
    private static List<String> skeleton(String html) {
        return Jsoup.parse(html).getAllElements().stream()
                .map(element -> element.tagName() + element.attributes().asList().stream().map(Map.Entry::getKey).toList())
                .toList();
    }

    @Test
    void listsAHundredAndCountsTheRest() {
        var many = HostilePages.many(SamplePages.statement(), 250, "name");

        var page = Jsoup.parse(Pages.html(many, DASHBOARD));

        var charges = table(page, "Lines and discounts");
        assertThat(charges.select("tr.why")).hasSize(200);
        assertThat(charges.select("tbody tr").last().text()).isEqualTo("and 300 more 300.00");
        assertThat(numbers(charges).stream().skip(3 * 100L).limit(101)).as("discounts and the rest").hasSize(101);
        assertThat(addsUp(charges)).isEqualTo(many.figures().orElseThrow().total());
        assertThat(table(page, "Usage as it is").select("tbody tr")).hasSize(101).last()
                .satisfies(row -> assertThat(row.text()).isEqualTo("and 150 more"));
        assertThat(table(page, "What was counted").select("tbody tr").last().text()).isEqualTo("and 150 more");
        assertThat(page.select(".chart")).hasSize(12);
        assertThat(page.select(".charts + p").text()).isEqualTo("and 238 more, in the table below");
        assertThat(page.text()).contains("and 1,150 more");
    }

    private static BigDecimal addsUp(Element charges) {
        return charges.select("tbody tr:not(.why)").stream().map(row -> number(row.select("td.number").last().ownText()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @ParameterizedTest
    @ValueSource(strings = { "\"", "数", "&", "😀" })
    void isSmallerThanAMegabyteWhateverIsInIt(String character) throws JsonProcessingException {
        var text = character.repeat(4_000);
        for (var frame : List.of(DASHBOARD, BROWSER)) {
            var statement = Pages.html(HostilePages.many(HostilePages.statement(text), 20_000, text), frame);
            assertThat(bytes(statement)).isLessThan(1_000_000);
            assertThat(Jsoup.parse(statement).select("tr.why").size()).isBetween(10, 200);
            assertThat(bytes(Pages.html(HostilePages.overview(text), frame))).isLessThan(1_000_000);
        }
    }

    /** As the function answers it: a JSON string. */
    private static int bytes(String html) throws JsonProcessingException {
        return JsonMapper.builder().build().writeValueAsString(html).getBytes(StandardCharsets.UTF_8).length;
    }

    @Test
    void isTheSameWhereverItIsMade() {
        assertThat(Pages.html(SamplePages.statement(), DASHBOARD)).isEqualTo(Pages.html(SamplePages.statement(), DASHBOARD));
    }

    @Test
    void isDocumented() {
        assertThat(Pages.documentation()).startsWith("## ").contains("### Widget parameters", "**installationId**", "``` yaml");
    }

    /**
     * The native executable knows no member by reflection that it was not told of; the resolvers that the build makes know all.
     */
    @Test
    void nothingIsFoundByReflection() throws ReflectiveOperationException {
        pages().forEach(page -> assertThat(page).isNotEmpty());

        var byReflection = engine.getValueResolvers().stream().filter(ReflectionValueResolver.class::isInstance).findFirst()
                .orElseThrow();
        var candidates = ReflectionValueResolver.class.getDeclaredField("candidates");
        candidates.setAccessible(true);

        assertThat((Map<?, ?>) candidates.get(byReflection)).as("looked for, and found").allSatisfy(
                (member, found) -> assertThat((Optional<?>) found).as(member.toString()).isEmpty());
    }

    @Test
    void numbersOfAllRowsAreSetInColumns() {
        var page = Jsoup.parse(Pages.html(SamplePages.statement(), DASHBOARD));
        var number = Pattern.compile("−?[0-9][0-9,]*(\\.[0-9]+)?");
        for (var cell : page.select("td")) {
            if (number.matcher(cell.ownText()).matches()) {
                assertThat(cell.classNames()).as(cell.text()).contains("number");
            }
        }
    }
}
