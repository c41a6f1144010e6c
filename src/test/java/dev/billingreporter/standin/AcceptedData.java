package dev.billingreporter.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the endpoint keeps: for each installation and day, week and month the data with the latest timestamp. An end of
 * day tells the day; weeks and months follow it in UTC.
 */
public final class AcceptedData {

    private final Map<String, Map<Object, JsonNode>> winners = new HashMap<>();

    synchronized void add(String installationId, JsonNode body) {
        var endOfDay = Instant.parse(body.get("eod").textValue());
        var date = endOfDay.atOffset(ZoneOffset.UTC).toLocalDate();
        var ofInstallation = winners.computeIfAbsent(installationId, id -> new HashMap<>());
        for (var key : new Object[] { endOfDay, week(date), YearMonth.from(date) }) {
            ofInstallation.merge(key, body, (held, added) -> timestamp(added).isBefore(timestamp(held)) ? held : added);
        }
    }

    synchronized void clear() {
        winners.clear();
    }

    /** The data that holds for the day that ends at this instant. */
    public synchronized Optional<JsonNode> ofDay(String installationId, Instant endOfDay) {
        return of(installationId, endOfDay);
    }

    /** The data that holds for the ISO week of this date. */
    public synchronized Optional<JsonNode> ofWeek(String installationId, LocalDate date) {
        return of(installationId, week(date));
    }

    /** The data that holds for this month. */
    public synchronized Optional<JsonNode> ofMonth(String installationId, YearMonth month) {
        return of(installationId, month);
    }

    private Optional<JsonNode> of(String installationId, Object key) {
        return Optional.ofNullable(winners.getOrDefault(installationId, Map.of()).get(key));
    }

    private static String week(LocalDate date) {
        return date.get(IsoFields.WEEK_BASED_YEAR) + "-W" + date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
    }

    private static Instant timestamp(JsonNode body) {
        return Instant.parse(body.get("timestamp").textValue());
    }
}
