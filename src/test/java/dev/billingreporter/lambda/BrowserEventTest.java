package dev.billingreporter.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserEventTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "/ | {'browser':true,'theme':'light','params':{}}",
            "/?installationId=icfg_7gK2&theme=dark | {'browser':true,'theme':'dark','params':{'installationId':'icfg_7gK2'}}",
            "/?installationId=a%26b%22+c | {'browser':true,'theme':'light','params':{'installationId':'a&b\\' c'}}" })
    void isWhatADashboardWouldSend(URI page, String context) {
        assertThat(BrowserEvent.of(page).replace('"', '\'')).isEqualTo("{'widgetContext':%s}".formatted(context));
    }
}
