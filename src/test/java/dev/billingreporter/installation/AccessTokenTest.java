package dev.billingreporter.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenTest {

    @ParameterizedTest
    @ValueSource(strings = { "t", "Se/cr+et_T0k=n-42", "!", "~" })
    void aTokenConsistsOfVisibleCharacters(String value) {
        assertThat(AccessToken.of(value).authorization()).isEqualTo("Bearer " + value);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "to ken", "token\n", "token\r\nX-Other: 1", "token\u007f", "tökén" })
    void whatCouldEndItsHeaderIsNoTokenAndIsNotSaid(String value) {
        assertThatThrownBy(() -> AccessToken.of(value)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must consist of visible ASCII characters only");
    }

    @Test
    void aTokenIsNotPrinted() {
        assertThat(AccessToken.of("secret")).hasToString("AccessToken[hidden]");
    }
}
