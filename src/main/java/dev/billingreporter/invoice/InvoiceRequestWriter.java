package dev.billingreporter.invoice;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.billingreporter.request.BillingRequestWriter;
import dev.billingreporter.time.Instants;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** Writes the body of "Submit an invoice". Its lines are written as those of the billing data are, by the same code. */
final class InvoiceRequestWriter {

    private InvoiceRequestWriter() {
    }

    static String body(InvoiceRequest request, Optional<TestResult> test) {
        var bytes = new ByteArrayOutputStream();
        try (var json = BillingRequestWriter.generator(bytes)) {
            write(json, request, test);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void write(JsonGenerator json, InvoiceRequest request, Optional<TestResult> test) throws IOException {
        json.writeStartObject();
        json.writeStringField("externalId", request.externalId());
        instant(json, "invoiceDate", request.invoiceDate());
        json.writeStringField("memo",
                "Usage from %s to %s".formatted(request.period().firstDay(), request.due().lastDay().date()));
        json.writeObjectFieldStart("period");
        instant(json, "start", request.period().start());
        instant(json, "end", request.period().end());
        json.writeEndObject();
        BillingRequestWriter.writeLines(json, request.items(), request.discounts());
        if (request.due().isFinal()) {
            json.writeBooleanField("final", true);
        }
        if (test.isPresent()) {
            json.writeObjectFieldStart("test");
            json.writeBooleanField("validate", true);
            json.writeStringField("result", test.get().wireName());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void instant(JsonGenerator json, String field, Instant instant) throws IOException {
        json.writeStringField(field, Instants.text(instant));
    }
}
