package dev.billingreporter.invoice;

import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.invoice.InvoiceState.Accepted;
import dev.billingreporter.invoice.InvoiceState.BelowMinimum;
import dev.billingreporter.invoice.InvoiceState.Frozen;
import dev.billingreporter.invoice.InvoiceState.Nothing;
import dev.billingreporter.invoice.InvoiceState.Rejected;
import dev.billingreporter.invoice.InvoiceState.Unconfirmed;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The invoice of one installation for one billing period, and all that is known of it. It changes only by the methods
 * here. Each of them takes any state: two runs may be at it, and the one that comes second meets what the first has made
 * of it.
 *
 * @param frozen what never changes
 * @param state how far it has come
 * @param attempts how often it was sent, as far as that was recorded
 * @param lastFailure what last went wrong with it, or what a person has to know of it
 * @param lateTotal what it would come to with the usage that came after it was frozen; empty where that changes nothing
 * @param finalizeSentAt when Vercel was first told that no more invoices come, while its answer to that is not known
 * @param finalizedAt when Vercel was known to expect no more invoices
 */
public record Invoice(FrozenInvoice frozen, InvoiceState state, int attempts, Optional<InvoiceFailure> lastFailure,
        Optional<BigDecimal> lateTotal, Optional<Instant> finalizeSentAt, Optional<Instant> finalizedAt) {

    /** Less than this Vercel does not send ("Submit an invoice"). */
    private static final BigDecimal MINIMUM = new BigDecimal("0.50");
    /** Within which late usage is looked for. */
    private static final Duration LATE_FOR = Duration.ofHours(24);
    /** Once a day: a day of usage may have 23 hours, and a run may start some minutes earlier than that of the day before. */
    private static final Duration CHECK_INTERVAL = Duration.ofHours(20);
    /** What Vercel does not turn into anything else, but by a refund. */
    private static final Set<String> LAST_STATES = Set.of("paid", "overdue", "refunded");

    public Invoice {
        Objects.requireNonNull(frozen);
        Objects.requireNonNull(state);
        Objects.requireNonNull(lastFailure);
        Objects.requireNonNull(lateTotal);
        Objects.requireNonNull(finalizeSentAt);
        Objects.requireNonNull(finalizedAt);
    }

    /** The invoice of a due period, to be stored before anything is sent. */
    public static Invoice freeze(String installationId, InvoiceRequest request, Instant now) {
        var body = request.body();
        var frozen = FrozenInvoice.of(installationId, request, body, now);
        if (!request.hasItems()) {
            return of(frozen, new Nothing(), Optional.empty());
        }
        if (frozen.total().compareTo(MINIMUM) < 0) {
            return of(frozen, new BelowMinimum(), Optional.empty());
        }
        if (frozen.request().isEmpty()) {
            var failure = Failure.of(FailureKind.INVALID_REQUEST,
                    "the invoice was not sent: its request has %d bytes, more than the %d that can be stored"
                            .formatted(FrozenInvoice.bytes(body), FrozenInvoice.MOST_BYTES));
            return of(frozen, new Rejected(), Optional.of(new InvoiceFailure(now, failure)));
        }
        return of(frozen, new Frozen(), Optional.empty());
    }

    private static Invoice of(FrozenInvoice frozen, InvoiceState state, Optional<InvoiceFailure> failure) {
        return new Invoice(frozen, state, 0, failure, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Whether it is to be sent: its bytes are stored, and no answer has settled what became of them. */
    public boolean isFrozen() {
        return state instanceof Frozen;
    }

    /** Whether it is waiting for a person. */
    public boolean isRejected() {
        return state instanceof Rejected;
    }

    /**
     * What an answer makes of it.
     *
     * @param contentHash of the bytes that were sent
     * @param sent how often they were sent for this answer
     * @param at when it came
     */
    public Invoice answered(String contentHash, int sent, InvoiceAnswer answer, Instant at) {
        if (answer instanceof InvoiceAnswer.Created created) {
            return created(created.invoiceId(), sent, at);
        }
        // Vercel has it and its id is known: what another try is told does not matter any more.
        if (state instanceof Accepted) {
            return this;
        }
        // Vercel has it, whatever was believed before.
        if (answer instanceof InvoiceAnswer.WithoutId without) {
            return state instanceof Unconfirmed ? this : moved(new Unconfirmed(), sent, at, Optional.of(without.failure()));
        }
        // Nothing else turns a settled state back, and none of it settles bytes that have been replaced meanwhile.
        if (!isFrozen() || !frozen.contentHash().equals(contentHash)) {
            return this;
        }
        if (answer instanceof InvoiceAnswer.Refused refused) {
            return moved(new Rejected(), sent, at, Optional.of(refused.failure()));
        }
        return moved(state, sent, at, Optional.of(((InvoiceAnswer.Unknown) answer).failure()));
    }

    private Invoice created(String invoiceId, int sent, Instant at) {
        if (state instanceof Accepted accepted) {
            return accepted.invoiceId().equals(invoiceId) ? this
                    : moved(state, sent, at, Optional.of(Failure.of(
                            FailureKind.SERVER_ERROR,
                            "Vercel has made a second invoice of it, with the invoiceId %s: refund one".formatted(invoiceId))));
        }
        return moved(Accepted.of(at, invoiceId), sent, at, Optional.empty());
    }

    /** Whether a person can give it its id. */
    public boolean canBeIdentified() {
        return state instanceof Unconfirmed;
    }

    /**
     * With the id that a person has found.
     *
     * @throws IllegalStateException if it {@link #canBeIdentified cannot} be given one
     */
    public Invoice identified(String invoiceId, Instant at) {
        if (!canBeIdentified()) {
            throw new IllegalStateException("only an UNCONFIRMED invoice is given an id, and this is " + state.name());
        }
        return moved(Accepted.of(at, invoiceId), 0, at, Optional.empty());
    }

    /** Whether it can be frozen anew: Vercel has not taken it, and does not take it as it is. */
    public boolean canBeRebuilt() {
        return isRejected();
    }

    /**
     * Frozen anew, under the same {@code externalId}.
     *
     * @param anew the invoice of the same period as it is made now
     * @throws IllegalStateException if it {@link #canBeRebuilt cannot} be
     */
    public Invoice rebuilt(Invoice anew) {
        if (!canBeRebuilt()) {
            throw new IllegalStateException("only a REJECTED invoice is rebuilt, and this is " + state.name());
        }
        if (!frozen.externalId().equals(anew.frozen.externalId())
                || !frozen.periodStart().equals(anew.frozen.periodStart())) {
            throw new IllegalArgumentException("%s is not the invoice %s".formatted(anew.frozen.externalId(),
                    frozen.externalId()));
        }
        return new Invoice(anew.frozen, anew.state, attempts, anew.lastFailure, Optional.empty(), finalizeSentAt, finalizedAt);
    }

    /**
     * With what it would come to now. It is looked for within 24 hours of freezing only, and changes nothing but what is
     * told.
     *
     * @param total of the statement that the invoice would be made of now
     */
    public Invoice withLateTotal(BigDecimal total, Instant now) {
        if (now.isAfter(frozen.frozenAt().plus(LATE_FOR))) {
            return this;
        }
        var late = Optional.of(total).filter(amount -> amount.compareTo(frozen.total()) != 0);
        return new Invoice(frozen, state, attempts, lastFailure, late, finalizeSentAt, finalizedAt);
    }

    /** When Vercel is to be asked what became of it; empty where it has it not, or where nothing more becomes of it. */
    public Optional<Instant> nextCheckAt() {
        return state instanceof Accepted accepted && accepted.vercelState().filter(LAST_STATES::contains).isEmpty()
                ? Optional.of(accepted.checkedAt().orElse(accepted.at()).plus(CHECK_INTERVAL))
                : Optional.empty();
    }

    /** With what Vercel said when it was asked. It is not asked again that day, even if it gave no answer. */
    public Invoice checked(InvoiceCheck check, Instant at) {
        if (!(state instanceof Accepted accepted)) {
            return this; // somebody has changed it by hand
        }
        if (check instanceof InvoiceCheck.Found found) {
            return moved(new Accepted(accepted.at(), accepted.invoiceId(), Optional.of(found.vercelState()), Optional.of(at)),
                    0,
                    at, found.disagreement(frozen).map(message -> Failure.of(FailureKind.INVALID_DATA, message)));
        }
        return moved(new Accepted(accepted.at(), accepted.invoiceId(), accepted.vercelState(), Optional.of(at)), 0, at,
                Optional.of(((InvoiceCheck.Failed) check).failure()));
    }

    /** In what Vercel's invoice is not this one, in words; empty where it is, and where {@code check} does not say. */
    public Optional<String> disagreement(InvoiceCheck check) {
        return check instanceof InvoiceCheck.Found found ? found.disagreement(frozen) : Optional.empty();
    }

    /**
     * About to be finalized, to be stored before Vercel is told. Where it has been told before, and nobody knows what came of
     * that, it stays so.
     */
    public Invoice finalizeSent(Instant at) {
        return finalizedAt.isPresent() || finalizeSentAt.isPresent() ? this
                : new Invoice(frozen, state, attempts, lastFailure, lateTotal, Optional.of(at), finalizedAt);
    }

    /**
     * What the answer to "finalize" makes of it. Once an installation is finalized its token is dead: that is what the
     * second try is told where the answer to the first was lost.
     *
     * @param sentAt when this run {@link #finalizeSent began} to tell Vercel
     * @param answerWasLost whether this run has told it before this answer, and does not know what came of that
     */
    public Invoice finalizeAnswered(FinalizeAnswer answer, Instant sentAt, boolean answerWasLost, Instant at) {
        if (finalizedAt.isPresent()) {
            return this;
        }
        if (answer instanceof FinalizeAnswer.Finalized) {
            return finalizedAt(at);
        }
        if (answer instanceof FinalizeAnswer.Unknown unknown) {
            return notFinalized(finalizeSentAt, unknown.failure(), at);
        }
        var perhapsDone = answerWasLost || finalizeSentAt.filter(first -> first.isBefore(sentAt)).isPresent();
        if (answer instanceof FinalizeAnswer.Gone gone) {
            return perhapsDone ? finalizedAt(at) : notFinalized(Optional.empty(), gone.failure(), at);
        }
        return notFinalized(perhapsDone ? finalizeSentAt : Optional.empty(), ((FinalizeAnswer.Refused) answer).failure(), at);
    }

    private Invoice finalizedAt(Instant at) {
        // what a person has to know of an invoice without an id stays
        var failure = state instanceof Unconfirmed ? lastFailure : Optional.<InvoiceFailure> empty();
        return new Invoice(frozen, state, attempts, failure, lateTotal, Optional.empty(), Optional.of(at));
    }

    private Invoice notFinalized(Optional<Instant> sentAt, Failure failure, Instant at) {
        return new Invoice(frozen, state, attempts, Optional.of(new InvoiceFailure(at, failure)), lateTotal, sentAt,
                finalizedAt);
    }

    private Invoice moved(InvoiceState next, int sent, Instant at, Optional<Failure> failure) {
        return new Invoice(frozen, next, attempts + sent, failure.map(found -> new InvoiceFailure(at, found)), lateTotal,
                finalizeSentAt, finalizedAt);
    }
}
