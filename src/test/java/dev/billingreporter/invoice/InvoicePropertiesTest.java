package dev.billingreporter.invoice;

import static dev.billingreporter.invoice.Invoices.NOW;
import static dev.billingreporter.invoice.Invoices.due;
import static dev.billingreporter.invoice.Invoices.frozen;
import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.invoice.InvoiceState.Accepted;
import dev.billingreporter.invoice.InvoiceState.Rejected;
import dev.billingreporter.item.Item;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** An invoice, whatever answers come in whatever order, and whoever they come to. */
class InvoicePropertiesTest {

    private static final int REPETITIONS = 1_000;
    /** Where each state may lead: back to FROZEN only from REJECTED, and only by a person. */
    private static final Map<String, Set<String>> NEXT = Map.of(
            "FROZEN", Set.of("FROZEN", "ACCEPTED", "UNCONFIRMED", "REJECTED"),
            "ACCEPTED", Set.of("ACCEPTED"),
            "UNCONFIRMED", Set.of("UNCONFIRMED", "ACCEPTED"),
            "REJECTED", Set.of("REJECTED", "ACCEPTED", "UNCONFIRMED"),
            "NOTHING", Set.of("NOTHING", "ACCEPTED", "UNCONFIRMED"),
            "BELOW_MINIMUM", Set.of("BELOW_MINIMUM", "ACCEPTED", "UNCONFIRMED"));

    private Instant now = NOW;

    @Test
    void anySequenceOfAnswersKeepsTheBytesAndLosesNoAcceptance() {
        var random = new Random(20261201);
        for (var repetition = 0; repetition < REPETITIONS; repetition++) {
            var invoice = Invoices.inEachState().get(random.nextInt(6));
            for (var step = 0; step < 12; step++) {
                var hash = random.nextInt(4) > 0 ? invoice.frozen().contentHash() : "of other bytes";
                var before = invoice;
                now = now.plusMillis(1 + random.nextInt(100_000));
                invoice = random.nextInt(4) > 0 ? before.answered(hash, 1 + random.nextInt(5), anyAnswer(random), now)
                        : somethingElse(before, random);
                assertMovedRightly(before, invoice);
                assertThat(invoice.frozen()).isEqualTo(before.frozen());
            }
        }
    }

    @Test
    void theAnswersToTwoRunsMakeTheSameStateWhicheverIsRecordedFirst() {
        var random = new Random(20261202);
        for (var repetition = 0; repetition < REPETITIONS; repetition++) {
            var invoice = frozen("2026-11-15");
            var hash = invoice.frozen().contentHash();
            var one = anyAnswer(random);
            var other = anyAnswer(random);
            var oneFirst = invoice.answered(hash, 1, one, now).answered(hash, 1, other, now);
            var otherFirst = invoice.answered(hash, 1, other, now).answered(hash, 1, one, now);

            if (!(oneFirst.state() instanceof Accepted) || !(one instanceof InvoiceAnswer.Created)
                    || !(other instanceof InvoiceAnswer.Created)) {
                assertThat(oneFirst.state()).isEqualTo(otherFirst.state());
            } else {
                assertThat(otherFirst.state().name()).isEqualTo("ACCEPTED");
            }
        }
    }

    /**
     * Runs that overlap, each of which reads the invoice, sends it, may be killed, and records what it was answered at some
     * later time, when others have recorded theirs; beside them Vercel, which takes the first request that reaches it unless
     * it refuses the bytes, and whose answers may be lost; and a person, who now and then has a rejected one made anew.
     */
    @Test
    void howeverRunsOverlapAndWhateverIsLostVercelHasOneInvoiceAndTheTableKnowsIt() {
        var random = new Random(20261203);
        var states = new ArrayList<String>();
        for (var repetition = 0; repetition < REPETITIONS; repetition++) {
            var vercel = new Vercel(random.nextInt(4) == 0 ? frozen("2026-11-15").frozen().contentHash() : "");
            var stored = frozen("2026-11-15");
            var underWay = new ArrayList<Sent>();
            for (var step = 0; step < 25; step++) {
                now = now.plusMillis(1 + random.nextInt(100_000));
                var before = stored;
                if (random.nextInt(10) == 0 && stored.canBeRebuilt()) {
                    stored = stored.rebuilt(frozen(due("2026-11-15"), "", "31"));
                    assertThat(stored.frozen().externalId()).isEqualTo(before.frozen().externalId());
                } else if (random.nextBoolean() && stored.isFrozen() && underWay.size() < 3) {
                    underWay.add(vercel.send(stored, random));
                } else if (!underWay.isEmpty()) {
                    var sent = underWay.remove(random.nextInt(underWay.size()));
                    // killed: nothing is recorded
                    stored = random.nextInt(4) == 0 ? stored : stored.answered(sent.contentHash, 1, sent.answer, now);
                    assertMovedRightly(before, stored);
                    assertThat(stored.frozen()).isEqualTo(before.frozen());
                }
            }
            // runs go on, a person looks after what is rejected, and at last an answer comes
            for (var sent : underWay) {
                stored = stored.answered(sent.contentHash, 1, sent.answer, now);
            }
            while (stored.isFrozen() || stored.isRejected()) {
                stored = stored.isRejected() ? stored.rebuilt(frozen(due("2026-11-15"), "", "31")) : stored;
                stored = stored.answered(stored.frozen().contentHash(), 1, vercel.answer(stored), now);
            }

            assertThat(vercel.invoices).hasSize(1);
            assertThat(stored.state().name()).isIn("ACCEPTED", "UNCONFIRMED");
            if (stored.state() instanceof Accepted accepted) {
                assertThat(accepted.invoiceId()).isEqualTo("inv_1");
            }
            states.add(stored.state().name());
        }
        assertThat(states).as("both ends are reached").contains("ACCEPTED", "UNCONFIRMED");
    }

    private void assertMovedRightly(Invoice before, Invoice after) {
        assertThat(after.state().name()).isIn(NEXT.get(before.state().name()));
        assertThat(after.attempts()).isGreaterThanOrEqualTo(before.attempts());
        if (before.state() instanceof Accepted accepted) {
            assertThat(((Accepted) after.state()).invoiceId()).isEqualTo(accepted.invoiceId());
            assertThat(((Accepted) after.state()).at()).isEqualTo(accepted.at());
        }
        if (after.state() instanceof Rejected && !(before.state() instanceof Rejected)) {
            assertThat(after.lastFailure()).as("a person has to know why").isPresent();
        }
        assertThat(before.finalizedAt().isPresent() && after.finalizedAt().isEmpty()).isFalse();
        assertThat(InvoiceFormat.read(Item.of("Invoices", "icfg_1", InvoiceFormat.write(after)))).isEqualTo(after);
    }

    private Invoice somethingElse(Invoice invoice, Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> invoice.withLateTotal(BigDecimal.valueOf(2_900 + random.nextInt(2), 2), now);
            case 1 -> invoice.checked(InvoiceCheck.ok(
                    "{\"state\":\"%s\",\"total\":\"%d.00\"}".formatted(random.nextBoolean() ? "paid" : "pending",
                            28 + random.nextInt(2)),
                    UnaryOperator.identity()), now);
            case 2 -> invoice.checked(InvoiceCheck.failed(Failure.of(FailureKind.UNREACHABLE, "no answer")), now);
            case 3 -> invoice.finalizeSent(now);
            default -> invoice.finalizeAnswered(random.nextBoolean() ? new FinalizeAnswer.Finalized()
                    : FinalizeAnswer.failed(failure(List.of(401, 404, 429, 503).get(random.nextInt(4)))), now,
                    random.nextBoolean(), now);
        };
    }

    private static InvoiceAnswer anyAnswer(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> new InvoiceAnswer.Created("inv_" + (1 + random.nextInt(2)));
            case 1 ->
                InvoiceAnswer.ok(List.of("{}", "{\"validationErrors\":[\"no\"]}", "{\"invoiceId\":").get(random.nextInt(3)),
                        UnaryOperator.identity());
            case 2 -> InvoiceAnswer.failed(Failure.of(FailureKind.UNREACHABLE, "no answer"));
            default -> InvoiceAnswer.failed(failure(List.of(400, 401, 403, 404, 408, 409, 410, 413, 422, 429, 500, 503)
                    .get(random.nextInt(12))));
        };
    }

    private static Failure failure(int status) {
        return new Failure(FailureKind.SERVER_ERROR, Optional.of(status), "Vercel answered " + status);
    }

    private record Sent(String contentHash, InvoiceAnswer answer) {
    }

    /** Vercel, as far as it is documented. */
    private static final class Vercel {

        private final String refusedHash;
        private final List<String> invoices = new ArrayList<>();

        Vercel(String refusedHash) {
            this.refusedHash = refusedHash;
        }

        Sent send(Invoice invoice, Random random) {
            var hash = invoice.frozen().contentHash();
            var lost = InvoiceAnswer.failed(Failure.of(FailureKind.UNREACHABLE, "no answer"));
            return switch (random.nextInt(6)) {
                case 0 -> new Sent(hash, lost);
                case 1 -> new Sent(hash, InvoiceAnswer.failed(failure(List.of(401, 404, 429, 503).get(random.nextInt(4)))));
                case 2 -> {
                    answer(invoice);
                    yield new Sent(hash, lost);
                }
                default -> new Sent(hash, answer(invoice));
            };
        }

        InvoiceAnswer answer(Invoice invoice) {
            if (!invoices.isEmpty()) {
                return InvoiceAnswer.failed(failure(409));
            }
            if (invoice.frozen().contentHash().equals(refusedHash)) {
                return InvoiceAnswer.failed(failure(400));
            }
            invoices.add(invoice.frozen().externalId());
            return InvoiceAnswer.ok("{\"invoiceId\":\"inv_1\"}", UnaryOperator.identity());
        }
    }
}
