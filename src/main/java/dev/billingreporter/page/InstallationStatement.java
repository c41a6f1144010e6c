package dev.billingreporter.page;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The page of one installation: what it is charged as of today, and what Vercel knows of that.
 *
 * @param installationId which
 * @param zone its time zone
 * @param now when it was looked at
 * @param notices what is to be known before anything else, such as that it was uninstalled; a sentence each
 * @param problems what is wrong with its items, and why its latest run failed
 * @param figures today's figures; empty where a problem leaves none
 * @param days the days that can still be corrected, and the current one, ascending
 * @param invoices its invoices, the latest first, where there are invoices
 */
public record InstallationStatement(String installationId, ZoneId zone, Instant now, List<String> notices,
        Rows<Problem> problems, Optional<Figures> figures, Rows<SubmittedDay> days, Optional<Rows<Invoice>> invoices) {

    public InstallationStatement {
        installationId = Text.line(installationId);
        Objects.requireNonNull(zone);
        Objects.requireNonNull(now);
        notices = notices.stream().map(Text::paragraph).toList();
        Objects.requireNonNull(problems);
        Objects.requireNonNull(figures);
        Objects.requireNonNull(days);
        Objects.requireNonNull(invoices);
    }

    /**
     * What the submission of today says, and how it came about.
     *
     * @param day the day it is for, in the installation's zone
     * @param isToday whether that is the current one, so that its values are those so far
     * @param period the billing period it belongs to
     * @param metrics what was measured, day by day
     * @param usage the request's usage
     * @param lines the request's items
     * @param discounts the request's discounts
     * @param total all lines less all discounts, those that are not shown included
     * @param uncharged what was counted and is not charged
     */
    public record Figures(LocalDate day, boolean isToday, Period period, Rows<Metric> metrics, Rows<Usage> usage,
            Rows<Line> lines,
            Rows<Discount> discounts, BigDecimal total, Rows<Uncharged> uncharged) {

        /** A chart takes more room than a row. */
        static final int MOST_METRICS = 12;

        public Figures {
            Objects.requireNonNull(day);
            Objects.requireNonNull(period);
            Objects.requireNonNull(metrics);
            Objects.requireNonNull(usage);
            Objects.requireNonNull(lines);
            Objects.requireNonNull(discounts);
            Objects.requireNonNull(total);
            Objects.requireNonNull(uncharged);
        }

        /** The day in words. */
        public String dayName() {
            return isToday ? "today" : Reading.brief(day);
        }

        /** Lines and discounts that are not shown. */
        public long omitted() {
            return lines.omitted() + discounts.omitted();
        }

        /** What the lines and discounts that are not shown come to, so that the table adds up. */
        public BigDecimal omittedAmount() {
            var shown = lines.shown().stream().map(Line::total).reduce(BigDecimal.ZERO, BigDecimal::add);
            return discounts.shown().stream().map(Discount::amount).reduce(total.subtract(shown), BigDecimal::add);
        }

        Figures withRows(int most) {
            return new Figures(day, isToday, period, metrics.first(Math.min(most, MOST_METRICS)), usage.first(most),
                    lines.first(most),
                    discounts.first(most), total, uncharged.first(most));
        }
    }

    /**
     * A billing period.
     *
     * @param firstDay its first day
     * @param lastDay its last day
     */
    public record Period(LocalDate firstDay, LocalDate lastDay) {

        public Period {
            if (lastDay.isBefore(firstDay)) {
                throw new IllegalArgumentException("the period from %s to %s has no day".formatted(firstDay, lastDay));
            }
        }
    }

    /**
     * What was measured of one metric, day by day.
     *
     * @param name the metric
     * @param resourceId the resource; empty for the whole installation
     * @param units what it is counted in
     * @param days the period's days, ascending
     * @param periodValue the period's value so far
     * @param planValue the plan's limit for a period
     * @param summed whether the period's value is the sum of the days', so that a day's share of the limit is what a day
     *        compares with
     */
    public record Metric(String name, Optional<String> resourceId, String units, List<MetricDay> days,
            BigDecimal periodValue, Optional<BigDecimal> planValue, boolean summed) {

        public Metric {
            name = Text.line(name);
            resourceId = resourceId.map(Text::line);
            units = Text.line(units);
            days = List.copyOf(days);
            Objects.requireNonNull(periodValue);
            Objects.requireNonNull(planValue);
        }
    }

    /**
     * What was measured on one day.
     *
     * @param date the day
     * @param value the day's value; empty where nothing was measured
     */
    public record MetricDay(LocalDate date, Optional<BigDecimal> value) {

        public MetricDay {
            Objects.requireNonNull(date);
            Objects.requireNonNull(value);
        }
    }

    /**
     * A row of the request's usage.
     *
     * @param name the metric
     * @param resourceId the resource; empty for the whole installation
     * @param type what kind of value it is: {@code total}, {@code interval} or {@code rate}
     * @param units what it is counted in
     * @param dayValue today's value so far
     * @param periodValue the period's value so far
     * @param planValue the plan's limit for a period
     */
    public record Usage(String name, Optional<String> resourceId, String type, String units, BigDecimal dayValue,
            BigDecimal periodValue, Optional<BigDecimal> planValue) {

        public Usage {
            name = Text.line(name);
            resourceId = resourceId.map(Text::line);
            type = Text.line(type);
            units = Text.line(units);
            Objects.requireNonNull(dayValue);
            Objects.requireNonNull(periodValue);
            Objects.requireNonNull(planValue);
        }
    }

    /**
     * What a line or discount belongs to.
     *
     * @param billingPlanId the plan
     * @param resourceId the resource; empty for the whole installation
     * @param days the days that it covers, where these are not the whole period's
     */
    public record Scope(String billingPlanId, Optional<String> resourceId, Optional<Period> days) {

        public Scope {
            billingPlanId = Text.line(billingPlanId);
            resourceId = resourceId.map(Text::line);
            Objects.requireNonNull(days);
        }
    }

    /**
     * One of the request's items.
     *
     * @param name as the customer reads it
     * @param details more about it
     * @param scope what it belongs to
     * @param quantity how many units
     * @param units what the quantity counts
     * @param price for one of them
     * @param total price × quantity, as it is sent
     * @param explanation how it came about, in words
     */
    public record Line(String name, Optional<String> details, Scope scope, BigDecimal quantity, String units,
            BigDecimal price, BigDecimal total, String explanation) {

        public Line {
            name = Text.line(name);
            details = details.map(Text::line);
            Objects.requireNonNull(scope);
            Objects.requireNonNull(quantity);
            units = Text.line(units);
            Objects.requireNonNull(price);
            Objects.requireNonNull(total);
            explanation = Text.paragraph(explanation);
        }
    }

    /**
     * One of the request's discounts.
     *
     * @param name as the customer reads it
     * @param scope what it belongs to
     * @param amount what is taken off
     * @param explanation how it came about, in words
     */
    public record Discount(String name, Scope scope, BigDecimal amount, String explanation) {

        public Discount {
            name = Text.line(name);
            Objects.requireNonNull(scope);
            Objects.requireNonNull(amount);
            explanation = Text.paragraph(explanation);
        }
    }

    /**
     * What was counted and is not charged.
     *
     * @param counter the counter
     * @param resourceId the resource; empty for the whole installation
     * @param reason why not
     * @param days on how many days of the period
     * @param value the sum of these days' values, in the counter's own units
     */
    public record Uncharged(String counter, Optional<String> resourceId, Reason reason, int days, BigDecimal value) {

        /** Why something is not charged. */
        public enum Reason {
            UNMAPPED("No metric of its billing plans names this counter."),
            UNBILLED("No subscription covers these days of this resource.");

            private final String sentence;

            Reason(String sentence) {
                this.sentence = sentence;
            }

            /** In words. */
            public String sentence() {
                return sentence;
            }
        }

        public Uncharged {
            counter = Text.line(counter);
            resourceId = resourceId.map(Text::line);
            Objects.requireNonNull(reason);
            Objects.requireNonNull(value);
        }
    }

    /**
     * A day as Vercel knows it, and what the next run makes of it.
     *
     * @param day the day
     * @param accepted what Vercel last accepted for it; empty when it never has
     * @param next what a run would do now
     * @param message more about that
     */
    public record SubmittedDay(LocalDate day, Optional<Accepted> accepted, Next next, Optional<String> message) {

        public SubmittedDay {
            Objects.requireNonNull(day);
            Objects.requireNonNull(accepted);
            Objects.requireNonNull(next);
            message = message.map(Text::paragraph);
        }
    }

    /**
     * What Vercel accepted.
     *
     * @param at when it answered 201
     * @param timestamp when the counters had been read
     */
    public record Accepted(Instant at, Instant timestamp) {

        public Accepted {
            Objects.requireNonNull(at);
            Objects.requireNonNull(timestamp);
        }
    }

    /** What a run would do with a day now. */
    public enum Next {
        NEVER_SENT("Would go out now", "never sent"),
        CHANGED("Would go out now", "changed since it was accepted"),
        CURRENT_DAY("Would go out now", "unchanged, but the current day always goes out"),
        UNCHANGED("Would not go out", "unchanged since it was accepted"),
        HELD_BACK("Would not go out", "");

        private final String outcome;
        private final String reason;

        Next(String outcome, String reason) {
            this.outcome = outcome;
            this.reason = reason;
        }

        /** What happens. */
        public String outcome() {
            return outcome;
        }

        /** Why; empty where a message says it. */
        public String reason() {
            return reason;
        }
    }

    /**
     * An invoice.
     *
     * @param period what it is for
     * @param state its state in the table of invoices
     * @param vercelState its state at Vercel, where that is known
     * @param total what it comes to; empty where nothing was to be invoiced
     * @param frozenAt when it was made
     * @param acceptedAt when Vercel accepted it
     * @param message what is wrong with it, or otherwise to be known
     */
    public record Invoice(Period period, String state, Optional<String> vercelState, Optional<BigDecimal> total,
            Instant frozenAt, Optional<Instant> acceptedAt, Optional<String> message) {

        public Invoice {
            Objects.requireNonNull(period);
            state = Text.line(state);
            vercelState = vercelState.map(Text::line);
            Objects.requireNonNull(total);
            Objects.requireNonNull(frozenAt);
            Objects.requireNonNull(acceptedAt);
            message = message.map(Text::paragraph);
        }
    }

    /** With at most so many rows in a list. */
    InstallationStatement withRows(int most) {
        return new InstallationStatement(installationId, zone, now, notices.subList(0, Math.min(most, notices.size())),
                problems.first(most), figures.map(shown -> shown.withRows(most)), days.first(most),
                invoices.map(shown -> shown.first(most)));
    }
}
