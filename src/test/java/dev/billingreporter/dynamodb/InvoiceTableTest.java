package dev.billingreporter.dynamodb;

import static dev.billingreporter.invoice.Invoices.NOW;
import static dev.billingreporter.invoice.Invoices.due;
import static dev.billingreporter.invoice.Invoices.frozen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.billingreporter.dynamodb.InvoiceTable.Written;
import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.invoice.Invoice;
import dev.billingreporter.invoice.InvoiceAnswer;
import dev.billingreporter.invoice.InvoiceFormat;
import dev.billingreporter.invoice.InvoiceState.Accepted;
import dev.billingreporter.invoice.InvoiceState.Unconfirmed;
import dev.billingreporter.invoice.StoredInvoice;
import dev.billingreporter.item.InvalidItemException;
import dev.billingreporter.item.TableException;
import dev.billingreporter.local.DynamoDbLocal;
import dev.billingreporter.local.Tables;
import dev.billingreporter.time.Instants;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class InvoiceTableTest {

    private static final Instant ALWAYS = Instant.EPOCH;
    private static final String NOVEMBER = "2026-11-01T00:00:00.000Z";

    private static final Accepted ACCEPTED = new Accepted(NOW, "inv_1", Optional.empty(), Optional.empty());

    private static DynamoDbLocal dynamoDb;
    private static DynamoDbClient client;
    private static Tables tables;

    private final InvoiceTable table = new InvoiceTable(client, Tables.INVOICES);

    @BeforeAll
    static void start() {
        dynamoDb = DynamoDbLocal.start();
        client = dynamoDb.client();
        tables = new Tables(client);
    }

    @AfterAll
    static void stop() {
        client.close();
        dynamoDb.close();
    }

    @BeforeEach
    void createTable() {
        tables.createInvoices();
    }

    @AfterEach
    void deleteTable() {
        client.listTables().tableNames().forEach(tables::delete);
    }

    @Test
    void whatIsFrozenReadsBackAsItWas() {
        var written = table.freeze(frozen("2026-11-15"));

        assertThat(written.before()).isEmpty();
        assertThat(written.isNewState()).isTrue();
        assertThat(invoices()).containsExactly(written.now().invoice());
        assertThat(written.now().invoice()).isEqualTo(frozen("2026-11-15"));
        assertThat(tables.invoice("icfg_1", NOVEMBER).orElseThrow().get("state").textValue()).isEqualTo("FROZEN");
    }

    @Test
    void ofTwoRunsThatFreezeTheFirstWinsAndTheOtherIsGivenItsInvoice() {
        var first = table.freeze(frozen("2026-11-15"));

        var second = table.freeze(frozen(due("2026-11-15"), "", "31"));

        assertThat(second.now().invoice()).isEqualTo(first.now().invoice());
        assertThat(second.before()).contains(first.now().invoice());
        assertThat(second.isNewState()).isFalse();
        assertThat(invoices()).containsExactly(first.now().invoice());
    }

    @Test
    void anInvoiceIsFrozenOnceEvenWhenTheFirstHasGoneOn() {
        var accepted = table.update(table.freeze(frozen("2026-11-15")).now(), created("inv_1"));

        assertThat(table.freeze(frozen("2026-11-15")).now().invoice()).isEqualTo(accepted.now().invoice());
    }

    @Test
    void invoicesAreReadInTheOrderOfTheirPeriodsFromAnyOfThem() {
        for (var month : List.of("2026-11", "2026-09", "2026-10")) {
            table.freeze(frozen(month + "-15"));
        }
        tables.put(Tables.INVOICES, "{installationId: 'icfg_2', periodStart: '%s'}".formatted(NOVEMBER));

        assertThat(externalIds(ALWAYS)).containsExactly("icfg_1:2026-09-01", "icfg_1:2026-10-01", "icfg_1:2026-11-01");
        assertThat(externalIds(Instant.parse("2026-10-01T00:00:00Z"))).containsExactly("icfg_1:2026-10-01",
                "icfg_1:2026-11-01");
        assertThat(externalIds(Instant.parse("2026-10-01T00:00:00.001Z"))).containsExactly("icfg_1:2026-11-01");
        assertThat(table.read("icfg_3", ALWAYS)).isEmpty();
    }

    @Test
    void aChangeIsWrittenAndWhatItChangedFromIsTold() {
        var frozen = table.freeze(frozen("2026-11-15")).now();

        var written = table.update(frozen, created("inv_1"));

        assertThat(written.before()).contains(frozen.invoice());
        assertThat(written.isNewState()).isTrue();
        assertThat(written.now().invoice().state()).isEqualTo(ACCEPTED);
        assertThat(invoices()).containsExactly(written.now().invoice());
    }

    @Test
    void aChangeThatMakesNoDifferenceIsNotWritten() {
        var frozen = table.freeze(frozen("2026-11-15")).now();
        tables.delete(Tables.INVOICES);

        var written = table.update(frozen, UnaryOperator.identity());

        assertThat(written).isEqualTo(new Written(Optional.of(frozen.invoice()), frozen));
        assertThat(written.isNewState()).isFalse();
    }

    @Test
    void aChangeIsAppliedToWhatAnotherRunHasMadeOfTheInvoiceMeanwhile() {
        var seen = table.freeze(frozen("2026-11-15")).now();
        table.update(seen, answered(failed(503)));

        var written = table.update(seen, created("inv_1"));

        assertThat(written.before().orElseThrow().attempts()).as("the other run's").isEqualTo(1);
        assertThat(written.now().invoice().attempts()).isEqualTo(2);
        assertThat(invoices()).containsExactly(written.now().invoice());
    }

    @Test
    void ofTwoRunsThatAreAnswered200And409TheIdIsKeptWhicheverIsRecordedFirst() {
        var november = table.freeze(frozen("2026-11-15")).now();
        table.update(november, created("inv_1"));
        var october = table.freeze(frozen("2026-10-15")).now();
        table.update(october, answered(failed(409)));

        var conflictLast = table.update(november, answered(failed(409)));
        var createdLast = table.update(october, created("inv_1"));

        assertThat(conflictLast.now().invoice().state()).isEqualTo(ACCEPTED);
        assertThat(conflictLast.isNewState()).isFalse();
        assertThat(createdLast.before().orElseThrow().state()).isEqualTo(new Unconfirmed());
        assertThat(createdLast.now().invoice().state()).isEqualTo(ACCEPTED);
    }

    @Test
    void anInvoiceThatWasDeletedMeanwhileIsWrittenAnewWithWhatWasLearned() {
        var seen = table.freeze(frozen("2026-11-15")).now();
        deleteNovember();

        var written = table.update(seen, created("inv_1"));

        assertThat(written.now().invoice().state()).isEqualTo(ACCEPTED);
        assertThat(invoices()).containsExactly(written.now().invoice());
    }

    /** What was seen is not in the table any more, in one attribute: the write is lost, and what is there is looked at. */
    @Test
    void aWriteIsLostWhateverAttributeSomebodyElseHasChanged() {
        var seen = table.freeze(frozen("2026-11-15")).now();
        for (var attribute : InvoiceFormat.ATTRIBUTES) {
            if (attribute.equals(InvoiceFormat.REQUEST)) {
                continue; // it is what its hash says
            }
            var other = new HashMap<String, Object>(seen.item());
            other.put(attribute, "as it was once");
            isLost(seen, other);
            if (seen.item().containsKey(attribute)) {
                other.remove(attribute);
                isLost(seen, other);
            }
        }
        var other = new HashMap<String, Object>(seen.item());
        other.put("note", "somebody else's, and gone");
        isLost(seen, other);
    }

    private void isLost(StoredInvoice there, Map<String, Object> seen) {
        var applied = new AtomicInteger();

        table.update(new StoredInvoice(there.invoice(), seen), invoice -> applied.incrementAndGet() == 1
                ? created("inv_1").apply(invoice)
                : invoice);

        assertThat(applied).as(seen.toString()).hasValue(2);
        assertThat(invoices()).as(seen.toString()).containsExactly(there.invoice());
    }

    @Test
    void attributesOfSomebodyElseAreKeptWhateverTheyAre() {
        table.freeze(frozen("2026-11-15"));
        set("note", AttributeValue.fromM(Map.of("by", AttributeValue.fromSs(List.of("a", "b")))));
        set("scan", AttributeValue.fromB(SdkBytes.fromUtf8String("scan")));
        set("finalizedAt", AttributeValue.fromNul(true));
        var seen = table.read("icfg_1", ALWAYS).get(0);

        table.update(seen, created("inv_1"));

        var item = client.getItem(request -> request.tableName(Tables.INVOICES).key(november())).item();
        assertThat(item.get("note").m().get("by").ss()).containsExactlyInAnyOrder("a", "b");
        assertThat(item.get("scan").b().asUtf8String()).isEqualTo("scan");
        assertThat(item.get("state").s()).isEqualTo("ACCEPTED");
        assertThat(item).doesNotContainKey("finalizedAt");
    }

    @Test
    void aChangeThatIsLostAgainAndAgainIsAnError() {
        var seen = table.freeze(frozen("2026-11-15")).now();

        assertThatThrownBy(() -> table.update(seen, invoice -> {
            // another run is always faster
            set("attempts", AttributeValue.fromN(Integer.toString(invoice.attempts() + 1)));
            return created("inv_1").apply(invoice);
        })).isInstanceOf(TableException.class).hasMessage(
                "table Invoices could not be written: the invoice icfg_1:2026-11-01 was changed by another run 5 times");
        assertThat(tables.invoice("icfg_1", NOVEMBER).orElseThrow().get("attempts").intValue()).isEqualTo(5);
    }

    @Test
    void anItemThatCannotBeUsedIsNamed() {
        table.freeze(frozen("2026-11-15"));
        set("state", AttributeValue.fromS("SENT"));
        var message = "Invoices item \"icfg_1 / 2026-11-01T00:00:00.000Z\": state must be FROZEN, ACCEPTED, UNCONFIRMED, REJECTED, "
                + "NOTHING or BELOW_MINIMUM, but is \"SENT\"";

        assertThatThrownBy(() -> table.read("icfg_1", ALWAYS)).isInstanceOf(InvalidItemException.class).hasMessage(message);
        assertThatThrownBy(() -> table.freeze(frozen("2026-11-15"))).isInstanceOf(InvalidItemException.class)
                .hasMessage(message);
        var seen = new StoredInvoice(frozen("2026-11-15"), InvoiceFormat.write(frozen("2026-11-15")));
        assertThatThrownBy(() -> table.update(seen, created("inv_1"))).isInstanceOf(InvalidItemException.class)
                .hasMessage(message);
    }

    @Test
    void theLargestRequestFitsWithAllThatMayComeToIt() {
        var names = IntStream.range(0, 3_000).mapToObj(number -> "29").toArray(String[]::new);
        var invoice = frozen(due("2026-11-15"), "", names);
        assertThat(invoice.isFrozen()).isTrue();
        var seen = table.freeze(invoice).now();

        var failure = new Failure(FailureKind.SERVER_ERROR, Optional.of(503), "\u6f22".repeat(5_000));
        var failed = table.update(seen, answered(InvoiceAnswer.failed(failure))).now();
        var longestId = "\u6f22".repeat(1_000);

        assertThat(table.update(failed, created(longestId)).now().invoice().state())
                .isEqualTo(new Accepted(NOW, longestId, Optional.empty(), Optional.empty()));
        assertThat(table.read("icfg_1", ALWAYS).get(0).invoice().frozen()).isEqualTo(invoice.frozen());
    }

    @Test
    void aThousandInvoicesAreReadAndNotOneMore() {
        var invoice = frozen("2026-11-15");
        var start = Instant.parse("2020-01-01T00:00:00Z");
        tables.putAll(Tables.INVOICES, IntStream.range(0, InvoiceTable.MOST_INVOICES)
                .mapToObj(number -> item(invoice, start.plus(number, ChronoUnit.DAYS))).toList());

        assertThat(table.read("icfg_1", ALWAYS)).hasSize(InvoiceTable.MOST_INVOICES);

        tables.putAll(Tables.INVOICES, List.of(item(invoice, start.minusSeconds(1))));
        assertThat(table.read("icfg_1", start)).hasSize(InvoiceTable.MOST_INVOICES);
        assertThatThrownBy(() -> table.read("icfg_1", ALWAYS)).isInstanceOf(TableException.class)
                .hasMessage(
                        "table Invoices has more than 1000 invoices of icfg_1 since 1970-01-01T00:00:00Z: too many to look at");
    }

    @Test
    void aResultOfManyPagesIsReadInFull() {
        // a page has at most 1 MB
        var prices = IntStream.range(0, 2_500).mapToObj(number -> "29").toArray(String[]::new);
        for (var month = 1; month <= 9; month++) {
            table.freeze(frozen(due("2026-0%d-15".formatted(month)), "", prices));
        }

        assertThat(table.read("icfg_1", ALWAYS)).hasSize(9);
    }

    @Test
    void aTableThatIsNotThereIsAnErrorThatNamesIt() {
        tables.delete(Tables.INVOICES);

        assertThatThrownBy(() -> table.read("icfg_1", ALWAYS)).isInstanceOf(TableException.class)
                .hasMessageStartingWith("table Invoices could not be read: ResourceNotFoundException");
        assertThatThrownBy(() -> table.freeze(frozen("2026-11-15"))).isInstanceOf(TableException.class)
                .hasMessageStartingWith("table Invoices could not be written: ResourceNotFoundException");
        var seen = new StoredInvoice(frozen("2026-11-15"), InvoiceFormat.write(frozen("2026-11-15")));
        assertThatThrownBy(() -> table.update(seen, created("inv_1"))).isInstanceOf(TableException.class)
                .hasMessageStartingWith("table Invoices could not be written: ResourceNotFoundException");
    }

    private List<Invoice> invoices() {
        return table.read("icfg_1", ALWAYS).stream().map(StoredInvoice::invoice).toList();
    }

    private List<String> externalIds(Instant from) {
        return table.read("icfg_1", from).stream().map(stored -> stored.invoice().frozen().externalId()).toList();
    }

    private static UnaryOperator<Invoice> created(String invoiceId) {
        return answered(new InvoiceAnswer.Created(invoiceId));
    }

    private static UnaryOperator<Invoice> answered(InvoiceAnswer answer) {
        return invoice -> invoice.answered(invoice.frozen().contentHash(), 1, answer, NOW);
    }

    private static InvoiceAnswer failed(int status) {
        return InvoiceAnswer.failed(new Failure(FailureKind.SERVER_ERROR, Optional.of(status), "Vercel answered " + status));
    }

    private static Map<String, AttributeValue> item(Invoice invoice, Instant periodStart) {
        var item = new HashMap<>(AttributeValues.of(InvoiceFormat.write(invoice)));
        item.put("periodStart", AttributeValue.fromS(Instants.text(periodStart)));
        return item;
    }

    private static Map<String, AttributeValue> november() {
        return Map.of("installationId", AttributeValue.fromS("icfg_1"), "periodStart", AttributeValue.fromS(NOVEMBER));
    }

    private static void deleteNovember() {
        client.deleteItem(request -> request.tableName(Tables.INVOICES).key(november()));
    }

    private static void set(String attribute, AttributeValue value) {
        client.updateItem(request -> request.tableName(Tables.INVOICES).key(november()).updateExpression("SET #a = :v")
                .expressionAttributeNames(Map.of("#a", attribute)).expressionAttributeValues(Map.of(":v", value)));
    }
}
