package dev.billingreporter.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvoiceAnswerTest {

    @Test
    void anAnswer200WithAnIdHasMadeTheInvoice() {
        assertThat(ok("{\"invoiceId\":\"inv_1\",\"test\":false,\"more\":[1]}"))
                .isEqualTo(new InvoiceAnswer.Created("inv_1"));
        assertThat(ok("{\"invoiceId\":\"inv_1\",\"validationErrors\":[]}"))
                .isEqualTo(new InvoiceAnswer.Created("inv_1"));
    }

    @Test
    void validationErrorsAreARefusalThatSaysAllOfThem() {
        assertThat(refusal("{\"validationErrors\":[\"items[0].price: too many decimals\",\"period: overlaps\"]}")).isEqualTo(
                "Vercel answered 200 with validationErrors: items[0].price: too many decimals; period: overlaps");
        assertThat(refusal("{\"validationErrors\":[{\"path\":\"items\"}]}"))
                .isEqualTo("Vercel answered 200 with validationErrors: {\"path\":\"items\"}");
    }

    @Test
    void validationErrorsBesideAnIdAreARefusalThatKeepsTheId() {
        assertThat(refusal("{\"invoiceId\":\"inv_1\",\"validationErrors\":[\"no\"]}"))
                .isEqualTo("Vercel answered 200 with validationErrors and yet the invoiceId inv_1: no");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"test\":true}", "{\"invoiceId\":\"\"}", "{\"invoiceId\":null}", "{\"invoiceId\":7}",
            "{\"invoiceId\":\" \"}" })
    void anAnswer200WithoutAnIdHasMadeTheInvoiceAndDoesNotSayWhich(String body) {
        assertThat(ok(body)).isInstanceOfSatisfying(InvoiceAnswer.WithoutId.class, answer -> assertThat(
                answer.failure().message()).isEqualTo("Vercel answered 200 with neither an invoiceId nor validationErrors"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "{", "{\"invoiceId\":\"inv_1\"", "[]", "\"inv_1\"", "null", "OK",
            "{\"invoiceId\":\"a\"}}" })
    void halfABodyMayHaveBeenARefusalSoItSettlesNothing(String body) {
        assertThat(ok(body)).isInstanceOf(InvoiceAnswer.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({ "400, Refused", "413, Refused", "422, Refused", "409, WithoutId", "401, Unknown", "402, Unknown",
            "403, Unknown", "404, Unknown", "410, Unknown", "408, Unknown", "429, Unknown", "500, Unknown", "502, Unknown",
            "503, Unknown", "201, Unknown", "202, Unknown", "204, Unknown", "301, Unknown" })
    void anyOtherStatusIsTheBytesFaultOrSettlesNothing(int status, String meaning) {
        var failure = new Failure(FailureKind.SERVER_ERROR, Optional.of(status), "Vercel answered " + status);

        assertThat(InvoiceAnswer.failed(failure).getClass().getSimpleName()).isEqualTo(meaning);
        assertThat(InvoiceAnswer.failed(failure)).hasFieldOrPropertyWithValue("failure", failure);
    }

    @Test
    void noAnswerSettlesNothing() {
        var failure = Failure.of(FailureKind.UNREACHABLE, "Vercel gave no answer");

        assertThat(InvoiceAnswer.failed(failure)).isEqualTo(new InvoiceAnswer.Unknown(failure));
    }

    @ParameterizedTest
    @CsvSource({ "401, Gone", "403, Gone", "404, Gone", "410, Gone", "408, Unknown", "500, Unknown", "503, Unknown",
            "400, Refused", "409, Refused", "429, Refused", "200, Refused", "0, Unknown" })
    void ofFinalizeAnErrorOfTheServerMayHideThatItWasDone(int status, String meaning) {
        var httpStatus = Optional.of(status).filter(number -> number > 0);
        var failure = new Failure(FailureKind.SERVER_ERROR, httpStatus, "it failed");

        assertThat(FinalizeAnswer.failed(failure).getClass().getSimpleName()).isEqualTo(meaning);
        assertThat(FinalizeAnswer.failed(failure)).hasFieldOrPropertyWithValue("failure", failure);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "{\"state\":\"paid\",\"total\":\"29.00\"} | 29.00",
            "{\"state\":\"paid\",\"total\":29} | 29",
            "{\"state\":\"paid\",\"total\":29.5} | 29.5", "{\"state\":\"paid\"} | none",
            "{\"state\":\"paid\",\"total\":null} | none",
            "{\"state\":\"paid\",\"total\":\"-1\"} | none", "{\"state\":\"paid\",\"total\":{}} | none" })
    void anInvoiceThatIsAskedForTellsItsStateAndItsTotalHoweverThatIsWritten(String body, String total) {
        assertThat(InvoiceCheck.ok(body, UnaryOperator.identity())).isInstanceOfSatisfying(InvoiceCheck.Found.class, found -> {
            assertThat(found.vercelState()).isEqualTo("paid");
            assertThat(found.total().map(Object::toString).orElse("none")).isEqualTo(total);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "{", "{}", "{\"state\":1}", "[]" })
    void anInvoiceWithoutAStateIsAFailure(String body) {
        assertThat(InvoiceCheck.ok(body, UnaryOperator.identity())).isInstanceOfSatisfying(InvoiceCheck.Failed.class,
                failed -> assertThat(failed.failure().kind()).isEqualTo(FailureKind.SERVER_ERROR));
    }

    @Test
    void ofManyValidationErrorsTheFirstTenAreToldEachOnOneLineOfAtMost300Characters() {
        var errors = IntStream.rangeClosed(1, 12).mapToObj(number -> "\"wrong\\n%d %s\"".formatted(number, "x".repeat(300)))
                .collect(Collectors.joining(","));

        var told = refusal("{\"validationErrors\":[%s]}".formatted(errors));

        assertThat(told).startsWith("Vercel answered 200 with validationErrors: wrong 1 xxx").doesNotContain("\n");
        var texts = texts(errors);
        assertThat(texts).hasSize(11).endsWith("…");
        assertThat(texts.subList(0, 10)).allSatisfy(text -> assertThat(text).hasSize(301).endsWith("x…"));
    }

    @Test
    void aTextThatIsLongerThanAnyThatBelongsThereIsNone() {
        assertThat(ok("{\"invoiceId\":\"%s\"}".formatted("x".repeat(1_000))))
                .isEqualTo(new InvoiceAnswer.Created("x".repeat(1_000)));
        assertThat(ok("{\"invoiceId\":\"%s\"}".formatted("x".repeat(1_001)))).isInstanceOf(InvoiceAnswer.WithoutId.class);
    }

    @Test
    void aValidationErrorOfUpTo300CharactersIsToldAsItIs() {
        assertThat(texts("\" %s \"".formatted("x".repeat(300)))).containsExactly("x".repeat(300));
        assertThat(texts("\"%s\"".formatted("x".repeat(301)))).containsExactly("x".repeat(300) + "…");
    }

    @Test
    void whatMustNotBeKeptIsTakenOutOfEachTextAfterItWasDecoded() {
        UnaryOperator<String> redaction = text -> text.replace("secret", "***");

        assertThat(InvoiceAnswer.ok("{\"validationErrors\":[\"a \\u0073ecret\",{\"b\":\"secret\"}]}", redaction))
                .isInstanceOfSatisfying(InvoiceAnswer.Refused.class, refused -> assertThat(refused.failure().message())
                        .isEqualTo("Vercel answered 200 with validationErrors: a ***; {\"b\":\"***\"}"));
        assertThat(InvoiceAnswer.ok("{\"invoiceId\":\"s\\u0065cret-1\"}", redaction))
                .isEqualTo(new InvoiceAnswer.Created("***-1"));
        assertThat(InvoiceCheck.ok("{\"state\":\"secret\",\"externalId\":\"\\u0073ecret\"}", redaction))
                .isEqualTo(new InvoiceCheck.Found("***", Optional.empty(), Optional.of("***")));
    }

    private static List<String> texts(String errors) {
        return AnswerBody.read("{\"validationErrors\":[%s]}".formatted(errors), UnaryOperator.identity()).orElseThrow()
                .texts("validationErrors");
    }

    private static InvoiceAnswer ok(String body) {
        return InvoiceAnswer.ok(body, UnaryOperator.identity());
    }

    private static String refusal(String body) {
        assertThat(ok(body)).isInstanceOf(InvoiceAnswer.Refused.class);
        var failure = ((InvoiceAnswer.Refused) ok(body)).failure();
        assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
        return failure.message();
    }
}
