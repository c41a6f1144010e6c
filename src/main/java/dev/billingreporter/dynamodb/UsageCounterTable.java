package dev.billingreporter.dynamodb;

import dev.billingreporter.item.InvalidItemException;
import dev.billingreporter.item.Item;
import dev.billingreporter.item.TableException;
import dev.billingreporter.settings.Settings;
import dev.billingreporter.time.Dates;
import dev.billingreporter.usage.UsageCounters;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Reads the usage counters table. */
@ApplicationScoped
public class UsageCounterTable {

    /** More than this many counters of one installation in two billing periods do not fit into memory beside others. */
    static final int MOST_COUNTERS = 250_000;

    private static final int DATE_LENGTH = "2026-11-22".length();
    private static final char SEPARATOR = '#';
    /** Follows all that a day's keys can go on with, well formed or not. */
    private static final char LAST_CHARACTER = '\uFFFF';

    private final DynamoDbClient client;
    private final String table;

    UsageCounterTable(DynamoDbClient client, Settings settings) {
        this.client = client;
        this.table = settings.usageCountersTable();
    }

    /**
     * An installation's counters of the days from {@code first} to {@code last}, by one query. The read is strongly
     * consistent: all that was counted before the call is in it.
     *
     * @param strictFrom the first day of which every counter must be usable; an unusable one of an earlier day is left out,
     *        and the counters say so
     * @throws TableException if the table cannot be read
     * @throws InvalidItemException naming the counter that cannot be used
     */
    public UsageCounters read(String installationId, LocalDate first, LocalDate strictFrom, LocalDate last) {
        var request = QueryRequest.builder().tableName(table)
                .keyConditionExpression("installationId = :installation AND counterId BETWEEN :first AND :last")
                .expressionAttributeValues(Map.of(":installation", AttributeValue.fromS(installationId),
                        ":first", AttributeValue.fromS(first.toString()),
                        ":last", AttributeValue.fromS(last.toString() + LAST_CHARACTER)))
                .projectionExpression("counterId,dayValue")
                .consistentRead(true);
        var found = new CounterItems.Found();
        request.overrideConfiguration(call -> call.putExecutionAttribute(CounterItems.FOUND, found));
        var reading = new Reading(installationId, strictFrom);
        try {
            Map<String, AttributeValue> next;
            do {
                var response = client.query(request.build());
                found.counters().forEach(reading::add);
                response.items().forEach(reading::add);
                next = response.lastEvaluatedKey();
                request.exclusiveStartKey(next);
            } while (!next.isEmpty());
        } catch (SdkException e) {
            throw DynamoDbFailure.unreadable(table, e);
        }
        return reading.counters.build();
    }

    private final class Reading {

        private final String installationId;
        private final LocalDate strictFrom;
        private final UsageCounters.Builder counters = UsageCounters.builder();
        private int count;
        /** Items come in the order of their keys, so a day's text is parsed once. */
        private String dateText = "";
        private LocalDate date = LocalDate.MIN;

        Reading(String installationId, LocalDate strictFrom) {
            this.installationId = installationId;
            this.strictFrom = strictFrom;
        }

        void add(CounterItems.Counter counter) {
            add(counter.counterId(), () -> new BigDecimal(counter.dayValue()));
        }

        void add(Map<String, AttributeValue> attributes) {
            var counterId = attributes.get("counterId").s();
            add(counterId, () -> item(counterId, AttributeValues.plain(attributes)).number("dayValue"));
        }

        private void add(String counterId, Supplier<BigDecimal> dayValue) {
            if (++count > MOST_COUNTERS) {
                throw invalid(counterId, "is one of more than %d counters of one installation: too many to report"
                        .formatted(MOST_COUNTERS));
            }
            try {
                addUsable(counterId, dayValue);
            } catch (InvalidItemException e) {
                if (counterId.compareTo(strictFrom.toString()) >= 0) {
                    throw e;
                }
                counters.leaveOut(counterId.substring(0, Math.min(DATE_LENGTH, counterId.length())), e);
            }
        }

        private void addUsable(String counterId, Supplier<BigDecimal> dayValue) {
            var separator = counterId.indexOf(SEPARATOR, DATE_LENGTH + 1);
            if (separator < DATE_LENGTH + 2 || counterId.charAt(DATE_LENGTH) != SEPARATOR) {
                throw malformed(counterId);
            }
            counters.add(date(counterId), counterId.substring(DATE_LENGTH + 1, separator), counterId.substring(separator + 1),
                    dayValue.get());
        }

        private LocalDate date(String counterId) {
            if (!counterId.startsWith(dateText) || dateText.isEmpty()) {
                var text = counterId.substring(0, DATE_LENGTH);
                try {
                    date = Dates.parse(text);
                } catch (DateTimeException e) {
                    throw malformed(counterId);
                }
                dateText = text;
            }
            return date;
        }

        private InvalidItemException malformed(String counterId) {
            return invalid(counterId, "must be <yyyy-MM-dd>#<counter>#<resourceId>");
        }

        private InvalidItemException invalid(String counterId, String problem) {
            return item(counterId, Map.of()).invalid("counterId", problem);
        }

        private Item item(String counterId, Map<String, ?> attributes) {
            return Item.of(table, installationId + " / " + counterId, attributes);
        }
    }
}
