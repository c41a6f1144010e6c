package dev.billingreporter.checkpoint;

import dev.billingreporter.checkpoint.Checkpoint.LastSubmission;
import dev.billingreporter.day.BillingCycle.Explicit;
import dev.billingreporter.item.FailureFormat;
import dev.billingreporter.item.Item;
import dev.billingreporter.pricing.PricedPeriod;
import dev.billingreporter.time.Dates;
import dev.billingreporter.time.Instants;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How a checkpoint stands in its item: read and written here, and nowhere else. */
public final class CheckpointFormat {

    /** The key of the table. */
    public static final String KEY = "installationId";

    private static final String LAST_SUCCESSFUL_TIMESTAMP = "lastSuccessfulTimestamp";
    private static final String LAST_ACCEPTED_AT = "lastAcceptedAt";
    private static final String LAST_EOD = "lastEod";
    private static final String DAYS = "days";
    private static final String CONSECUTIVE_FAILURES = "consecutiveFailures";
    private static final String LAST_FAILURE = "lastFailure";
    private static final String GONE_AT = "goneAt";
    private static final String TRACKED_FROM = "trackedFrom";
    private static final String COUNTED_BEFORE = "countedBefore";
    private static final String PERIOD = "period";
    private static final String INVOICED_THROUGH = "invoicedThrough";
    private static final String INVOICES_LOOK_AT = "invoicesLookAt";
    private static final String ENDED_PERIODS = "endedPeriods";

    /** All attributes but the key. */
    public static final List<String> ATTRIBUTES = List.of(LAST_SUCCESSFUL_TIMESTAMP, LAST_ACCEPTED_AT, LAST_EOD, DAYS,
            CONSECUTIVE_FAILURES, LAST_FAILURE, GONE_AT, TRACKED_FROM, COUNTED_BEFORE, PERIOD,
            INVOICED_THROUGH, INVOICES_LOOK_AT, ENDED_PERIODS);

    private CheckpointFormat() {
    }

    /**
     * Reads an item of the checkpoints table.
     *
     * @throws dev.billingreporter.item.InvalidItemException naming the item and the attribute that cannot be used
     */
    public static Checkpoint read(Item item) {
        var days = new TreeMap<LocalDate, AcceptedDay>();
        item.item(DAYS).ifPresent(map -> {
            for (var name : map.attributeNames()) {
                days.put(day(map, name, name), acceptedDay(map.item(name).orElseThrow()));
            }
        });
        var lastSubmission = item.optionalInstant(LAST_SUCCESSFUL_TIMESTAMP).map(
                timestamp -> new LastSubmission(timestamp, item.instant(LAST_ACCEPTED_AT), item.instant(LAST_EOD)));
        return new Checkpoint(lastSubmission, days, consecutiveFailures(item),
                item.item(LAST_FAILURE).map(CheckpointFormat::lastFailure), item.optionalInstant(GONE_AT),
                item.optionalText(TRACKED_FROM).map(text -> day(item, TRACKED_FROM, text)),
                item.optionalText(COUNTED_BEFORE).map(text -> day(item, COUNTED_BEFORE, text)),
                item.item(PERIOD).map(CheckpointFormat::period),
                new InvoicingProgress(item.optionalInstant(INVOICED_THROUGH), item.optionalInstant(INVOICES_LOOK_AT),
                        item.items(ENDED_PERIODS).stream().map(ended -> bounds(ended, ended.instant("start"), "end"))
                                .toList()));
    }

    private static int consecutiveFailures(Item item) {
        return item.optionalNumber(CONSECUTIVE_FAILURES).map(number -> item.wholeNumber(CONSECUTIVE_FAILURES, number))
                .orElse(0);
    }

    private static AcceptedDay acceptedDay(Item item) {
        var periodStart = item.optionalInstant("periodStart");
        return new AcceptedDay(item.instant("timestamp"), item.text("contentHash"), item.instant("acceptedAt"),
                periodStart.map(start -> bounds(item, start, "periodEnd")));
    }

    private static PricedPeriod period(Item item) {
        var plans = new TreeMap<String, String>();
        item.item("plans").ifPresent(map -> map.attributeNames().forEach(planId -> plans.put(planId, map.text(planId))));
        var bounds = bounds(item, item.instant("start"), "end");
        return new PricedPeriod(bounds.start(), bounds.end(), plans, item.number("counted"));
    }

    private static Explicit bounds(Item item, Instant start, String end) {
        try {
            return new Explicit(start, item.instant(end));
        } catch (IllegalArgumentException e) {
            throw item.invalid(end, e.getMessage());
        }
    }

    private static LastFailure lastFailure(Item item) {
        return new LastFailure(FailureFormat.at(item), item.optionalText("day").map(text -> day(item, "day", text)),
                FailureFormat.failure(item));
    }

    private static LocalDate day(Item item, String attribute, String text) {
        try {
            return Dates.parse(text);
        } catch (DateTimeException e) {
            throw item.invalid(attribute, "must be a day such as 2026-11-22");
        }
    }

    /** All attributes of the item but its key, as plain Java values. */
    public static Map<String, Object> write(Checkpoint checkpoint) {
        var item = new HashMap<String, Object>();
        checkpoint.lastSubmission().ifPresent(last -> {
            item.put(LAST_SUCCESSFUL_TIMESTAMP, Instants.text(last.timestamp()));
            item.put(LAST_ACCEPTED_AT, Instants.text(last.acceptedAt()));
            item.put(LAST_EOD, Instants.text(last.endOfDay()));
        });
        var days = new HashMap<String, Object>();
        checkpoint.days().forEach((day, accepted) -> days.put(day.toString(), acceptedDay(accepted)));
        item.put(DAYS, days);
        item.put(CONSECUTIVE_FAILURES, BigDecimal.valueOf(checkpoint.consecutiveFailures()));
        checkpoint.lastFailure().ifPresent(failure -> item.put(LAST_FAILURE, lastFailure(failure)));
        checkpoint.goneAt().ifPresent(goneAt -> item.put(GONE_AT, Instants.text(goneAt)));
        checkpoint.trackedFrom().ifPresent(day -> item.put(TRACKED_FROM, day.toString()));
        checkpoint.countedBefore().ifPresent(day -> item.put(COUNTED_BEFORE, day.toString()));
        checkpoint.period().ifPresent(period -> item.put(PERIOD, period(period)));
        checkpoint.invoicing().settledThrough().ifPresent(end -> item.put(INVOICED_THROUGH, Instants.text(end)));
        checkpoint.invoicing().nextLookAt().ifPresent(at -> item.put(INVOICES_LOOK_AT, Instants.text(at)));
        if (!checkpoint.invoicing().ended().isEmpty()) {
            item.put(ENDED_PERIODS, checkpoint.invoicing().ended().stream().map(
                    ended -> Map.of("start", Instants.text(ended.start()), "end", Instants.text(ended.end()))).toList());
        }
        return item;
    }

    private static Map<String, Object> acceptedDay(AcceptedDay accepted) {
        var map = new HashMap<String, Object>();
        map.put("timestamp", Instants.text(accepted.timestamp()));
        map.put("contentHash", accepted.contentHash());
        map.put("acceptedAt", Instants.text(accepted.acceptedAt()));
        accepted.period().ifPresent(bounds -> {
            map.put("periodStart", Instants.text(bounds.start()));
            map.put("periodEnd", Instants.text(bounds.end()));
        });
        return map;
    }

    private static Map<String, Object> period(PricedPeriod period) {
        return Map.of("start", Instants.text(period.start()), "end", Instants.text(period.end()),
                "plans", period.plans(), "counted", period.counted());
    }

    private static Map<String, Object> lastFailure(LastFailure last) {
        var map = FailureFormat.write(last.at(), last.failure());
        last.day().ifPresent(day -> map.put("day", day.toString()));
        return map;
    }
}
