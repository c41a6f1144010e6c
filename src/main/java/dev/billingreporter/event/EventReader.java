package dev.billingreporter.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.billingreporter.event.RunEvent.DayRange;
import dev.billingreporter.event.RunEvent.InvoiceAction;
import dev.billingreporter.event.RunEvent.Trigger;
import dev.billingreporter.installation.Installation;
import dev.billingreporter.installation.Segment;
import dev.billingreporter.invoice.TestResult;
import dev.billingreporter.item.Item;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the function's events, strictly: what cannot be understood is refused, so that nothing is sent by mistake. */
public final class EventReader {

    /** DynamoDB's own limit for a parallel scan. */
    static final int MOST_SEGMENTS = 1_000_000;
    static final int MOST_INSTALLATIONS = 1_000;
    /** Longer than any range that has a day left to correct; short enough to answer for each of its days. */
    static final int MOST_DAYS = 366;

    private static final Set<String> FIELDS = Set.of("installationIds", "from", "to", "dryRun", "segment", "totalSegments",
            "resumeAfter", "status", "invoice");

    private static final Set<String> INVOICE_EVENT_FIELDS = Set.of("installationIds", "invoice");
    private static final List<String> INVOICE_ACTIONS = List.of("dryRun", "test", "rebuild", "invoiceId");
    private static final int LONGEST_INVOICE_ID = 1_000;

    private static final List<String> SCHEDULE_SOURCES = List.of("aws.events", "aws.scheduler");
    private static final String SCHEDULED = "Scheduled Event";

    private EventReader() {
    }

    /**
     * Reads an event.
     *
     * @param today the date in UTC, to tell a range of days that is too long where only one end of it is given
     * @throws InvalidEventException naming the field that cannot be used
     */
    public static FunctionEvent read(JsonNode event, LocalDate today) {
        if (!event.isObject()) {
            throw new InvalidEventException("the event", "must be a JSON object");
        }
        if (WidgetEvent.isOne(event)) {
            return WidgetEvent.read(event);
        }
        if (event.isEmpty() || isFromSchedule(event)) {
            return new RunEvent.Submit(Trigger.SCHEDULE, List.of(), Optional.empty(), false, Segment.WHOLE, Optional.empty());
        }
        event.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw new InvalidEventException("\"" + Item.shortened(field) + "\"", "is not a field of any event");
            }
        });
        if (event.has("status")) {
            return status(event);
        }
        return event.has("invoice") ? invoice(event) : submit(event, today);
    }

    /** A rule's event and the Scheduler's default one have both fields; no event of another kind has either. */
    private static boolean isFromSchedule(JsonNode event) {
        if (!event.path("source").isTextual() || !event.path("detail-type").isTextual()) {
            return false;
        }
        if (!SCHEDULE_SOURCES.contains(event.get("source").textValue())) {
            throw new InvalidEventException("source", "must be one of " + String.join(", ", SCHEDULE_SOURCES));
        }
        if (!event.get("detail-type").textValue().equals(SCHEDULED)) {
            throw new InvalidEventException("detail-type", "must be \"" + SCHEDULED + "\"");
        }
        FIELDS.stream().filter(event::has).sorted().findFirst().ifPresent(field -> {
            throw new InvalidEventException(field, "must not stand in a scheduled event, which covers all installations");
        });
        return true;
    }

    private static RunEvent status(JsonNode event) {
        if (!event.get("status").isBoolean() || !event.get("status").booleanValue()) {
            throw new InvalidEventException("status", "must be true");
        }
        if (event.size() > 1) {
            throw new InvalidEventException("status", "must stand alone");
        }
        return new RunEvent.Status();
    }

    private static RunEvent invoice(JsonNode event) {
        var invoice = event.get("invoice");
        if (!invoice.isObject()) {
            throw new InvalidEventException("invoice", "must be an object such as {\"period\":\"2026-11-01\",\"dryRun\":true}");
        }
        event.fieldNames().forEachRemaining(field -> {
            if (!INVOICE_EVENT_FIELDS.contains(field)) {
                throw new InvalidEventException(field, "must not stand with invoice");
            }
        });
        var action = invoiceAction(invoice);
        var installationIds = installationIds(event);
        if (installationIds.isEmpty() && !(action instanceof InvoiceAction.Show)) {
            throw new InvalidEventException("installationIds", "is missing: only a dry run of invoices is for all of them");
        }
        var period = day("invoice.period", invoice.get("period")).orElseThrow(() -> new InvalidEventException("invoice.period",
                "is missing: the first day of a billing period, such as 2026-11-01"));
        return new RunEvent.Invoice(installationIds, period, action);
    }

    private static InvoiceAction invoiceAction(JsonNode invoice) {
        invoice.fieldNames().forEachRemaining(field -> {
            if (!field.equals("period") && !INVOICE_ACTIONS.contains(field)) {
                throw new InvalidEventException("invoice.\"" + Item.shortened(field) + "\"", "is not a field of any event");
            }
        });
        var actions = INVOICE_ACTIONS.stream().filter(invoice::has).toList();
        if (actions.size() != 1) {
            throw new InvalidEventException("invoice", "must have exactly one of " + String.join(", ", INVOICE_ACTIONS));
        }
        var name = actions.get(0);
        var value = invoice.get(name);
        return switch (name) {
            case "dryRun" -> onlyTrue(name, value, new InvoiceAction.Show());
            case "rebuild" -> onlyTrue(name, value, new InvoiceAction.Rebuild());
            case "test" -> new InvoiceAction.Test(testResult(value));
            default -> new InvoiceAction.Identify(invoiceId(value));
        };
    }

    private static InvoiceAction onlyTrue(String name, JsonNode value, InvoiceAction action) {
        if (!value.isBoolean() || !value.booleanValue()) {
            throw new InvalidEventException("invoice." + name, "must be true");
        }
        return action;
    }

    private static TestResult testResult(JsonNode value) {
        return Arrays.stream(TestResult.values()).filter(result -> result.wireName().equals(value.textValue())).findFirst()
                .orElseThrow(() -> new InvalidEventException("invoice.test", "must be paid, notpaid or overdue"));
    }

    private static String invoiceId(JsonNode value) {
        if (!value.isTextual() || value.textValue().isBlank() || value.textValue().length() > LONGEST_INVOICE_ID) {
            throw new InvalidEventException("invoice.invoiceId", "must be the id that Vercel shows for the invoice");
        }
        return value.textValue().strip();
    }

    private static RunEvent submit(JsonNode event, LocalDate today) {
        var installationIds = installationIds(event);
        var days = days(event, today);
        var dryRun = dryRun(event);
        var segment = segment(event);
        var resumeAfter = resumeAfter(event);
        var isShare = segment.isPresent() || resumeAfter.isPresent();
        if (isShare && !installationIds.isEmpty()) {
            throw new InvalidEventException("installationIds", "must not stand with segment or resumeAfter");
        }
        return new RunEvent.Submit(isShare ? Trigger.SEGMENT : Trigger.ADHOC, installationIds, days, dryRun,
                segment.orElse(Segment.WHOLE), resumeAfter);
    }

    private static List<String> installationIds(JsonNode event) {
        var field = event.get("installationIds");
        if (field == null) {
            return List.of();
        }
        if (!field.isArray() || field.isEmpty() || field.size() > MOST_INSTALLATIONS) {
            throw new InvalidEventException("installationIds",
                    "must be a list of 1 to %d installation ids".formatted(MOST_INSTALLATIONS));
        }
        var installationIds = new LinkedHashSet<String>();
        for (var position = 0; position < field.size(); position++) {
            installationIds.add(installationId("installationIds[%d]".formatted(position), field.get(position)));
        }
        return List.copyOf(installationIds);
    }

    private static Optional<String> resumeAfter(JsonNode event) {
        var field = event.get("resumeAfter");
        // an answer's resumeAfter is null when all is done; a state machine hands its first null on as well
        return field == null || field.isNull() ? Optional.empty() : Optional.of(key("resumeAfter", field));
    }

    private static String installationId(String name, JsonNode field) {
        if (!field.isTextual() || !Installation.isInstallationId(field.textValue())) {
            throw new InvalidEventException(name, "must be an installation id such as icfg_7gK2");
        }
        return field.textValue();
    }

    /** Any key that the table can have, as an answer names the last one even if its item was unusable. */
    private static String key(String name, JsonNode field) {
        if (!field.isTextual() || !Item.isKey(field.textValue())) {
            throw new InvalidEventException(name, "must be an installation id such as icfg_7gK2");
        }
        return field.textValue();
    }

    private static Optional<DayRange> days(JsonNode event, LocalDate today) {
        var from = day("from", event.get("from"));
        var to = day("to", event.get("to"));
        if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
            throw new InvalidEventException("from", "must not be after to");
        }
        if (Math.abs(ChronoUnit.DAYS.between(from.orElse(today), to.orElse(today))) >= MOST_DAYS) {
            throw new InvalidEventException(from.isPresent() ? "from" : "to",
                    "must not make a range of more than %d days".formatted(MOST_DAYS));
        }
        return from.isPresent() || to.isPresent() ? Optional.of(new DayRange(from, to)) : Optional.empty();
    }

    private static Optional<LocalDate> day(String name, JsonNode field) {
        if (field == null) {
            return Optional.empty();
        }
        if (field.isTextual() && field.textValue().matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
            try {
                return Optional.of(LocalDate.parse(field.textValue()));
            } catch (DateTimeException e) {
                throw new InvalidEventException(name, "must be a day of the calendar, but is " + field.textValue());
            }
        }
        throw new InvalidEventException(name, "must be a day such as 2026-11-21");
    }

    private static boolean dryRun(JsonNode event) {
        var field = event.get("dryRun");
        if (field != null && !field.isBoolean()) {
            throw new InvalidEventException("dryRun", "must be true or false");
        }
        return field != null && field.booleanValue();
    }

    private static Optional<Segment> segment(JsonNode event) {
        var number = wholeNumber(event, "segment");
        var total = wholeNumber(event, "totalSegments");
        if (number.isEmpty() && total.isEmpty()) {
            return Optional.empty();
        }
        if (number.isEmpty() || total.isEmpty()) {
            throw new InvalidEventException(number.isEmpty() ? "segment" : "totalSegments",
                    "is missing: segment and totalSegments go together");
        }
        if (total.get() < 1 || total.get() > MOST_SEGMENTS) {
            throw new InvalidEventException("totalSegments", "must be from 1 to " + MOST_SEGMENTS);
        }
        if (number.get() < 0 || number.get() >= total.get()) {
            throw new InvalidEventException("segment", "must be from 0 to totalSegments - 1");
        }
        return Optional.of(new Segment(number.get(), total.get()));
    }

    private static Optional<Integer> wholeNumber(JsonNode event, String name) {
        var field = event.get(name);
        if (field == null) {
            return Optional.empty();
        }
        if (!field.isIntegralNumber() || !field.canConvertToInt()) {
            throw new InvalidEventException(name, "must be a whole number");
        }
        return Optional.of(field.intValue());
    }
}
