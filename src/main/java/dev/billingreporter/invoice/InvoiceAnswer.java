package dev.billingreporter.invoice;

import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What Vercel answered when an invoice was submitted. */
public sealed interface InvoiceAnswer {

    /**
     * It has made the invoice: 200 with its id.
     *
     * @param invoiceId the id
     */
    record Created(String invoiceId) implements InvoiceAnswer {

        public Created {
            Objects.requireNonNull(invoiceId);
        }
    }

    /**
     * It has the invoice, and does not say under which id: 409, or 200 with neither an id nor errors.
     *
     * @param failure what it said
     */
    record WithoutId(Failure failure) implements InvoiceAnswer {

        public WithoutId {
            Objects.requireNonNull(failure);
        }
    }

    /**
     * It will never take these bytes: 400, or 200 with {@code validationErrors}.
     *
     * @param failure what it said
     */
    record Refused(Failure failure) implements InvoiceAnswer {

        public Refused {
            Objects.requireNonNull(failure);
        }
    }

    /**
     * Anything else. Perhaps it has the invoice, perhaps not.
     *
     * @param failure what it said, or what kept it from answering
     */
    record Unknown(Failure failure) implements InvoiceAnswer {

        public Unknown {
            Objects.requireNonNull(failure);
        }
    }

    /**
     * The answer 200 with this body, which came in full, as far as that can be told.
     *
     * @param redaction takes out of each text what must not be kept
     */
    static InvoiceAnswer ok(String body, UnaryOperator<String> redaction) {
        var read = AnswerBody.read(body, redaction);
        if (read.isEmpty()) {
            // It may have said that something is wrong with the invoice, so that 200 alone is no acceptance.
            return new Unknown(ok200(FailureKind.SERVER_ERROR, "a body that is no JSON object, or only the start of one"));
        }
        var errors = read.get().texts("validationErrors");
        var invoiceId = read.get().text("invoiceId");
        if (!errors.isEmpty()) {
            return new Refused(ok200(FailureKind.INVALID_REQUEST, "validationErrors%s: %s".formatted(
                    invoiceId.map(id -> " and yet the invoiceId " + id).orElse(""), String.join("; ", errors))));
        }
        return invoiceId.<InvoiceAnswer> map(Created::new)
                .orElseGet(() -> new WithoutId(ok200(FailureKind.SERVER_ERROR, "neither an invoiceId nor validationErrors")));
    }

    /** Any other answer, or none: {@code failure} says which. */
    static InvoiceAnswer failed(Failure failure) {
        return switch (failure.httpStatus().orElse(0)) {
            // There is one with this externalId already.
            case 409 -> new WithoutId(failure);
            // Sent again, these bytes would be answered the same way: bad ones, too many, or of no use.
            case 400, 413, 422 -> new Refused(failure);
            // 401, 403, 404, 410: of the installation, not of its invoice. 408, 429, 5xx, no answer: of the moment.
            default -> new Unknown(failure);
        };
    }

    private static Failure ok200(FailureKind kind, String what) {
        return new Failure(kind, Optional.of(200), "Vercel answered 200 with " + what);
    }
}
