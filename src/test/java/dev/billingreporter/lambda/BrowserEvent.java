package dev.billingreporter.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A widget's event, as a dashboard would send it, for a page that is asked for by its address. */
final class BrowserEvent {

    private BrowserEvent() {
    }

    /** @param page such as {@code /?installationId=icfg_7gK2&theme=dark} */
    static String of(URI page) {
        var event = JsonNodeFactory.instance.objectNode();
        var context = event.putObject("widgetContext").put("browser", true).put("theme",
                parameter(page, "theme").orElse("light"));
        var parameters = context.putObject("params");
        parameter(page, "installationId").ifPresent(installationId -> parameters.put("installationId", installationId));
        return event.toString();
    }

    private static Optional<String> parameter(URI page, String name) {
        for (var parameter : Optional.ofNullable(page.getRawQuery()).orElse("").split("&")) {
            if (parameter.startsWith(name + "=")) {
                return Optional.of(URLDecoder.decode(parameter.substring(name.length() + 1), StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }
}
