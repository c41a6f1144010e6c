package dev.billingreporter.page;

import dev.billingreporter.page.InstallationStatement.Accepted;
import dev.billingreporter.page.InstallationStatement.Discount;
import dev.billingreporter.page.InstallationStatement.Figures;
import dev.billingreporter.page.InstallationStatement.Invoice;
import dev.billingreporter.page.InstallationStatement.Line;
import dev.billingreporter.page.InstallationStatement.Metric;
import dev.billingreporter.page.InstallationStatement.Next;
import dev.billingreporter.page.InstallationStatement.Scope;
import dev.billingreporter.page.InstallationStatement.SubmittedDay;
import dev.billingreporter.page.InstallationStatement.Uncharged;
import dev.billingreporter.page.InstallationStatement.Usage;
import dev.billingreporter.page.Overview.Counts;
import dev.billingreporter.page.Overview.InvoiceCount;
import dev.billingreporter.page.Overview.Straggler;
import dev.billingreporter.page.Overview.UpToDate;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Pages with one text wherever a text stands. */
final class HostilePages {

    private static final BigDecimal NUMBER = new BigDecimal("-12345678901234567890123456789012.345678");

    private HostilePages() {
    }

    static Overview overview(String text) {
        var straggler = new Straggler(text, Optional.of(SamplePages.NOW), 7, Optional.of(problem(text)));
        return new Overview(SamplePages.NOW, true, new Counts(1, 20_000, 20_000, 0),
                Rows.of(Collections.nCopies(20_000, straggler)),
                Rows.of(Collections.nCopies(20_000, straggler)),
                Rows.of(Collections.nCopies(20_000, new UpToDate(text, SamplePages.NOW))),
                Optional.of(List.of(new InvoiceCount(text, 1))));
    }

    static InstallationStatement statement(String text) {
        var some = Optional.of(text);
        var scope = new Scope(text, some, Optional.of(SamplePages.NOVEMBER));
        var metric = new Metric(text, some, text, SamplePages.days(List.of("1", "", "-3", "1E+30")), NUMBER,
                Optional.of(NUMBER), true);
        return new InstallationStatement(text, SamplePages.BERLIN, SamplePages.NOW, List.of(text),
                Rows.of(List.of(problem(text))),
                Optional.of(new Figures(SamplePages.TODAY, true, SamplePages.NOVEMBER, Rows.of(List.of(metric, metric)),
                        Rows.of(List.of(new Usage(text, some, text, text, NUMBER, NUMBER, Optional.of(NUMBER)))),
                        Rows.of(List.of(new Line(text, some, scope, NUMBER, text, NUMBER, NUMBER, text))),
                        Rows.of(List.of(new Discount(text, scope, BigDecimal.ONE, text))),
                        NUMBER.subtract(BigDecimal.ONE),
                        Rows.of(List.of(new Uncharged(text, some, Uncharged.Reason.UNMAPPED, 3, NUMBER))))),
                Rows.of(List.of(new SubmittedDay(SamplePages.TODAY, Optional.of(new Accepted(SamplePages.NOW, SamplePages.NOW)),
                        Next.HELD_BACK, some))),
                Optional.of(Rows.of(List.of(new Invoice(SamplePages.NOVEMBER, text, some, Optional.of(NUMBER), SamplePages.NOW,
                        Optional.empty(), some)))));
    }

    private static Problem problem(String text) {
        return new Problem(Optional.of(SamplePages.NOW), text, Optional.of(401), text);
    }

    /** The statement with so many of everything: lines of 3.00, discounts of 1.00. */
    static InstallationStatement many(InstallationStatement statement, int count, String text) {
        var figures = statement.figures().orElseThrow();
        var scope = new Scope(text, Optional.of(text), Optional.empty());
        var line = new Line(text, Optional.of(text), scope, BigDecimal.ONE, text, new BigDecimal("3.00"),
                new BigDecimal("3.00"), text);
        var discount = new Discount(text, scope, new BigDecimal("1.00"), text);
        return new InstallationStatement(statement.installationId(), statement.zone(), statement.now(),
                Collections.nCopies(count, text), Rows.of(Collections.nCopies(count, problem(text))),
                Optional.of(new Figures(figures.day(), true, figures.period(), copies(figures.metrics(), count),
                        copies(figures.usage(), count), Rows.of(Collections.nCopies(count, line)),
                        Rows.of(Collections.nCopies(count, discount)), BigDecimal.valueOf(count * 200L, 2),
                        copies(figures.uncharged(), count))),
                new Rows<>(Collections.nCopies(count, statement.days().shown().get(0)), 1_000),
                statement.invoices().map(invoices -> copies(invoices, count)));
    }

    private static <T> Rows<T> copies(Rows<T> rows, int count) {
        return Rows.of(Collections.nCopies(count, rows.shown().get(0)));
    }
}
