package dev.billingreporter.dynamodb;

import dev.billingreporter.invoice.Invoice;
import dev.billingreporter.invoice.InvoiceFormat;
import dev.billingreporter.invoice.StoredInvoice;
import dev.billingreporter.item.Item;
import dev.billingreporter.item.TableException;
import dev.billingreporter.settings.Settings;
import dev.billingreporter.time.Instants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/**
 * Reads and writes the invoices table. Every write is made on a condition: that there is no item yet, or that it is in all
 * its attributes what it was when it was read. Whoever loses that is given the item that is there now, and goes on from
 * it. So of two runs one freezes an invoice, and nothing that either has learned of it is lost.
 */
@ApplicationScoped
public class InvoiceTable {

    /** A billing period has at least a day, so this is more than two years of them. */
    static final int MOST_INVOICES = 1_000;
    /** Two runs rarely meet, and three never did: more losses than this mean that something else is wrong. */
    private static final int ATTEMPTS = 5;
    private static final String NO_ITEM = "attribute_not_exists(%s)".formatted(InvoiceFormat.INSTALLATION_ID);

    private final DynamoDbClient client;
    private final String table;

    /** Where no invoices are sent, the table is never asked for, and need not exist. */
    @Inject
    InvoiceTable(DynamoDbClient client, Settings settings) {
        this(client, settings.invoicing().map(Settings.Invoicing::table).orElse("Invoices"));
    }

    InvoiceTable(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    /**
     * What a write came to.
     *
     * @param before the invoice that it was applied to: what was seen, or what another run made of it; empty where there was
     *        none
     * @param now the invoice as it is in the table now
     */
    public record Written(Optional<Invoice> before, StoredInvoice now) {

        /** Whether it was this write that brought the invoice into its state. */
        public boolean isNewState() {
            return !before.map(invoice -> invoice.state().name()).equals(Optional.of(now.invoice().state().name()));
        }
    }

    /**
     * An installation's invoices for the periods that start at {@code from} or later, ascending. The read is strongly
     * consistent.
     *
     * @throws TableException if the table cannot be read
     * @throws dev.billingreporter.item.InvalidItemException naming the item that cannot be used
     */
    public List<StoredInvoice> read(String installationId, Instant from) {
        var request = QueryRequest.builder().tableName(table)
                .keyConditionExpression("%s = :installation AND %s >= :from".formatted(InvoiceFormat.INSTALLATION_ID,
                        InvoiceFormat.PERIOD_START))
                .expressionAttributeValues(Map.of(":installation", AttributeValue.fromS(installationId),
                        ":from", AttributeValue.fromS(Instants.text(from))))
                .consistentRead(true);
        var invoices = new ArrayList<StoredInvoice>();
        try {
            Map<String, AttributeValue> next;
            do {
                var response = client.query(request.build());
                response.items().forEach(item -> invoices.add(stored(item)));
                if (invoices.size() > MOST_INVOICES) {
                    throw new TableException(table, "has more than %d invoices of %s since %s: too many to look at"
                            .formatted(MOST_INVOICES, installationId, from));
                }
                next = response.lastEvaluatedKey();
                request.exclusiveStartKey(next);
            } while (!next.isEmpty());
        } catch (SdkException e) {
            throw DynamoDbFailure.unreadable(table, e);
        }
        return invoices;
    }

    /**
     * How many invoices there are in each state, whatever else their items say. The read is eventually consistent.
     *
     * @param mayGoOn asked before each page
     * @throws TableException if the table cannot be read, or not all of it in time
     */
    public Map<String, Long> countByState(BooleanSupplier mayGoOn) {
        var request = ScanRequest.builder().tableName(table).projectionExpression("#state")
                .expressionAttributeNames(Map.of("#state", InvoiceFormat.STATE));
        var counts = new HashMap<String, Long>();
        try {
            Map<String, AttributeValue> next;
            do {
                if (!mayGoOn.getAsBoolean()) {
                    throw new TableException(table, "was not read to its end before the answer had to be given");
                }
                var response = client.scan(request.build());
                response.items().forEach(item -> counts.merge(
                        Objects.requireNonNullElse(item.getOrDefault(InvoiceFormat.STATE, AttributeValue.fromS("")).s(), ""),
                        1L,
                        Long::sum));
                next = response.lastEvaluatedKey();
                request.exclusiveStartKey(next);
            } while (!next.isEmpty());
        } catch (SdkException e) {
            throw DynamoDbFailure.unreadable(table, e);
        }
        return counts;
    }

    /**
     * Stores an invoice if there is none for its period.
     *
     * @return that invoice, or the one that is there
     * @throws TableException if the table cannot be written
     * @throws dev.billingreporter.item.InvalidItemException if there is one that cannot be used
     */
    public Written freeze(Invoice invoice) {
        try {
            return put(Optional.empty(), Map.of(), invoice);
        } catch (ConditionalCheckFailedException e) {
            var there = stored(e.item());
            return new Written(Optional.of(there.invoice()), there);
        } catch (SdkException e) {
            throw DynamoDbFailure.unwritten(table, e);
        }
    }

    /**
     * Changes an invoice. Nothing is written where the change makes no difference.
     *
     * @param seen the invoice as it was read
     * @param change what becomes of it. It is applied again to what another run has made of the invoice meanwhile
     * @throws TableException if the table cannot be written
     * @throws dev.billingreporter.item.InvalidItemException if somebody else has made the item unusable
     */
    public Written update(StoredInvoice seen, UnaryOperator<Invoice> change) {
        var known = seen;
        for (var attempt = 1; attempt <= ATTEMPTS; attempt++) {
            var changed = change.apply(known.invoice());
            if (changed.equals(known.invoice())) {
                return new Written(Optional.of(known.invoice()), known);
            }
            try {
                return put(Optional.of(known.invoice()), known.item(), changed);
            } catch (ConditionalCheckFailedException e) {
                // where somebody has deleted it, it is written anew: what was learned of it must not be lost
                known = e.hasItem() && !e.item().isEmpty() ? stored(e.item()) : new StoredInvoice(known.invoice(), Map.of());
            } catch (SdkException e) {
                throw DynamoDbFailure.unwritten(table, e);
            }
        }
        throw new TableException(table, "could not be written: the invoice %s was changed by another run %d times"
                .formatted(seen.invoice().frozen().externalId(), ATTEMPTS));
    }

    private Written put(Optional<Invoice> before, Map<String, ?> seen, Invoice invoice) {
        var item = new LinkedHashMap<String, Object>(seen);
        item.keySet().removeAll(InvoiceFormat.ATTRIBUTES);
        item.putAll(InvoiceFormat.write(invoice));
        var request = PutItemRequest.builder().tableName(table).item(AttributeValues.of(item))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        if (seen.isEmpty()) {
            request.conditionExpression(NO_ITEM);
        } else {
            UnchangedCondition.add(request, compared(seen), seen);
        }
        client.putItem(request.build());
        return new Written(before, new StoredInvoice(invoice, item));
    }

    /** Its own attributes and those that somebody else has added. */
    private static Set<String> compared(Map<String, ?> seen) {
        var attributes = new TreeSet<String>(InvoiceFormat.ATTRIBUTES);
        attributes.addAll(seen.keySet());
        // a request is what its hash says, and would double what is sent
        attributes.removeAll(List.of(InvoiceFormat.REQUEST, InvoiceFormat.INSTALLATION_ID, InvoiceFormat.PERIOD_START));
        return attributes;
    }

    private StoredInvoice stored(Map<String, AttributeValue> attributes) {
        var plain = AttributeValues.plain(attributes);
        var key = "%s / %s".formatted(plain.get(InvoiceFormat.INSTALLATION_ID), plain.get(InvoiceFormat.PERIOD_START));
        return new StoredInvoice(InvoiceFormat.read(Item.of(table, key, plain)), plain);
    }
}
