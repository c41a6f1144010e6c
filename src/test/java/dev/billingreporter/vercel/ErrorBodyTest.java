package dev.billingreporter.vercel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.billingreporter.installation.AccessToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorBodyTest {

    private static final AccessToken TOKEN = AccessToken.of("secret-token-1");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"error\":{\"code\":\"not_found\",\"message\":\"Not found\"}} | not_found: Not found",
            "{\"error\":{\"code\":\"not_found\"}} | not_found",
            "{\"error\":{\"message\":\" Not\\nfound \"},\"x\":1} | Not found" })
    void vercelsOwnErrorHasACodeOrAMessage(String body, String message) {
        assertThat(error(body)).isEqualTo(new ErrorBody(true, message));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "<html>404</html>", "{}", "[]", "null", "404", "{\"error\":\"not_found\"}", "{\"error\":{}}",
            "{\"error\":{\"code\":404}}", "{\"error\":{\"code\":\" \"}}", "{\"error\":[{\"code\":\"not_found\"}]}",
            "{\"code\":\"not_found\"}", "{\"error\":{\"code\":\"not_found\"" })
    void allElseIsNot(String body) {
        assertThat(error(body)).isEqualTo(new ErrorBody(false, body));
    }

    @Test
    void aBodyOfNothingButBracketsIsText() {
        assertThat(error("[".repeat(8000)).isVercels()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"error\":{\"code\":\"secret-token-1\",\"message\":\"the token secret\\u002dtoken-1 is bad\"}}",
            "{\"error\":{\"code\":\"secret-to\",\"message\":\"cut: secret-tok\"}}",
            "{\"error\":{\"code\":\"x\",\"message\":\"secret\\\\u002dtoken\\\\u002d1\"}}", "<p>secret&#45;token&#45;1</p>",
            "{\"error\":{\"message\":\"the token secret\\u002dtok" })
    void noTokenIsInTheMessage(String body) {
        assertThat(error(body).message()).doesNotContain("secret").contains("[access token]");
    }

    private static ErrorBody error(String body) {
        return ErrorBody.of(body, TOKEN, new ObjectMapper());
    }
}
