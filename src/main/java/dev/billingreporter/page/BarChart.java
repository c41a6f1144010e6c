package dev.billingreporter.page;

import dev.billingreporter.page.InstallationStatement.Metric;
import dev.billingreporter.page.InstallationStatement.MetricDay;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The days of a metric as bars. Coordinates are those of a picture 100 high and 10 a day wide, which the page stretches to
 * the room there is; so all text stands beside it, not in it.
 *
 * @param title what is shown
 * @param description the same in words, for those who do not see it
 * @param width how wide the picture is
 * @param bars a bar a day
 * @param ticks the lines across it
 * @param dates the dates below it
 * @param limit the plan's limit, where there is one
 * @param hasGaps whether nothing was measured on some day
 */
public record BarChart(String title, String description, int width, List<Bar> bars, List<Tick> ticks, List<DateLabel> dates,
        Optional<LimitLine> limit, boolean hasGaps) {

    private static final int HEIGHT = 100;
    private static final int DAY_WIDTH = 10;
    private static final int BAR_WIDTH = 8;
    private static final int MOST_DAYS = 100;
    private static final int MOST_DATES = 5;
    /** A limit further above the bars than this would make them too small to compare. */
    private static final BigDecimal FARTHEST_LIMIT = BigDecimal.valueOf(3);
    private static final List<BigDecimal> ROUND = List.of("1", "1.2", "1.6", "2", "2.4", "3", "4", "5", "6", "8", "10").stream()
            .map(BigDecimal::new).toList();

    public BarChart {
        bars = List.copyOf(bars);
        ticks = List.copyOf(ticks);
        dates = List.copyOf(dates);
    }

    /**
     * One day.
     *
     * @param kind {@code past}, {@code today} for the reported day, {@code gap} where nothing was measured, {@code future}
     * @param x its left
     * @param y its top
     * @param width its width
     * @param height its height
     * @param day the day, in words
     * @param value its value, in words
     * @param units what it is counted in; empty where there is no value
     */
    public record Bar(String kind, String x, String y, String width, String height, String day, String value, String units) {

        /** Day and value. */
        public String label() {
            return value.isEmpty() ? day : "%s: %s %s".formatted(day, value, units).strip();
        }
    }

    /**
     * A line across.
     *
     * @param y how far down
     * @param label what it stands for
     */
    public record Tick(String y, String label) {
    }

    /**
     * A date below a bar.
     *
     * @param column below which bar, counted from 1
     * @param date which
     */
    public record DateLabel(int column, LocalDate date) {
    }

    /**
     * The plan's limit.
     *
     * @param y how far down; empty where it is further up than the picture
     * @param label what it is, in words
     */
    public record LimitLine(Optional<String> y, String label) {
    }

    /**
     * The chart of a metric.
     *
     * @param reported the day up to which values are known
     * @param isToday whether that day is still running
     */
    static BarChart of(Metric metric, LocalDate reported, boolean isToday) {
        var days = lastDays(metric.days(), reported);
        var limit = metric.planValue().map(value -> metric.summed() ? share(value, metric.days().size()) : value);
        var values = days.stream().flatMap(day -> day.value().stream()).toList();
        var highest = values.stream().max(Comparator.naturalOrder()).orElse(BigDecimal.ZERO).max(BigDecimal.ZERO);
        var lowest = values.stream().min(Comparator.naturalOrder()).orElse(BigDecimal.ZERO).min(BigDecimal.ZERO);
        var showsLimit = limit.filter(value -> value.compareTo(highest.multiply(FARTHEST_LIMIT)) <= 0);
        var scale = new Scale(round(highest.max(showsLimit.orElse(BigDecimal.ZERO))), round(lowest.negate()).negate());
        var bars = new ArrayList<Bar>();
        for (var position = 0; position < days.size(); position++) {
            bars.add(bar(position, days.get(position), reported, isToday, metric.units(), scale));
        }
        return new BarChart(title(metric), description(metric, days, reported, isToday), days.size() * DAY_WIDTH, bars,
                ticks(scale),
                dates(days), limit.map(value -> limitLine(metric, value, showsLimit.isPresent(), scale)),
                bars.stream().anyMatch(bar -> bar.kind().equals("gap")));
    }

    /** From the highest to the lowest value that the picture has room for. */
    private record Scale(BigDecimal highest, BigDecimal lowest) {

        /** How far down a value is. */
        BigDecimal y(BigDecimal value) {
            var range = highest.subtract(lowest);
            return range.signum() == 0 ? BigDecimal.valueOf(HEIGHT)
                    : highest.subtract(value).multiply(BigDecimal.valueOf(HEIGHT)).divide(range, 2, RoundingMode.HALF_UP);
        }
    }

    /** A year's period is cut to the days that can still be told apart. */
    private static List<MetricDay> lastDays(List<MetricDay> days, LocalDate reported) {
        if (days.size() <= MOST_DAYS) {
            return days;
        }
        var until = (int) days.stream().filter(day -> !day.date().isAfter(reported)).count();
        return days.subList(Math.max(0, until - MOST_DAYS), Math.max(until, MOST_DAYS));
    }

    private static Bar bar(int position, MetricDay day, LocalDate reported, boolean isToday, String units, Scale scale) {
        var left = Integer.toString(position * DAY_WIDTH);
        var date = Reading.weekday(day.date()) + " " + Reading.brief(day.date());
        if (day.value().isEmpty()) {
            return day.date().isAfter(reported)
                    ? new Bar("future", left, "0", Integer.toString(DAY_WIDTH), "0", date, "", "")
                    : new Bar("gap", left, "0", Integer.toString(DAY_WIDTH), Integer.toString(HEIGHT),
                            date, "not measured", "");
        }
        var value = day.value().get();
        var zero = scale.y(BigDecimal.ZERO);
        var y = scale.y(value);
        // even the smallest value shows, and so does a measured zero
        var height = y.subtract(zero).abs().max(BigDecimal.ONE);
        var top = value.signum() < 0 ? zero : zero.subtract(height);
        var isReported = day.date().equals(reported);
        return new Bar(isReported ? "today" : "past",
                Integer.toString(position * DAY_WIDTH + (DAY_WIDTH - BAR_WIDTH) / 2), plain(top),
                Integer.toString(BAR_WIDTH), plain(height),
                date + (isReported && isToday ? ", so far" : ""), Reading.grouped(value), units);
    }

    private static List<Tick> ticks(Scale scale) {
        var ticks = new ArrayList<Tick>();
        if (scale.highest().signum() > 0) {
            ticks.add(tick(scale, scale.highest()));
            if (scale.lowest().signum() == 0) {
                ticks.add(tick(scale, scale.highest().divide(BigDecimal.valueOf(2))));
            }
        }
        ticks.add(tick(scale, BigDecimal.ZERO));
        if (scale.lowest().signum() < 0) {
            ticks.add(tick(scale, scale.lowest()));
        }
        return ticks;
    }

    private static Tick tick(Scale scale, BigDecimal value) {
        return new Tick(plain(scale.y(value)), Reading.brief(value));
    }

    private static List<DateLabel> dates(List<MetricDay> days) {
        var labels = new ArrayList<DateLabel>();
        var step = Math.max(1, (days.size() + MOST_DATES - 1) / MOST_DATES);
        for (var position = 0; position < days.size(); position += step) {
            labels.add(new DateLabel(position + 1, days.get(position).date()));
        }
        return labels;
    }

    private static LimitLine limitLine(Metric metric, BigDecimal daily, boolean isShown, Scale scale) {
        var whole = Reading.grouped(metric.planValue().orElseThrow());
        var label = metric.summed()
                ? "plan's limit: %s ÷ %d days = %s a day".formatted(whole, metric.days().size(), Reading.grouped(daily))
                : "plan's limit: " + whole;
        return isShown ? new LimitLine(Optional.of(plain(scale.y(daily))), label)
                : new LimitLine(Optional.empty(), label + ", above the chart");
    }

    private static String title(Metric metric) {
        return metric.name() + metric.resourceId().map(resource -> ", resource " + resource).orElse("") + ", each day";
    }

    private static String description(Metric metric, List<MetricDay> days, LocalDate reported, boolean isToday) {
        var past = days.stream().filter(day -> !day.date().isAfter(reported)).toList();
        var measured = past.stream().filter(day -> day.value().isPresent()).toList();
        var text = new StringBuilder("Measured on %d of %d days%s, in %s.".formatted(measured.size(), past.size(),
                past.isEmpty() ? ""
                        : " from %s to %s".formatted(Reading.full(past.get(0).date()),
                                Reading.full(past.get(past.size() - 1).date())),
                metric.units()));
        measured.stream().max(Comparator.comparing(day -> day.value().orElseThrow())).ifPresent(day -> text
                .append(" Highest: %s on %s.".formatted(Reading.grouped(day.value().orElseThrow()),
                        Reading.brief(day.date()))));
        measured.stream().filter(day -> isToday && day.date().equals(reported)).findFirst().ifPresent(
                day -> text.append(" Today: %s so far.".formatted(Reading.grouped(day.value().orElseThrow()))));
        text.append(" The period%s: %s.".formatted(isToday ? " so far" : "", Reading.grouped(metric.periodValue())));
        metric.planValue().ifPresent(value -> text.append(" The plan's limit: %s.".formatted(Reading.grouped(value))));
        return text.toString();
    }

    /** A day's share of a limit, in as many digits as can be read. */
    private static BigDecimal share(BigDecimal value, int days) {
        var share = value.divide(BigDecimal.valueOf(Math.max(1, days)), new MathContext(4, RoundingMode.HALF_UP))
                .stripTrailingZeros();
        return share.scale() < 0 ? share.setScale(0) : share;
    }

    /** The next round number that is not below. */
    private static BigDecimal round(BigDecimal value) {
        if (value.signum() == 0) {
            return BigDecimal.ZERO;
        }
        var exponent = value.precision() - value.scale() - 1;
        return ROUND.stream().map(round -> round.scaleByPowerOfTen(exponent)).filter(round -> round.compareTo(value) >= 0)
                .findFirst().orElseThrow();
    }

    private static String plain(BigDecimal coordinate) {
        return coordinate.stripTrailingZeros().toPlainString();
    }
}
