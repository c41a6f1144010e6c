package dev.billingreporter.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.billingreporter.pricing.BillingStatement;
import dev.billingreporter.pricing.DiscountLine;
import dev.billingreporter.pricing.LineItem;
import dev.billingreporter.pricing.StatementTooLargeException;
import dev.billingreporter.time.Instants;
import dev.billingreporter.usage.UsageRow;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Writes the body of "Submit Billing Data", field by field and straight to bytes. Prices, totals and amounts are
 * strings, quantities and values numbers; none of them is ever in exponent form.
 */
public final class BillingRequestWriter {

    /** What is left open is not closed in silence: a body ends because it was written to its end. */
    private static final JsonFactory JSON = JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT).build();
    /** Of a body without its timestamp, which comes to some forty more. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private final JsonGenerator json;

    private BillingRequestWriter(JsonGenerator json) {
        this.json = json;
    }

    /**
     * The body without {@code timestamp}.
     *
     * @throws StatementTooLargeException if it has more bytes than a request may have; they are not kept
     */
    static byte[] content(BillingStatement statement) {
        var bytes = new BoundedBytes(MOST_BYTES);
        try (var json = generator(bytes)) {
            new BillingRequestWriter(json).write(statement);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        if (bytes.size() > MOST_BYTES) {
            throw StatementTooLargeException.ofBytes(statement.day().date(), MOST_BYTES, bytes.size());
        }
        return bytes.toByteArray();
    }

    /** A generator that writes numbers as the endpoint takes them: none in exponent form. */
    public static JsonGenerator generator(OutputStream bytes) throws IOException {
        return JSON.createGenerator(bytes);
    }

    /** Writes the fields {@code items} and, where there are any, {@code discounts} of the object that is open. */
    public static void writeLines(JsonGenerator json, List<LineItem> items, List<DiscountLine> discounts)
            throws IOException {
        new BillingRequestWriter(json).write(items, discounts);
    }

    private void write(BillingStatement statement) throws IOException {
        json.writeStartObject();
        instant("eod", statement.day().endOfDay());
        json.writeObjectFieldStart("period");
        instant("start", statement.period().start());
        instant("end", statement.period().end());
        json.writeEndObject();
        json.writeObjectFieldStart("billing");
        write(statement.items(), statement.discounts());
        json.writeEndObject();
        json.writeArrayFieldStart("usage");
        for (var row : statement.usage()) {
            write(row);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(List<LineItem> items, List<DiscountLine> discounts) throws IOException {
        json.writeArrayFieldStart("items");
        for (var item : items) {
            write(item);
        }
        json.writeEndArray();
        if (!discounts.isEmpty()) {
            json.writeArrayFieldStart("discounts");
            for (var discount : discounts) {
                write(discount);
            }
            json.writeEndArray();
        }
    }

    private void write(LineItem item) throws IOException {
        json.writeStartObject();
        json.writeStringField("billingPlanId", item.billingPlanId());
        text("resourceId", item.resourceId());
        instant("start", item.start());
        instant("end", item.end());
        json.writeStringField("name", item.name());
        text("details", item.details());
        amount("price", item.price());
        json.writeNumberField("quantity", item.quantity());
        json.writeStringField("units", item.units());
        amount("total", item.total());
        json.writeEndObject();
    }

    private void write(DiscountLine discount) throws IOException {
        json.writeStartObject();
        json.writeStringField("billingPlanId", discount.billingPlanId());
        text("resourceId", discount.resourceId());
        instant("start", discount.start());
        instant("end", discount.end());
        json.writeStringField("name", discount.name());
        amount("amount", discount.amount());
        json.writeEndObject();
    }

    private void write(UsageRow row) throws IOException {
        json.writeStartObject();
        text("resourceId", row.resourceId());
        json.writeStringField("name", row.name());
        json.writeStringField("type", row.type().wireName());
        json.writeStringField("units", row.units());
        json.writeNumberField("dayValue", row.dayValue());
        json.writeNumberField("periodValue", row.periodValue());
        if (row.planValue().isPresent()) {
            json.writeNumberField("planValue", row.planValue().get());
        }
        json.writeEndObject();
    }

    private void instant(String field, Instant instant) throws IOException {
        json.writeStringField(field, Instants.text(instant));
    }

    private void instant(String field, Optional<Instant> instant) throws IOException {
        if (instant.isPresent()) {
            instant(field, instant.get());
        }
    }

    private void text(String field, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            json.writeStringField(field, text.get());
        }
    }

    private void amount(String field, BigDecimal amount) throws IOException {
        json.writeStringField(field, amount.toPlainString());
    }
}
