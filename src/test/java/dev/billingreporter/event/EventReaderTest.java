package dev.billingreporter.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.billingreporter.event.RunEvent.DayRange;
import dev.billingreporter.event.RunEvent.Submit;
import dev.billingreporter.event.RunEvent.Trigger;
import dev.billingreporter.installation.Segment;
import dev.billingreporter.invoice.TestResult;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final String REFUSED = "bad event, nothing was sent: ";
    private static final Submit SCHEDULED = new Submit(Trigger.SCHEDULE, List.of(), Optional.empty(), false, Segment.WHOLE,
            Optional.empty());

    @ParameterizedTest
    @ValueSource(strings = {
            "{}",
            // a rule's
            """
                    {"version": "0", "id": "53dc4d37", "detail-type": "Scheduled Event", "source": "aws.events", "account": "123456789012",
                     "time": "2026-11-22T10:05:00Z", "region": "eu-central-1",
                     "resources": ["arn:aws:events:eu-central-1:123456789012:rule/hourly"], "detail": {}}""",
            // the Scheduler's, when it is given no input of its own
            """
                    {"version": "0", "id": "d32c5kddcf5bb8c3", "detail-type": "Scheduled Event", "source": "aws.scheduler",
                     "account": "123456789012", "time": "2026-11-22T10:05:00Z", "region": "eu-central-1",
                     "resources": ["arn:aws:scheduler:eu-central-1:123456789012:schedule/default/hourly"],
                     "detail": "{}"}""",
            "{\"source\": \"aws.scheduler\", \"detail-type\": \"Scheduled Event\", \"a field of tomorrow\": null}" })
    void anEmptyEventAndOneOfEventBridgeAreTheScheduledRun(String event) {
        assertThat(read(event)).isEqualTo(SCHEDULED);
    }

    @Test
    void statusIsAnEventOfItsOwn() {
        assertThat(read("{\"status\": true}")).isEqualTo(new RunEvent.Status());
    }

    @ParameterizedTest
    @MethodSource("invoiceActions")
    void anInvoiceEventAsksForOneThing(String action, RunEvent.InvoiceAction expected) {
        assertThat(read("{\"installationIds\": [\"icfg_1\"], \"invoice\": {\"period\": \"2026-11-01\", %s}}".formatted(action)))
                .isEqualTo(new RunEvent.Invoice(List.of("icfg_1"), LocalDate.of(2026, 11, 1), expected));
    }

    static Stream<Arguments> invoiceActions() {
        return Stream.of(arguments("\"dryRun\": true", new RunEvent.InvoiceAction.Show()),
                arguments("\"test\": \"paid\"", new RunEvent.InvoiceAction.Test(TestResult.PAID)),
                arguments("\"test\": \"notpaid\"", new RunEvent.InvoiceAction.Test(TestResult.NOT_PAID)),
                arguments("\"test\": \"overdue\"", new RunEvent.InvoiceAction.Test(TestResult.OVERDUE)),
                arguments("\"rebuild\": true", new RunEvent.InvoiceAction.Rebuild()),
                arguments("\"invoiceId\": \" inv_1 \"", new RunEvent.InvoiceAction.Identify("inv_1")),
                arguments("\"invoiceId\": \"%s\"".formatted("x".repeat(1_000)),
                        new RunEvent.InvoiceAction.Identify("x".repeat(1_000))));
    }

    @Test
    void aDryRunOfInvoicesMayBeForAllInstallations() {
        var event = read("{\"invoice\": {\"period\": \"2026-11-01\", \"dryRun\": true}}");

        assertThat(event).isEqualTo(
                new RunEvent.Invoice(List.of(), LocalDate.of(2026, 11, 1), new RunEvent.InvoiceAction.Show()));
        assertThat(event.sendsOrWrites()).isFalse();
        assertThat(read("{\"installationIds\": [\"icfg_1\"], \"invoice\": {\"period\": \"2026-11-01\", \"rebuild\": true}}")
                .sendsOrWrites()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'invoice': true} | invoice must be an object",
            "{'invoice': {'period': '2026-11-01', 'dryRun': true}, 'dryRun': true} | dryRun must not stand with invoice",
            "{'invoice': {'period': '2026-11-01', 'dryRun': true}, 'from': '2026-11-01'} | from must not stand with invoice",
            "{'invoice': {'period': '2026-11-01'}} | invoice must have exactly one of dryRun, test, rebuild, invoiceId",
            "{'invoice': {'period': '2026-11-01', 'dryRun': true, 'rebuild': true}} | invoice must have exactly one of",
            "{'invoice': {'period': '2026-11-01', 'paid': true}} | invoice.\"paid\" is not a field of any event",
            "{'invoice': {'period': '2026-11-01', 'dryRun': false}} | invoice.dryRun must be true",
            "{'invoice': {'period': '2026-11-01', 'dryRun': 'true'}} | invoice.dryRun must be true",
            "{'installationIds': ['a'], 'invoice': {'period': '2026-11-01', 'rebuild': 1}} | invoice.rebuild must be true",
            "{'installationIds': ['a'], 'invoice': {'period': '2026-11-01', 'test': 'PAID'}} | invoice.test must be paid",
            "{'installationIds': ['a'], 'invoice': {'period': '2026-11-01', 'test': true}} | invoice.test must be paid, notpaid or overdue",
            "{'installationIds': ['a'], 'invoice': {'period': '2026-11-01', 'invoiceId': ' '}} | invoice.invoiceId must be the id",
            "{'installationIds': ['a'], 'invoice': {'period': '2026-11-01', 'invoiceId': 7}} | invoice.invoiceId must be the id",
            "{'invoice': {'period': '2026-11-01', 'rebuild': true}} | installationIds is missing",
            "{'invoice': {'dryRun': true}} | invoice.period is missing",
            "{'invoice': {'period': '1 November', 'dryRun': true}} | invoice.period must be a day such as" })
    void anInvoiceEventThatIsUnclearIsRefused(String event, String problem) {
        assertThatThrownBy(() -> read(event.replace('\'', '"'))).isInstanceOf(InvalidEventException.class)
                .hasMessageStartingWith(REFUSED + problem);
    }

    @Test
    void anIdOfAnInvoiceHasAnEnd() {
        assertThatThrownBy(
                () -> read("{\"installationIds\": [\"a\"], \"invoice\": {\"period\": \"2026-11-01\", \"invoiceId\": \"%s\"}}"
                        .formatted("x".repeat(1_001))))
                .hasMessageStartingWith(REFUSED + "invoice.invoiceId must be");
    }

    @ParameterizedTest
    @MethodSource("adHoc")
    void everyFieldOfAnAdHocEventIsOptional(String event, List<String> installationIds, Optional<DayRange> days,
            boolean dryRun) {
        assertThat(read(event))
                .isEqualTo(new Submit(Trigger.ADHOC, installationIds, days, dryRun, Segment.WHOLE, Optional.empty()));
    }

    static List<Arguments> adHoc() {
        var none = List.<String> of();
        var both = range("2026-11-21", "2026-11-22");
        return List.of(
                arguments(
                        "{\"installationIds\": [\"icfg_1\"], \"from\": \"2026-11-21\", \"to\": \"2026-11-22\", \"dryRun\": true}",
                        List.of("icfg_1"), both, true),
                arguments("{\"installationIds\": [\"icfg_2\", \"icfg_1\"]}", List.of("icfg_2", "icfg_1"), Optional.empty(),
                        false),
                arguments("{\"installationIds\": [\"icfg_2\", \"icfg_1\", \"icfg_2\"]}", List.of("icfg_2", "icfg_1"),
                        Optional.empty(), false),
                arguments("{\"dryRun\": true}", none, Optional.empty(), true),
                arguments("{\"dryRun\": false}", none, Optional.empty(), false),
                arguments("{\"from\": \"2026-11-21\", \"to\": \"2026-11-22\"}", none, both, false),
                arguments("{\"from\": \"2026-11-22\", \"to\": \"2026-11-22\"}", none, range("2026-11-22", "2026-11-22"), false),
                arguments("{\"from\": \"2026-11-21\"}", none, range("2026-11-21", null), false),
                arguments("{\"to\": \"2026-11-21\"}", none, range(null, "2026-11-21"), false),
                // a leap day, long ago: refused day by day, not here
                arguments("{\"from\": \"2024-02-29\", \"to\": \"2024-02-29\"}", none, range("2024-02-29", "2024-02-29"), false),
                // the longest ranges
                arguments("{\"from\": \"2025-11-22\", \"to\": \"2026-11-22\"}", none, range("2025-11-22", "2026-11-22"), false),
                arguments("{\"from\": \"2025-11-22\"}", none, range("2025-11-22", null), false),
                arguments("{\"to\": \"2027-11-22\"}", none, range(null, "2027-11-22"), false));
    }

    @Test
    void anEventNamesInstallationsOrIsAboutAll() {
        assertThat(((Submit) read(naming(1))).namesInstallations()).isTrue();
        assertThat(((Submit) read("{\"dryRun\": true}")).namesInstallations()).isFalse();
    }

    @Test
    void aThousandInstallationsCanBeNamedAndNoMore() {
        assertThat(((Submit) read(naming(1000))).installationIds()).hasSize(1000).startsWith("icfg_0", "icfg_1")
                .endsWith("icfg_999");
        assertRefused(naming(1001), "installationIds must be a list of 1 to 1000 installation ids");
    }

    @ParameterizedTest
    @MethodSource("shares")
    void aShareOfTheWorkIsASegmentOrWhatFollowsAnInstallation(String event, Segment segment, Optional<String> resumeAfter) {
        assertThat(read(event))
                .isEqualTo(new Submit(Trigger.SEGMENT, List.of(), Optional.empty(), false, segment, resumeAfter));
    }

    static List<Arguments> shares() {
        return List.of(
                arguments("{\"segment\": 0, \"totalSegments\": 8, \"resumeAfter\": \"icfg_9\"}", new Segment(0, 8),
                        Optional.of("icfg_9")),
                arguments("{\"segment\": 7, \"totalSegments\": 8}", new Segment(7, 8), Optional.empty()),
                arguments("{\"segment\": 0, \"totalSegments\": 1}", Segment.WHOLE, Optional.empty()),
                arguments("{\"segment\": 999999, \"totalSegments\": 1000000}", new Segment(999_999, 1_000_000),
                        Optional.empty()),
                arguments("{\"resumeAfter\": \"icfg_9\"}", Segment.WHOLE, Optional.of("icfg_9")),
                // as an answer has it when all is done
                arguments("{\"segment\": 3, \"totalSegments\": 8, \"resumeAfter\": null}", new Segment(3, 8), Optional.empty()),
                // the key of an item that is unusable otherwise
                arguments("{\"resumeAfter\": \"not an id / at all\"}", Segment.WHOLE, Optional.of("not an id / at all")));
    }

    @Test
    void aShareCanBeADryRunOfNamedDays() {
        assertThat(read("{\"segment\": 1, \"totalSegments\": 2, \"from\": \"2026-11-21\", \"dryRun\": true}"))
                .isEqualTo(new Submit(Trigger.SEGMENT, List.of(), range("2026-11-21", null), true, new Segment(1, 2),
                        Optional.empty()));
    }

    @Test
    void noInstallationToResumeAfterIsAnAdHocRunOfAll() {
        assertThat(read("{\"resumeAfter\": null}"))
                .isEqualTo(new Submit(Trigger.ADHOC, List.of(), Optional.empty(), false, Segment.WHOLE, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            // the whole
            "[]                                       | the event must be a JSON object",
            "null                                     | the event must be a JSON object",
            "\"{}\"                                   | the event must be a JSON object",
            "1                                        | the event must be a JSON object",
            // fields that no event has
            "{\"installationId\":\"icfg_1\"}          | \"installationId\" is not a field of any event",
            "{\"dryrun\":true}                        | \"dryrun\" is not a field of any event",
            "{\"dryRun\":true,\"force\":true}         | \"force\" is not a field of any event",
            "{\"status\":true,\"verbose\":true}       | \"verbose\" is not a field of any event",
            "{\"\":1}                                 | \"\" is not a field of any event",
            "{\"a\\nb\":1}                            | \"a\ufffdb\" is not a field of any event",
            // not of EventBridge with only one of its marks
            "{\"source\":\"aws.events\"}              | \"source\" is not a field of any event",
            "{\"detail-type\":\"Scheduled Event\"}    | \"detail-type\" is not a field of any event",
            "{\"source\":1,\"detail-type\":\"x\"}     | \"source\" is not a field of any event",
            // of EventBridge with a field of another event
            "{\"source\":\"aws.events\",\"detail-type\":\"Scheduled Event\",\"dryRun\":true} | "
                    + "dryRun must not stand in a scheduled event, which covers all installations",
            "{\"source\":\"aws.scheduler\",\"detail-type\":\"Scheduled Event\",\"to\":null,\"from\":null} | "
                    + "from must not stand in a scheduled event, which covers all installations",
            // status
            "{\"status\":false}                       | status must be true",
            "{\"status\":\"true\"}                    | status must be true",
            "{\"status\":null}                        | status must be true",
            "{\"status\":true,\"dryRun\":true}        | status must stand alone",
            "{\"status\":true,\"installationIds\":[\"icfg_1\"]} | status must stand alone",
            // installationIds
            "{\"installationIds\":[]}                 | installationIds must be a list of 1 to 1000 installation ids",
            "{\"installationIds\":\"icfg_1\"}         | installationIds must be a list of 1 to 1000 installation ids",
            "{\"installationIds\":null}               | installationIds must be a list of 1 to 1000 installation ids",
            "{\"installationIds\":{}}                 | installationIds must be a list of 1 to 1000 installation ids",
            "{\"installationIds\":[1]}                | installationIds[0] must be an installation id such as icfg_7gK2",
            "{\"installationIds\":[\"icfg_1\",null]}  | installationIds[1] must be an installation id such as icfg_7gK2",
            "{\"installationIds\":[\"\"]}             | installationIds[0] must be an installation id such as icfg_7gK2",
            "{\"installationIds\":[\"a/b\"]}          | installationIds[0] must be an installation id such as icfg_7gK2",
            "{\"installationIds\":[\"..\"]}           | installationIds[0] must be an installation id such as icfg_7gK2",
            "{\"installationIds\":[\"icfg 1\"]}       | installationIds[0] must be an installation id such as icfg_7gK2",
            "{\"installationIds\":[\"icfg_1\\n\"]}    | installationIds[0] must be an installation id such as icfg_7gK2",
            // from and to
            "{\"from\":\"22.11.2026\"}                | from must be a day such as 2026-11-21",
            "{\"from\":\"2026-11-21T00:00:00Z\"}      | from must be a day such as 2026-11-21",
            "{\"from\":\"2026-11-1\"}                 | from must be a day such as 2026-11-21",
            "{\"from\":\"+2026-11-01\"}               | from must be a day such as 2026-11-21",
            "{\"from\":\" 2026-11-21\"}               | from must be a day such as 2026-11-21",
            "{\"from\":\"\"}                          | from must be a day such as 2026-11-21",
            "{\"from\":20261121}                      | from must be a day such as 2026-11-21",
            "{\"from\":null}                          | from must be a day such as 2026-11-21",
            "{\"to\":\"today\"}                       | to must be a day such as 2026-11-21",
            "{\"to\":[\"2026-11-21\"]}                | to must be a day such as 2026-11-21",
            "{\"to\":\"2026-02-29\"}                  | to must be a day of the calendar, but is 2026-02-29",
            "{\"from\":\"2026-13-01\"}                | from must be a day of the calendar, but is 2026-13-01",
            "{\"from\":\"0000-00-00\"}                | from must be a day of the calendar, but is 0000-00-00",
            "{\"from\":\"2026-11-22\",\"to\":\"2026-11-21\"} | from must not be after to",
            "{\"from\":\"2025-11-21\",\"to\":\"2026-11-22\"} | from must not make a range of more than 366 days",
            "{\"from\":\"0000-01-01\",\"to\":\"9999-12-31\"} | from must not make a range of more than 366 days",
            "{\"from\":\"2025-11-21\"}                | from must not make a range of more than 366 days",
            "{\"from\":\"2027-11-23\"}                | from must not make a range of more than 366 days",
            "{\"to\":\"2027-11-23\"}                  | to must not make a range of more than 366 days",
            "{\"to\":\"2025-11-21\"}                  | to must not make a range of more than 366 days",
            // dryRun
            "{\"dryRun\":\"true\"}                    | dryRun must be true or false",
            "{\"dryRun\":1}                           | dryRun must be true or false",
            "{\"dryRun\":null}                        | dryRun must be true or false",
            // segment and totalSegments
            "{\"segment\":0}                          | totalSegments is missing: segment and totalSegments go together",
            "{\"totalSegments\":4}                    | segment is missing: segment and totalSegments go together",
            "{\"segment\":-1,\"totalSegments\":4}     | segment must be from 0 to totalSegments - 1",
            "{\"segment\":4,\"totalSegments\":4}      | segment must be from 0 to totalSegments - 1",
            "{\"segment\":0,\"totalSegments\":0}      | totalSegments must be from 1 to 1000000",
            "{\"segment\":0,\"totalSegments\":-8}     | totalSegments must be from 1 to 1000000",
            "{\"segment\":0,\"totalSegments\":1000001} | totalSegments must be from 1 to 1000000",
            "{\"segment\":0.0,\"totalSegments\":4}    | segment must be a whole number",
            "{\"segment\":\"0\",\"totalSegments\":4}  | segment must be a whole number",
            "{\"segment\":null,\"totalSegments\":4}   | segment must be a whole number",
            "{\"segment\":0,\"totalSegments\":4e0}    | totalSegments must be a whole number",
            "{\"segment\":0,\"totalSegments\":4294967297} | totalSegments must be a whole number",
            // resumeAfter
            "{\"resumeAfter\":\"\"}                   | resumeAfter must be an installation id such as icfg_7gK2",
            "{\"resumeAfter\":9}                      | resumeAfter must be an installation id such as icfg_7gK2",
            "{\"resumeAfter\":[\"icfg_9\"]}           | resumeAfter must be an installation id such as icfg_7gK2",
            // a share of named installations
            "{\"installationIds\":[\"icfg_1\"],\"segment\":0,\"totalSegments\":4} | "
                    + "installationIds must not stand with segment or resumeAfter",
            "{\"installationIds\":[\"icfg_1\"],\"resumeAfter\":\"icfg_9\"} | installationIds must not stand with segment or resumeAfter" })
    void whatCannotBeUnderstoodIsRefusedByTheNameOfTheField(String event, String message) {
        assertRefused(event, message);
    }

    @Test
    void aLongNameOfAFieldIsCutInTheMessage() {
        assertRefused("{\"%s\": 1}".formatted("x".repeat(5000)),
                "\"%s…\" is not a field of any event".formatted("x".repeat(100)));
    }

    @Test
    void aKeyToResumeAfterIsNoLongerThanAKeyOfTheTable() {
        assertThat(((Submit) read("{\"resumeAfter\": \"%s\"}".formatted("x".repeat(2048)))).resumeAfter())
                .contains("x".repeat(2048));
        assertRefused("{\"resumeAfter\": \"%s\"}".formatted("x".repeat(2049)),
                "resumeAfter must be an installation id such as icfg_7gK2");
    }

    private static void assertRefused(String event, String message) {
        assertThatThrownBy(() -> read(event)).isExactlyInstanceOf(InvalidEventException.class).hasMessage(REFUSED + message);
    }

    private static FunctionEvent read(String event) {
        try {
            return EventReader.read(new JsonMapper().readTree(event), TODAY);
        } catch (JsonProcessingException e) {
            throw new AssertionError("the test's own event is no JSON: " + event, e);
        }
    }

    private static String naming(int installations) {
        return IntStream.range(0, installations).mapToObj("\"icfg_%d\""::formatted)
                .collect(Collectors.joining(",", "{\"installationIds\": [", "]}"));
    }

    private static Optional<DayRange> range(String from, String to) {
        return Optional.of(
                new DayRange(Optional.ofNullable(from).map(LocalDate::parse), Optional.ofNullable(to).map(LocalDate::parse)));
    }
}
