package dev.billingreporter.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.billingreporter.event.WidgetEvent.AllInstallations;
import dev.billingreporter.event.WidgetEvent.Documentation;
import dev.billingreporter.event.WidgetEvent.NotAnInstallationId;
import dev.billingreporter.event.WidgetEvent.OneInstallation;
import dev.billingreporter.event.WidgetEvent.View;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WidgetEventTest {

    private static final View LIGHT = new View(Theme.LIGHT, false);

    /** As CloudWatch sends it: "Details about custom widgets". */
    private static final String FROM_CLOUDWATCH = """
            {%s "widgetContext": {"dashboardName": "Name-of-current-dashboard", "widgetId": "widget-16", "accountId": "012345678901",
              "locale": "en", "timezone": {"label": "UTC", "offsetISO": "+00:00", "offsetInMinutes": 0}, "period": 300,
              "isAutoPeriod": true, "timeRange": {"mode": "relative", "start": 1627236199729, "end": 1627322599729,
              "relativeStart": 86400012, "zoom": {"start": 1627276030434, "end": 1627282956521}}, "theme": "%s", "linkCharts": true,
              "title": "Billing", "forms": {"all": {%s}}, "params": {%s}, "width": 588, "height": 369}}""";

    @Test
    void asksForTheDocumentation() {
        assertThat(read("{'describe': true}")).isEqualTo(new Documentation());
        assertThat(fromCloudWatch("'describe': true,", "", "")).isEqualTo(new Documentation());
        assertThat(fromCloudWatch("'describe': false,", "", "")).isEqualTo(new AllInstallations(LIGHT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "{'describe': false} | describe must be true",
            "{'describe': 1} | describe must be true",
            "{'describe': true, 'installationIds': ['icfg_1']} | describe must stand alone",
            "{'widgetContext': 1} | widgetContext must be a JSON object" })
    void refusesWhatIsNoEventOfAWidget(String event, String problem) {
        assertThatThrownBy(() -> read(event)).isInstanceOf(InvalidEventException.class).hasMessageEndingWith(problem);
    }

    @Test
    void tellsAWidgetsEventsFromOthers() {
        assertThat(WidgetEvent.isOne(json("{'describe': true}"))).isTrue();
        assertThat(WidgetEvent.isOne(json("{'widgetContext': {}, 'installationIds': ['icfg_1']}"))).isTrue();
        assertThat(WidgetEvent.isOne(json("{'status': true}"))).isFalse();
        assertThat(WidgetEvent.isOne(json("{}"))).isFalse();
    }

    @Test
    void withoutAnInstallationIdAsksForAll() {
        assertThat(fromCloudWatch("", "", "")).isEqualTo(new AllInstallations(LIGHT));
        assertThat(read("{'widgetContext': {}}")).isEqualTo(new AllInstallations(LIGHT));
        assertThat(fromCloudWatch("'installationId': null,", "'installationId': '  '", ""))
                .isEqualTo(new AllInstallations(LIGHT));
    }

    @Test
    void whatIsEnteredGoesBeforeTheLinksParameterAndThatBeforeTheWidgets() {
        assertThat(fromCloudWatch("", "", "'installationId': 'icfg_widget'")).isEqualTo(one("icfg_widget"));
        assertThat(fromCloudWatch("'installationId': 'icfg_link',", "", "'installationId': 'icfg_widget'"))
                .isEqualTo(one("icfg_link"));
        assertThat(fromCloudWatch("'installationId': 'icfg_link',", "'installationId': ' icfg_entered '",
                "'installationId': 'icfg_widget'")).isEqualTo(one("icfg_entered"));
        assertThat(fromCloudWatch("'installationId': 'icfg_link',", "'installationId': ''", "'installationId': 'icfg_widget'"))
                .isEqualTo(one("icfg_link"));
    }

    @Test
    void aLinkLeadsFromAWidgetsOwnInstallationToAll() {
        assertThat(fromCloudWatch("'installationId': '',", "", "'installationId': 'icfg_widget'"))
                .isEqualTo(new AllInstallations(LIGHT));
    }

    @ParameterizedTest
    @ValueSource(strings = { "'../billing'", "'icfg_1 icfg_2'", "'<script>'", "{'a': 1}", "['icfg_1']" })
    void somethingElseThanAnInstallationIdIsNoError(String value) {
        assertThat(fromCloudWatch("", "'installationId': " + value, "")).isInstanceOf(NotAnInstallationId.class);
        assertThat(fromCloudWatch("'installationId': " + value + ",", "", "")).isInstanceOf(NotAnInstallationId.class);
    }

    @Test
    void aNumberIsReadAsItIsWritten() {
        assertThat(fromCloudWatch("", "", "'installationId': 12345")).isEqualTo(one("12345"));
    }

    @Test
    void otherParametersAreIgnored() {
        assertThat(fromCloudWatch("'dryRun': false, 'installationIds': ['icfg_2'],", "'other': 'x'", "'whatever': {}"))
                .isEqualTo(new AllInstallations(LIGHT));
    }

    @Test
    void tellsTheThemeAndWhetherItIsABrowser() {
        assertThat(read("{'widgetContext': {'theme': 'dark'}}")).isEqualTo(new AllInstallations(new View(Theme.DARK, false)));
        assertThat(read("{'widgetContext': {'theme': 'sepia'}}")).isEqualTo(new AllInstallations(LIGHT));
        assertThat(read("{'widgetContext': {'browser': true}}")).isEqualTo(new AllInstallations(new View(Theme.LIGHT, true)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{'describe': true}", "{'widgetContext': {}, 'dryRun': false, 'installationIds': ['icfg_1']}",
            "{'widgetContext': {}, 'source': 'aws.scheduler', 'detail-type': 'Scheduled Event'}",
            "{'widgetContext': {}, 'status': 1, 'from': 'yesterday'}" })
    void sendsNothingWhateverElseStandsInIt(String event) {
        var read = EventReader.read(json(event), LocalDate.parse("2026-11-22"));

        assertThat(read).isInstanceOf(WidgetEvent.class);
        assertThat(read.sendsOrWrites()).isFalse();
    }

    private static OneInstallation one(String installationId) {
        return new OneInstallation(installationId, LIGHT);
    }

    private static WidgetEvent fromCloudWatch(String parameters, String form, String widget) {
        return read(FROM_CLOUDWATCH.formatted(parameters, "light", form, widget));
    }

    private static WidgetEvent read(String event) {
        return WidgetEvent.read(json(event));
    }

    private static JsonNode json(String text) {
        try {
            return JsonMapper.builder().build().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
