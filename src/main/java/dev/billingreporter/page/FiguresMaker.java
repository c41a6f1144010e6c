package dev.billingreporter.page;

import dev.billingreporter.page.InstallationStatement.Discount;
import dev.billingreporter.page.InstallationStatement.Figures;
import dev.billingreporter.page.InstallationStatement.Line;
import dev.billingreporter.page.InstallationStatement.Metric;
import dev.billingreporter.page.InstallationStatement.MetricDay;
import dev.billingreporter.page.InstallationStatement.Period;
import dev.billingreporter.page.InstallationStatement.Scope;
import dev.billingreporter.page.InstallationStatement.Uncharged;
import dev.billingreporter.page.InstallationStatement.Uncharged.Reason;
import dev.billingreporter.page.InstallationStatement.Usage;
import dev.billingreporter.pricing.BillingStatement;
import dev.billingreporter.pricing.DiscountLine;
import dev.billingreporter.pricing.LineItem;
import dev.billingreporter.usage.Aggregation;
import dev.billingreporter.usage.DailyUsage;
import dev.billingreporter.usage.UnchargedUsage;
import dev.billingreporter.usage.UsageRow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes what a page shows of a statement's figures, as they are sent; of long lists only what there is room for.
 *
 * @param daily the statement's usage rows, each with the values of its days
 * @param unchargedUsage what was counted in its period and is charged by no line
 * @param zone the installation's
 */
record FiguresMaker(BillingStatement statement, List<DailyUsage> daily, UnchargedUsage unchargedUsage, ZoneId zone) {

    private static final int MOST = Pages.MOST_ROWS;

    /** @param isToday whether the statement's day is the current one */
    Figures figures(boolean isToday) {
        var period = statement.period();
        return new Figures(statement.day().date(), isToday, new Period(period.firstDay(), period.endDay().minusDays(1)),
                Rows.of(daily, Figures.MOST_METRICS, this::metric), Rows.of(statement.usage(), MOST, FiguresMaker::usage),
                Rows.of(statement.items(), MOST, this::line), Rows.of(statement.discounts(), MOST, this::discount),
                statement.total(), notCharged());
    }

    private Metric metric(DailyUsage usage) {
        var row = usage.row();
        var period = statement.period();
        var days = period.firstDay().datesUntil(period.endDay())
                .map(date -> new MetricDay(date, Optional.ofNullable(usage.days().get(date)))).toList();
        return new Metric(row.name(), row.resourceId(), row.units(), days, row.periodValue(), row.planValue(),
                usage.aggregation() == Aggregation.SUM);
    }

    private static Usage usage(UsageRow row) {
        return new Usage(row.name(), row.resourceId(), row.type().wireName(), row.units(), row.dayValue(), row.periodValue(),
                row.planValue());
    }

    private Line line(LineItem item) {
        return new Line(item.name(), item.details(),
                new Scope(item.billingPlanId(), item.resourceId(), days(item.start(), item.end())), item.quantity(),
                item.units(), item.price(), item.total(), item.explanation());
    }

    private Discount discount(DiscountLine line) {
        return new Discount(line.name(),
                new Scope(line.billingPlanId(), line.resourceId(), days(line.start(), line.end())), line.amount(),
                line.explanation());
    }

    private Optional<Period> days(Optional<Instant> start, Optional<Instant> end) {
        return start.flatMap(first -> end.map(after -> new Period(day(first), day(after.minusMillis(1)))));
    }

    private LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }

    private Rows<Uncharged> notCharged() {
        var all = Stream
                .concat(unchargedUsage.unmapped().stream().limit(MOST).map(counter -> uncharged(counter, Reason.UNMAPPED)),
                        unchargedUsage.unbilled().stream().limit(MOST).map(counter -> uncharged(counter, Reason.UNBILLED)))
                .toList();
        return new Rows<>(all, (long) unchargedUsage.unmapped().size() + unchargedUsage.unbilled().size() - all.size())
                .first(MOST);
    }

    private static Uncharged uncharged(UnchargedUsage.Counter counter, Reason reason) {
        return new Uncharged(counter.counter(), counter.resourceId(), reason, counter.days(), counter.value());
    }
}
