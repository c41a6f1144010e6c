package dev.billingreporter.invoice;

import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What Vercel answered when it was asked for an invoice. */
public sealed interface InvoiceCheck {

    /**
     * The invoice.
     *
     * @param vercelState such as {@code invoiced} or {@code paid}
     * @param total what it comes to, if it says so
     * @param externalId the id that it was submitted with, if it says so
     */
    record Found(String vercelState, Optional<BigDecimal> total, Optional<String> externalId) implements InvoiceCheck {

        public Found {
            Objects.requireNonNull(vercelState);
            Objects.requireNonNull(total);
            Objects.requireNonNull(externalId);
        }

        /** In what it is not the invoice that was submitted, in words; empty where it is. */
        Optional<String> disagreement(FrozenInvoice frozen) {
            var otherId = externalId.filter(id -> !id.equals(frozen.externalId()))
                    .map(id -> "Vercel's invoice has the externalId %s, not %s".formatted(id, frozen.externalId()));
            return otherId.or(() -> total.filter(amount -> amount.compareTo(frozen.total()) != 0)
                    .map(amount -> "Vercel's invoice comes to %s, not to %s".formatted(amount.toPlainString(),
                            frozen.total().toPlainString())));
        }
    }

    /**
     * No invoice.
     *
     * @param failure what it said, or what kept it from answering
     */
    record Failed(Failure failure) implements InvoiceCheck {

        public Failed {
            Objects.requireNonNull(failure);
        }
    }

    /**
     * The answer 200 with this body.
     *
     * @param redaction takes out of each text what must not be kept
     */
    static InvoiceCheck ok(String body, UnaryOperator<String> redaction) {
        var read = AnswerBody.read(body, redaction);
        var state = read.flatMap(json -> json.text("state"));
        if (state.isEmpty()) {
            return new Failed(new Failure(FailureKind.SERVER_ERROR, Optional.of(200),
                    "Vercel answered 200 with an invoice that has no state"));
        }
        return new Found(state.get(), read.get().amount("total"), read.get().text("externalId"));
    }

    /** Any other answer, or none: {@code failure} says which. */
    static InvoiceCheck failed(Failure failure) {
        return new Failed(failure);
    }
}
