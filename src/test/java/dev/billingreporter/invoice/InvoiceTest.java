package dev.billingreporter.invoice;

import static dev.billingreporter.invoice.Invoices.NOW;
import static dev.billingreporter.invoice.Invoices.due;
import static dev.billingreporter.invoice.Invoices.frozen;
import static dev.billingreporter.invoice.Invoices.in;
import static dev.billingreporter.invoice.Invoices.inEachState;
import static dev.billingreporter.invoice.Invoices.uninstalled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import dev.billingreporter.invoice.InvoiceState.Accepted;
import dev.billingreporter.invoice.InvoiceState.Rejected;
import dev.billingreporter.invoice.InvoiceState.Unconfirmed;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvoiceTest {

    private static final Instant LATER = NOW.plusSeconds(2);

    @ParameterizedTest
    @CsvSource({ "'', 0.50, FROZEN, 0.50", "'', 0.49, BELOW_MINIMUM, 0.49", "28.50, 29, FROZEN, 0.50",
            "28.51, 29, BELOW_MINIMUM, 0.49", "29, 29, BELOW_MINIMUM, 0.00", "'', 0, NOTHING, 0.00", "'', 0.004, NOTHING, 0.00",
            "0.00, 0, NOTHING, 0.00" })
    void anInvoiceIsFrozenUnlessItComesToNothingOrToLessThanVercelSends(String discount, String price, String state,
            String total) {
        var invoice = frozen(due("2026-11-15"), discount, price);

        assertThat(invoice.state().name()).isEqualTo(state);
        assertThat(invoice.frozen().total()).isEqualTo(total);
        assertThat(invoice.attempts()).isZero();
        assertThat(invoice.lastFailure()).isEmpty();
    }

    @Test
    void aPeriodWithoutALineIsNothing() {
        assertThat(frozen(due("2026-11-15"), "").state()).isEqualTo(new InvoiceState.Nothing());
    }

    @Test
    void whatIsFrozenNamesItsPeriodAndHasTheBytesAndTheirHash() {
        var invoice = frozen(uninstalled("2026-11-30"), "", "29").frozen();

        assertThat(invoice.periodStart()).isEqualTo("2026-11-01T00:00:00Z");
        assertThat(invoice.periodEnd()).isEqualTo("2026-12-01T00:00:00Z");
        assertThat(invoice.externalId()).isEqualTo("icfg_1:2026-11-01");
        assertThat(invoice.isFinal()).isTrue();
        assertThat(invoice.frozenAt()).isEqualTo(NOW);
        assertThat(invoice.contentHash()).isEqualTo(InvoiceRequest.contentHash(invoice.request().orElseThrow()));
        assertThat(InvoiceRequest.contentHash("")).as("SHA-256 of nothing")
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    /** In bytes of UTF-8, not in characters. */
    @ParameterizedTest
    @ValueSource(strings = { "x", "\u6f22" })
    void whatIsTooLargeForItsTableIsRejectedBeforeItIsSentWithItsSize(String character) {
        var due = due("2026-11-15");
        var empty = request(due, "").getBytes(StandardCharsets.UTF_8).length;
        var width = character.getBytes(StandardCharsets.UTF_8).length;
        var fits = (384 * 1024 - empty) / width;

        assertThat(named(due, character.repeat(fits)).isFrozen()).isTrue();

        var tooLarge = named(due, character.repeat(fits + 1));
        assertThat(tooLarge.state()).isEqualTo(new Rejected());
        assertThat(tooLarge.frozen().request()).isEmpty();
        assertThat(tooLarge.frozen().total()).isEqualTo("29.00");
        var failure = tooLarge.lastFailure().orElseThrow();
        assertThat(failure.at()).isEqualTo(NOW);
        assertThat(failure.failure()).isEqualTo(Failure.of(FailureKind.INVALID_REQUEST,
                "the invoice was not sent: its request has %d bytes, more than the 393216 that can be stored"
                        .formatted(empty + (fits + 1) * width)));
    }

    private static Invoice named(DueInvoice due, String name) {
        return Invoice.freeze("icfg_1", InvoiceRequest.of("icfg_1", due,
                Invoices.statement(due, List.of(Invoices.item(name, "29", "1")), List.of()), NOW), NOW);
    }

    private static String request(DueInvoice due, String name) {
        return named(due, name).frozen().request().orElseThrow();
    }

    /** Every answer in every state, as a table: what stands in it is what is promised. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
            // answer, and what it makes of: FROZEN, ACCEPTED, UNCONFIRMED, REJECTED, NOTHING, BELOW_MINIMUM
            "200 id,             ACCEPTED    ACCEPTED ACCEPTED    ACCEPTED    ACCEPTED    ACCEPTED",
            "200 errors,         REJECTED    ACCEPTED UNCONFIRMED REJECTED    NOTHING     BELOW_MINIMUM",
            "200 neither,        UNCONFIRMED ACCEPTED UNCONFIRMED UNCONFIRMED UNCONFIRMED UNCONFIRMED",
            "200 half,           FROZEN      ACCEPTED UNCONFIRMED REJECTED    NOTHING     BELOW_MINIMUM",
            "400,                REJECTED    ACCEPTED UNCONFIRMED REJECTED    NOTHING     BELOW_MINIMUM",
            "401,                FROZEN      ACCEPTED UNCONFIRMED REJECTED    NOTHING     BELOW_MINIMUM",
            "403,                FROZEN      ACCEPTED UNCONFIRMED REJECTED    NOTHING     BELOW_MINIMUM",
            "404,                FROZEN      ACCEPTED UNCONFIRMED REJECTED    NOTHING     BELOW_MINIMUM",
            "409,                UNCONFIRMED ACCEPTED UNCONFIRMED UNCONFIRMED UNCONFIRMED UNCONFIRMED",
            "410,                FROZEN      ACCEPTED UNCONFIRMED REJECTED    NOTHING     BELOW_MINIMUM",
            "429,                FROZEN      ACCEPTED UNCONFIRMED REJECTED    NOTHING     BELOW_MINIMUM",
            "500,                FROZEN      ACCEPTED UNCONFIRMED REJECTED    NOTHING     BELOW_MINIMUM",
            "503,                FROZEN      ACCEPTED UNCONFIRMED REJECTED    NOTHING     BELOW_MINIMUM",
            "none,               FROZEN      ACCEPTED UNCONFIRMED REJECTED    NOTHING     BELOW_MINIMUM" })
    void whatAnAnswerMakesOfEachState(String answer, String states) {
        var becomes = inEachState().stream().map(invoice -> answered(invoice, answer).state().name())
                .collect(Collectors.joining(" "));

        assertThat(becomes).isEqualTo(states.replaceAll(" +", " "));
    }

    @Test
    void anAcceptanceIsRecordedWithItsIdAndInstantAndForgetsFormerFailures() {
        var failedBefore = answered(answered(frozen("2026-11-15"), "503"), "none");
        assertThat(failedBefore.attempts()).isEqualTo(6);
        assertThat(failedBefore.lastFailure().orElseThrow().at()).isEqualTo(LATER);

        var accepted = answered(failedBefore, "200 id");

        assertThat(accepted.state()).isEqualTo(new Accepted(LATER, "inv_1", Optional.empty(), Optional.empty()));
        assertThat(accepted.attempts()).isEqualTo(9);
        assertThat(accepted.lastFailure()).isEmpty();
        assertThat(accepted.frozen()).as("never changes").isEqualTo(failedBefore.frozen());
    }

    @Test
    void anotherRunsConflictDoesNotTakeTheIdAwayAndALateAcceptanceBringsItBack() {
        var frozen = frozen("2026-11-15");

        assertThat(answered(answered(frozen, "200 id"), "409").state()).isEqualTo(Accepted.of(LATER, "inv_1"));
        assertThat(answered(answered(frozen, "409"), "200 id").state()).isEqualTo(Accepted.of(LATER, "inv_1"));
    }

    @Test
    void aSecondIdIsToldAndDoesNotReplaceTheFirst() {
        var accepted = answered(frozen("2026-11-15"), "200 id");

        var second = accepted.answered(hash(accepted), 1, new InvoiceAnswer.Created("inv_2"), LATER);

        assertThat(second.state()).isEqualTo(accepted.state());
        assertThat(second.lastFailure().orElseThrow().failure().message())
                .isEqualTo("Vercel has made a second invoice of it, with the invoiceId inv_2: refund one");
        assertThat(answered(accepted, "200 id")).isEqualTo(accepted);
    }

    @Test
    void aRefusalOfBytesThatWereReplacedMeanwhileDoesNotRejectTheNewOnes() {
        var rebuilt = in(frozen("2026-11-15"), new Rejected()).rebuilt(frozen(due("2026-11-15"), "", "30"));

        assertThat(rebuilt.answered("hash of the old ones", 1, answer("400"), LATER)).isEqualTo(rebuilt);
        assertThat(rebuilt.answered("hash of the old ones", 1, answer("503"), LATER)).isEqualTo(rebuilt);
        assertThat(rebuilt.answered("hash of the old ones", 1, answer("409"), LATER).state()).as("Vercel has it all the same")
                .isEqualTo(new Unconfirmed());
        assertThat(rebuilt.answered("hash of the old ones", 1, answer("200 id"), LATER).state())
                .isEqualTo(Accepted.of(LATER, "inv_1"));
    }

    @Test
    void onlyARejectedOneIsRebuilt() {
        var anew = frozen(due("2026-11-15"), "", "30");

        for (var invoice : inEachState()) {
            if (invoice.canBeRebuilt()) {
                assertThat(invoice.state()).isEqualTo(new Rejected());
                assertThat(invoice.rebuilt(anew).frozen()).isEqualTo(anew.frozen());
                assertThat(invoice.rebuilt(anew).isFrozen()).isTrue();
            } else {
                assertThatThrownBy(() -> invoice.rebuilt(anew)).isInstanceOf(IllegalStateException.class)
                        .hasMessage("only a REJECTED invoice is rebuilt, and this is " + invoice.state().name());
            }
        }
        assertThat(inEachState().stream().filter(Invoice::canBeRebuilt)).hasSize(1);
    }

    @Test
    void anInvoiceIsRebuiltUnderItsOwnExternalIdOnly() {
        var rejected = in(frozen("2026-11-15"), new Rejected());

        assertThatThrownBy(() -> rejected.rebuilt(frozen("2026-12-15"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("icfg_1:2026-12-01 is not the invoice icfg_1:2026-11-01");
    }

    @Test
    void whatIsRebuiltMayComeToNothing() {
        var rejected = in(frozen("2026-11-15"), new Rejected());

        assertThat(rejected.rebuilt(frozen(due("2026-11-15"), "29", "29")).state().name()).isEqualTo("BELOW_MINIMUM");
    }

    @Test
    void onlyAnUnconfirmedOneIsGivenAnId() {
        for (var invoice : inEachState()) {
            if (invoice.canBeIdentified()) {
                assertThat(invoice.state()).isEqualTo(new Unconfirmed());
                assertThat(invoice.identified("inv_7", LATER).state()).isEqualTo(Accepted.of(LATER, "inv_7"));
            } else {
                assertThatThrownBy(() -> invoice.identified("inv_7", LATER)).isInstanceOf(IllegalStateException.class)
                        .hasMessage("only an UNCONFIRMED invoice is given an id, and this is " + invoice.state().name());
            }
        }
        assertThat(inEachState().stream().filter(Invoice::canBeIdentified)).hasSize(1);
    }

    @Test
    void lateUsageIsToldForADayAndChangesNothingElse() {
        var invoice = frozen("2026-11-15");

        var late = invoice.withLateTotal(new BigDecimal("31.20"), NOW.plus(Duration.ofHours(24)));

        assertThat(late.lateTotal()).contains(new BigDecimal("31.20"));
        assertThat(late.frozen()).isEqualTo(invoice.frozen());
        assertThat(invoice.withLateTotal(new BigDecimal("31.20"), NOW.plus(Duration.ofHours(24)).plusMillis(1)))
                .isEqualTo(invoice);
        assertThat(invoice.withLateTotal(new BigDecimal("29"), NOW)).as("the same amount").isEqualTo(invoice);
        assertThat(late.withLateTotal(new BigDecimal("29.00"), NOW).lateTotal()).as("taken back").isEmpty();
    }

    @Test
    void vercelIsAskedOnceADayFromTheDayAfterTheAcceptanceUntilNothingChangesAnyMore() {
        var accepted = answered(frozen("2026-11-15"), "200 id");

        assertThat(isCheckDue(accepted, LATER.plus(Duration.ofHours(19)))).isFalse();
        assertThat(isCheckDue(accepted, LATER.plus(Duration.ofHours(23)))).isTrue();

        var checkedAt = LATER.plus(Duration.ofHours(23));
        var checked = accepted.checked(check("{\"state\":\"invoiced\",\"total\":\"29.00\"}"), checkedAt);
        assertThat(checked.state())
                .isEqualTo(new Accepted(LATER, "inv_1", Optional.of("invoiced"), Optional.of(checkedAt)));
        assertThat(isCheckDue(checked, checkedAt.plus(Duration.ofHours(1)))).isFalse();
        assertThat(isCheckDue(checked, checkedAt.plus(Duration.ofHours(23)))).isTrue();
        assertThat(inEachState().stream().filter(invoice -> isCheckDue(invoice, NOW.plus(Duration.ofDays(9))))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({ "draft, true", "pending, true", "scheduled, true", "invoiced, true", "paid, false", "notpaid, true",
            "overdue, false", "refund_requested, true", "refunded, false", "something_new, true" })
    void vercelIsAskedUntilTheInvoiceIsPaidOverdueOrRefunded(String state, boolean again) {
        var checked = answered(frozen("2026-11-15"), "200 id").checked(check("{\"state\":\"%s\"}".formatted(state)), LATER);

        assertThat(isCheckDue(checked, LATER.plus(Duration.ofDays(2)))).isEqualTo(again);
        assertThat(checked.lastFailure()).isEmpty();
    }

    @Test
    void aTotalOrAnIdThatIsNotOursIsToldAndForgottenWhenItIsRightAgain() {
        var accepted = answered(frozen("2026-11-15"), "200 id");
        var lower = check("{\"state\":\"invoiced\",\"total\":\"28.99\"}");
        var another = check("{\"state\":\"invoiced\",\"total\":\"29.00\",\"externalId\":\"icfg_1:2026-10-01\"}");
        var right = check("{\"state\":\"invoiced\",\"total\":29,\"externalId\":\"icfg_1:2026-11-01\"}");

        assertThat(accepted.disagreement(lower)).contains("Vercel's invoice comes to 28.99, not to 29.00");
        assertThat(accepted.disagreement(another))
                .contains("Vercel's invoice has the externalId icfg_1:2026-10-01, not icfg_1:2026-11-01");
        assertThat(accepted.disagreement(right)).isEmpty();
        assertThat(accepted.checked(lower, LATER).lastFailure().orElseThrow().failure().message())
                .isEqualTo("Vercel's invoice comes to 28.99, not to 29.00");
        assertThat(accepted.checked(lower, LATER).checked(right, LATER).lastFailure()).isEmpty();
    }

    @Test
    void whereVercelGivesNoAnswerItIsNotAskedAgainThatDay() {
        var failed = answered(frozen("2026-11-15"), "200 id")
                .checked(InvoiceCheck.failed(Failure.of(FailureKind.UNREACHABLE, "Vercel gave no answer")), LATER);

        assertThat(failed.state()).isEqualTo(new Accepted(LATER, "inv_1", Optional.empty(), Optional.of(LATER)));
        assertThat(failed.lastFailure().orElseThrow().failure().message()).isEqualTo("Vercel gave no answer");
        assertThat(isCheckDue(failed, LATER.plus(Duration.ofHours(1)))).isFalse();
        assertThat(isCheckDue(failed, LATER.plus(Duration.ofHours(24)))).isTrue();
    }

    @Test
    void whatWasFinalizedStaysSo() {
        var finalized = finalizing(NOW).finalizeAnswered(new FinalizeAnswer.Finalized(), NOW, false, LATER);

        assertThat(finalized.finalizedAt()).contains(LATER);
        assertThat(finalized.finalizeSentAt()).isEmpty();
        assertThat(finalized.finalizeAnswered(finalize(503), NOW, false, LATER.plusSeconds(9))).isEqualTo(finalized);
        assertThat(finalized.finalizeSent(LATER.plusSeconds(9))).isEqualTo(finalized);
    }

    @ParameterizedTest
    @ValueSource(ints = { 401, 403, 404, 410 })
    void aDeadTokenIsAFailureAtFirstAndMeansDoneAfterAnAnswerWasLost(int status) {
        var first = finalizing(NOW).finalizeAnswered(finalize(status), NOW, false, LATER);
        assertThat(first.finalizedAt()).isEmpty();
        assertThat(first.finalizeSentAt()).as("this answer was not lost").isEmpty();
        assertThat(first.lastFailure()).isPresent();

        var sameRun = finalizing(NOW).finalizeAnswered(finalize(status), NOW, true, LATER);
        assertThat(sameRun.finalizedAt()).contains(LATER);

        var killedBefore = finalizing(NOW.minusSeconds(3600)).finalizeSent(NOW);
        assertThat(killedBefore.finalizeAnswered(finalize(status), NOW, false, LATER).finalizedAt()).contains(LATER);
    }

    @ParameterizedTest
    @CsvSource({ "0, true", "408, true", "500, true", "503, true", "400, false", "429, false" })
    void onlyWhatMayHaveBeenDoneIsRememberedAsTried(int status, boolean remembered) {
        var answered = finalizing(NOW).finalizeAnswered(finalize(status), NOW, false, LATER);

        assertThat(answered.finalizedAt()).isEmpty();
        assertThat(answered.finalizeSentAt().isPresent()).isEqualTo(remembered);
        assertThat(answered.lastFailure()).isPresent();
        var lostBefore = finalizing(NOW.minusSeconds(3600)).finalizeSent(NOW);
        assertThat(lostBefore.finalizeAnswered(finalize(status), NOW, false, LATER).finalizeSentAt())
                .contains(NOW.minusSeconds(3600));
    }

    @Test
    void whatAPersonHasToKnowOfAnInvoiceWithoutAnIdStaysWhenTheInstallationIsFinalized() {
        var unconfirmed = answered(frozen("2026-11-15"), "409").finalizeSent(NOW);

        assertThat(unconfirmed.finalizeAnswered(new FinalizeAnswer.Finalized(), NOW, false, LATER).lastFailure())
                .isEqualTo(unconfirmed.lastFailure()).isPresent();
    }

    private static boolean isCheckDue(Invoice invoice, Instant now) {
        return invoice.nextCheckAt().filter(at -> !at.isAfter(now)).isPresent();
    }

    private static Invoice finalizing(Instant since) {
        return answered(frozen("2026-11-15"), "200 id").finalizeSent(since);
    }

    private static FinalizeAnswer finalize(int status) {
        return FinalizeAnswer
                .failed(new Failure(FailureKind.SERVER_ERROR, Optional.of(status).filter(number -> number > 0), "no"));
    }

    private static InvoiceCheck check(String body) {
        return InvoiceCheck.ok(body, UnaryOperator.identity());
    }

    private static Invoice answered(Invoice invoice, String answer) {
        return invoice.answered(hash(invoice), 3, answer(answer), LATER);
    }

    private static String hash(Invoice invoice) {
        return invoice.frozen().contentHash();
    }

    private static InvoiceAnswer answer(String name) {
        var bodies = Map.of("200 id", "{\"invoiceId\":\"inv_1\"}", "200 errors",
                "{\"validationErrors\":[\"wrong\"]}", "200 neither", "{}", "200 half", "{\"invoiceId\":\"in");
        if (bodies.containsKey(name)) {
            return InvoiceAnswer.ok(bodies.get(name), UnaryOperator.identity());
        }
        var status = name.equals("none") ? Optional.<Integer> empty() : Optional.of(Integer.valueOf(name));
        return InvoiceAnswer.failed(new Failure(FailureKind.SERVER_ERROR, status, "Vercel answered " + name));
    }
}
