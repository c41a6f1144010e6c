package dev.billingreporter.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.billingreporter.installation.Installation;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a CloudWatch dashboard asks of its custom widget ("Details about custom widgets"), or local mode in its stead. Such an
 * event never submits anything, whatever else stands in it.
 */
public sealed interface WidgetEvent extends FunctionEvent {

    /** The parameter and the form's field. */
    String INSTALLATION_ID = "installationId";

    @Override
    default boolean sendsOrWrites() {
        return false;
    }

    /** The widget's documentation is asked for. */
    record Documentation() implements WidgetEvent {
    }

    /** The page of all installations is asked for. */
    record AllInstallations(View view) implements WidgetEvent {
    }

    /** The page of one installation is asked for. */
    record OneInstallation(String installationId, View view) implements WidgetEvent {
    }

    /** Something is entered that is not an installation id: the page says so. */
    record NotAnInstallationId(String entered, View view) implements WidgetEvent {
    }

    /**
     * Where the page is looked at.
     *
     * @param theme the theme of the dashboard
     * @param inBrowser whether that is a plain browser, in local mode
     */
    record View(Theme theme, boolean inBrowser) {
    }

    /** Whether the event is one of a widget. */
    static boolean isOne(JsonNode event) {
        return event.has("widgetContext") || event.has("describe");
    }

    /**
     * Reads a widget's event. The parameters of a widget are anybody's, so that fields nobody knows are ignored. What was
     * entered goes before the parameter of the link that was followed, and that before the widget's own.
     *
     * @throws InvalidEventException if it is not an event of a widget
     */
    static WidgetEvent read(JsonNode event) {
        var context = event.get("widgetContext");
        if (context == null) {
            return documentation(event);
        }
        if (event.path("describe").asBoolean()) {
            return new Documentation();
        }
        if (!context.isObject()) {
            throw new InvalidEventException("widgetContext", "must be a JSON object");
        }
        var view = new View(Theme.named(context.path("theme").asText()), context.path("browser").asBoolean());
        var entered = text(context.path("forms").path("all").path(INSTALLATION_ID)).filter(text -> !text.isEmpty());
        // an empty one in a link leads from the page of one installation to the page of all
        var parameter = Stream.of(event, context.path("params")).flatMap(from -> text(from.path(INSTALLATION_ID)).stream())
                .findFirst();
        var installationId = entered.or(() -> parameter).orElse("");
        if (installationId.isEmpty()) {
            return new AllInstallations(view);
        }
        return Installation.isInstallationId(installationId) ? new OneInstallation(installationId, view)
                : new NotAnInstallationId(installationId, view);
    }

    /** CloudWatch asks for it with {@code describe} alone; "Get documentation". */
    private static WidgetEvent documentation(JsonNode event) {
        var describe = event.path("describe");
        if (!describe.isBoolean() || !describe.booleanValue()) {
            throw new InvalidEventException("describe", "must be true");
        }
        if (event.size() > 1) {
            throw new InvalidEventException("describe", "must stand alone");
        }
        return new Documentation();
    }

    /** Whatever was written there, without the blanks that come with copying. */
    private static Optional<String> text(JsonNode value) {
        return value.isMissingNode() || value.isNull() ? Optional.empty()
                : Optional.of((value.isTextual() ? value.textValue() : value.toString()).strip());
    }
}
