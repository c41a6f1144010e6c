package dev.billingreporter.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.billingreporter.event.EventReader;
import dev.billingreporter.event.InvalidEventException;
import dev.billingreporter.event.RunEvent;
import dev.billingreporter.event.WidgetEvent;
import dev.billingreporter.page.WidgetRun;
import dev.billingreporter.report.Report;
import dev.billingreporter.run.BillingRun;
import dev.billingreporter.settings.Settings;
import dev.billingreporter.status.StatusRun;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The function: takes every event, answers with what was done. It throws only when nothing could be done at all.
 *
 * <p>
 * The answer is a {@link Report}, to a widget a text. It is declared as an object, as the runtime writes what is declared,
 * and each report has fields of its own.
 */
@Named("billing-reporter")
public class BillingReporter implements RequestHandler<EventBody, Object> {

    private final BillingRun billingRun;
    private final StatusRun statusRun;
    private final WidgetRun widgetRun;
    private final InvocationDeadline invocationDeadline;
    private final Settings settings;
    private final Clock clock;

    BillingReporter(BillingRun billingRun, StatusRun statusRun, WidgetRun widgetRun, InvocationDeadline invocationDeadline,
            Settings settings, Clock clock) {
        this.billingRun = billingRun;
        this.statusRun = statusRun;
        this.widgetRun = widgetRun;
        this.invocationDeadline = invocationDeadline;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Handles one event.
     *
     * @throws dev.billingreporter.event.InvalidEventException if the event cannot be used; nothing was sent
     * @throws dev.billingreporter.item.TableException if a table cannot be read, and so nothing done
     */
    @Override
    public Object handleRequest(EventBody event, Context context) {
        var request = EventReader.read(event.json(), LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        if (request instanceof RunEvent.Invoice && settings.invoicing().isEmpty()) {
            throw new InvalidEventException("invoice", "needs INVOICES to be on: it is off, and no invoices are kept");
        }
        if (settings.readOnly() && request.sendsOrWrites()) {
            throw new InvalidEventException("the event",
                    "would send, and with READ_ONLY the function only reads: ask for status"
                            + " or a dry run");
        }
        try {
            if (request instanceof WidgetEvent widget) {
                return widgetRun.run(widget, Optional.ofNullable(context.getInvokedFunctionArn()),
                        invocationDeadline.ofPage(context, settings));
            }
            var deadline = invocationDeadline.of(context, settings);
            return request instanceof RunEvent.Work work ? billingRun.run(work, deadline) : statusRun.run(deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the invocation was interrupted", e);
        }
    }
}
