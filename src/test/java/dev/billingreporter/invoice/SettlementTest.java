package dev.billingreporter.invoice;

import static dev.billingreporter.invoice.Invoices.NOW;
import static dev.billingreporter.invoice.Invoices.due;
import static dev.billingreporter.invoice.Invoices.in;
import static dev.billingreporter.invoice.Invoices.uninstalled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.invoice.InvoiceState.Accepted;
import dev.billingreporter.invoice.InvoiceState.BelowMinimum;
import dev.billingreporter.invoice.InvoiceState.Nothing;
import dev.billingreporter.invoice.InvoiceState.Rejected;
import dev.billingreporter.invoice.InvoiceState.Unconfirmed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SettlementTest {

    private static final DueInvoice OCTOBER = due("2026-10-15");
    private static final DueInvoice NOVEMBER = due("2026-11-15");
    private static final DueInvoice FINAL = uninstalled("2026-12-01");

    @Test
    void whatHasNoInvoiceYetIsFrozenUnlessNobodyHadASubscription() {
        var unsubscribed = new DueInvoice(OCTOBER.period(), OCTOBER.lastDay(), false, false);

        assertThat(settlement(List.of(OCTOBER, NOVEMBER)).toFreeze()).containsExactly(OCTOBER, NOVEMBER);
        assertThat(settlement(List.of(OCTOBER, NOVEMBER), frozen(OCTOBER)).toFreeze()).containsExactly(NOVEMBER);
        assertThat(settlement(List.of(unsubscribed, NOVEMBER)).toFreeze()).containsExactly(NOVEMBER);
    }

    @Test
    void theEarliestFrozenOneIsSentFirstAndLaterOnesWaitForIt() {
        var october = frozen(OCTOBER);
        var november = frozen(NOVEMBER);
        var both = settlement(List.of(OCTOBER, NOVEMBER), october, november);

        assertThat(both.nextToSend()).contains(october);
        assertThat(both.with(accepted(october)).nextToSend()).contains(november);
        assertThat(both.with(in(october, new Rejected())).nextToSend()).as("it waits for a person").contains(november);
        assertThat(settlement(List.of(OCTOBER, NOVEMBER), november).nextToSend()).as("october is not frozen yet").isEmpty();
        assertThat(both.with(accepted(october)).with(accepted(november)).nextToSend()).isEmpty();
    }

    @Test
    void aFrozenOneIsSentEvenWhenItsPeriodIsNotDueAnyMore() {
        var october = frozen(OCTOBER);

        assertThat(settlement(List.of(NOVEMBER), october).nextToSend()).contains(october);
        assertThat(settlement(List.of(), october).pending()).isEqualTo(1);
    }

    @Test
    void invoicedThroughMovesOverSettledPeriodsOnlyOneAfterTheOther() {
        var due = List.of(OCTOBER, NOVEMBER);
        var november = accepted(frozen(NOVEMBER));

        assertThat(settlement(due).settledThrough()).isEmpty();
        assertThat(settlement(due, november).settledThrough()).as("october is not frozen yet").isEmpty();
        assertThat(settlement(due, frozen(OCTOBER), november).settledThrough()).as("october is not sent yet").isEmpty();
        for (var state : List.of(Accepted.of(NOW, "inv_1"), new Unconfirmed(), new Rejected(), new Nothing(),
                new BelowMinimum())) {
            var october = in(frozen(OCTOBER), state);
            assertThat(settlement(due, october).settledThrough()).contains(Instant.parse("2026-11-01T00:00:00Z"));
            assertThat(settlement(due, october, november).settledThrough()).contains(Instant.parse("2026-12-01T00:00:00Z"));
        }
    }

    @Test
    void invoicedThroughNeverMovesOverAFrozenOneWhosePeriodIsNotDueAnyMore() {
        var frozenInOctober = frozen(OCTOBER);

        assertThat(settlement(List.of(NOVEMBER), frozenInOctober, accepted(frozen(NOVEMBER))).settledThrough()).isEmpty();
    }

    @Test
    void invoicedThroughMovesOverPeriodsWithoutASubscription() {
        var unsubscribed = new DueInvoice(NOVEMBER.period(), NOVEMBER.lastDay(), false, false);

        assertThat(settlement(List.of(unsubscribed)).settledThrough()).contains(Instant.parse("2026-12-01T00:00:00Z"));
        assertThat(settlement(List.of(unsubscribed), frozen(NOVEMBER)).settledThrough()).isEmpty();
    }

    @Test
    void anInstallationIsFinalizedWhenNothingIsLeftToBeSentAndNothingWaitsForAPerson() {
        var due = List.of(NOVEMBER, FINAL);
        var last = accepted(frozen(FINAL));
        for (var state : List.of(Accepted.of(NOW, "inv_1"), new Unconfirmed(), new Nothing(), new BelowMinimum())) {
            var november = in(frozen(NOVEMBER), state);
            assertThat(settlement(due, november, last).toFinalize()).contains(last);
            assertThat(settlement(due, november, in(frozen(FINAL), state)).toFinalize()).isPresent();
        }
        assertThat(settlement(due, accepted(frozen(NOVEMBER))).toFinalize()).as("not frozen").isEmpty();
        assertThat(settlement(due, accepted(frozen(NOVEMBER)), frozen(FINAL)).toFinalize()).as("not sent").isEmpty();
        assertThat(settlement(due, frozen(NOVEMBER), last).toFinalize()).as("not sent").isEmpty();
        assertThat(settlement(due, in(frozen(NOVEMBER), new Rejected()), last).toFinalize()).isEmpty();
        assertThat(settlement(due, accepted(frozen(NOVEMBER)), in(frozen(FINAL), new Rejected())).toFinalize()).isEmpty();
    }

    @Test
    void aRejectedOneOfLongAgoIsStillToBeSentAndKeepsTheTokenAlive() {
        var october = in(frozen(OCTOBER), new Rejected());

        assertThat(settlement(List.of(FINAL), october, accepted(frozen(FINAL))).toFinalize()).isEmpty();
    }

    @Test
    void anInstallationIsFinalizedOnceAndSettledOnlyThen() {
        var last = accepted(frozen(FINAL));
        var done = last.finalizeSent(NOW).finalizeAnswered(new FinalizeAnswer.Finalized(), NOW, false, NOW);

        assertThat(settlement(List.of(FINAL), last).settledThrough()).isEmpty();
        assertThat(settlement(List.of(FINAL), last).isFinalDue()).isTrue();
        assertThat(settlement(List.of(FINAL), done).toFinalize()).isEmpty();
        assertThat(settlement(List.of(FINAL), done).isFinalDue()).isFalse();
        assertThat(settlement(List.of(FINAL), done).settledThrough()).contains(Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(settlement(List.of(NOVEMBER), accepted(frozen(NOVEMBER))).isFinalDue()).isFalse();
        assertThat(settlement(List.of(NOVEMBER), accepted(frozen(NOVEMBER))).toFinalize()).isEmpty();
    }

    @Test
    void pendingIsWhatIsStillToBeFrozenOrSent() {
        assertThat(settlement(List.of(OCTOBER, NOVEMBER), frozen(OCTOBER)).pending()).isEqualTo(2);
        assertThat(settlement(List.of(OCTOBER, NOVEMBER), accepted(frozen(OCTOBER)), in(frozen(NOVEMBER), new Rejected()))
                .pending()).isZero();
    }

    @Test
    void vercelIsNotAskedOnceTheTokenIsDead() {
        var october = accepted(frozen(OCTOBER));
        var done = accepted(frozen(FINAL)).finalizeAnswered(new FinalizeAnswer.Finalized(), NOW, false, NOW);
        var tomorrow = NOW.plus(Duration.ofDays(1));

        assertThat(settlement(List.of(), october).toCheck(tomorrow)).containsExactly(october);
        assertThat(settlement(List.of(), october).toCheck(NOW)).isEmpty();
        assertThat(settlement(List.of(), october, done).toCheck(tomorrow)).isEmpty();
    }

    @Test
    void invoicesAreLookedAtWithoutADueOneWhenVercelIsToBeAskedOrOneWasFrozenAnew() {
        var asked = in(frozen(OCTOBER), new Accepted(NOW, "inv_1", Optional.of("invoiced"), Optional.of(NOW.plusSeconds(60))));
        var paid = in(frozen(NOVEMBER), new Accepted(NOW, "inv_2", Optional.of("paid"), Optional.of(NOW)));
        var dayAfter = NOW.plusSeconds(60).plus(Duration.ofHours(20));

        assertThat(settlement(List.of()).nextLookAt(NOW)).isEmpty();
        assertThat(settlement(List.of(), paid).nextLookAt(NOW)).isEmpty();
        assertThat(settlement(List.of(), in(frozen(OCTOBER), new Rejected())).nextLookAt(NOW)).isEmpty();
        assertThat(settlement(List.of(), asked, paid).nextLookAt(NOW)).contains(dayAfter);
        assertThat(settlement(List.of(), asked, accepted(frozen(NOVEMBER))).nextLookAt(NOW)).as("the earlier of two")
                .contains(dayAfter.minusSeconds(60));
        assertThat(settlement(List.of(), asked, frozen(NOVEMBER)).nextLookAt(NOW)).contains(NOW);
        var done = accepted(frozen(FINAL)).finalizeAnswered(new FinalizeAnswer.Finalized(), NOW, false, NOW);
        assertThat(settlement(List.of(), asked, done).nextLookAt(NOW)).as("the token is dead").isEmpty();
    }

    private static Invoice accepted(Invoice invoice) {
        return in(invoice, new Accepted(NOW, "inv_1", Optional.empty(), Optional.empty()));
    }

    private static Invoice frozen(DueInvoice due) {
        return Invoices.frozen(due, "", "29");
    }

    private static Settlement settlement(List<DueInvoice> due, Invoice... invoices) {
        var byPeriod = new TreeMap<Instant, Invoice>();
        for (var invoice : invoices) {
            byPeriod.put(invoice.frozen().periodStart(), invoice);
        }
        return new Settlement(due, byPeriod);
    }
}
