package dev.billingreporter.page;

import dev.billingreporter.event.WidgetEvent;
import dev.billingreporter.event.WidgetEvent.AllInstallations;
import dev.billingreporter.event.WidgetEvent.NotAnInstallationId;
import dev.billingreporter.event.WidgetEvent.OneInstallation;
import dev.billingreporter.status.StatusRun;
import dev.billingreporter.time.Deadline;
import dev.billingreporter.time.TimedWork;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Answers a CloudWatch custom widget. Reads only. */
@ApplicationScoped
public class WidgetRun {

    private final StatusRun status;
    private final StatementReader statements;
    private final Clock clock;

    WidgetRun(StatusRun status, StatementReader statements, Clock clock) {
        this.status = status;
        this.statements = statements;
        this.clock = clock;
    }

    /**
     * The page that is asked for, HTML; for {@link WidgetEvent.Documentation} the widget's documentation, Markdown.
     *
     * @param functionArn the function's own ARN, as the invocation was given it
     * @param deadline by when the page is there, complete or not
     * @throws dev.billingreporter.item.TableException if a table cannot be read
     * @throws InterruptedException if the thread is interrupted
     */
    public String run(WidgetEvent event, Optional<String> functionArn, Deadline deadline) throws InterruptedException {
        if (event instanceof AllInstallations all) {
            var sight = status.look(deadline);
            var invoices = deadline.isTooLate(clock.instant()) ? Optional.<Map<String, Long>> empty()
                    : status.countInvoices(deadline);
            return Pages.html(Overview.of(sight, invoices), Frame.of(all.view(), functionArn));
        }
        if (event instanceof OneInstallation one) {
            return statement(one, Frame.of(one.view(), functionArn), deadline);
        }
        if (event instanceof NotAnInstallationId no) {
            return Pages.html(Notice.notAnInstallationId(no.entered()), Frame.of(no.view(), functionArn));
        }
        return Pages.documentation();
    }

    private String statement(OneInstallation one, Frame frame, Deadline deadline) throws InterruptedException {
        try (var reading = new TimedWork(clock)) {
            var statement = reading.await(reading.start(() -> statements.read(one.installationId())), deadline.answerBy());
            if (statement.isEmpty()) {
                return Pages.html(Notice.notInTime(one.installationId()), frame);
            }
            return statement.get().map(found -> Pages.html(found, frame))
                    .orElseGet(() -> Pages.html(Notice.unknown(one.installationId()), frame));
        }
    }
}
