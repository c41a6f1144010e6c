package dev.billingreporter.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.billingreporter.day.BillingCalendar;
import dev.billingreporter.day.BillingCycle.Anchored;
import dev.billingreporter.day.BillingPeriod;
import dev.billingreporter.installation.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvoiceScheduleTest {

    private static final BillingCalendar KOLKATA = new BillingCalendar(ZoneId.of("Asia/Kolkata"), new Anchored(15));
    private static final InvoiceSchedule SCHEDULE = new InvoiceSchedule(LocalDate.of(2026, 9, 1), Duration.ofHours(12));
    private static final Subscription ALWAYS = days("2026-01-01", "2027-12-31");

    @ParameterizedTest
    @CsvSource({ "2026-11-15T06:29:59.999Z, 0", "2026-11-15T06:30:00Z, 1", "2026-12-15T06:29:59.999Z, 1",
            "2026-12-15T06:30:00Z, 2" })
    void aPeriodIsDueWhenTheDelayHasGoneBySinceItsEnd(String now, int due) {
        assertThat(due(installation(KOLKATA, "2026-10-15", "2026-11-15", "2026-12-15"), now)).hasSize(due);
    }

    @Test
    void aDuePeriodIsThatOfTheBillingDataAndItsStatementThatOfItsLastDay() {
        var due = due(installation(KOLKATA, "2026-10-15"), "2026-11-20T00:00:00Z").get(0);

        assertThat(due.period()).isEqualTo(period(KOLKATA, "2026-10-15"));
        assertThat(due.periodStart()).isEqualTo("2026-10-14T18:30:00Z");
        assertThat(due.periodEnd()).isEqualTo("2026-11-14T18:30:00Z");
        assertThat(due.lastDay().date()).isEqualTo("2026-11-14");
        assertThat(due.isFinal()).isFalse();
    }

    @Test
    void onTheFirstRunAllPeriodsThatStartSinceThenAreDueInTheirOrder() {
        var installation = installation(KOLKATA, "2026-08-15", "2026-09-15", "2026-10-15", "2026-11-15");

        assertThat(due(installation, "2026-11-20T00:00:00Z")).extracting(due -> due.period().firstDay().toString())
                .containsExactly("2026-09-15", "2026-10-15");
        assertThat(new InvoiceSchedule(LocalDate.of(2026, 8, 15), Duration.ZERO)
                .due(installation, Instant.parse("2026-11-14T18:30:00Z")))
                .extracting(due -> due.period().firstDay().toString())
                .containsExactly("2026-08-15", "2026-09-15", "2026-10-15");
    }

    @Test
    void whatIsSettledIsNotLookedAtAgain() {
        var installation = installation(KOLKATA, "2026-09-15", "2026-10-15");

        assertThat(due(settled(installation, "2026-10-14T18:29:59.999Z"), "2026-11-20T00:00:00Z")).hasSize(2);
        assertThat(due(settled(installation, "2026-10-14T18:30:00Z"), "2026-11-20T00:00:00Z")).hasSize(1);
        assertThat(due(settled(installation, "2026-11-14T18:30:00Z"), "2026-11-20T00:00:00Z")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "2026-10-15, 2026-10-16, true", "2026-11-14, 2026-11-15, true", "2026-09-01, 2026-10-16, true",
            "2026-11-14, 2027-01-01, true", "2026-09-01, 2026-10-15, false", "2026-11-15, 2026-12-01, false",
            "2026-10-20, 2026-10-20, false" })
    void aPeriodNeedsAnInvoiceWhereASubscriptionHasADayOfIt(String from, String until, boolean needed) {
        var installation = new InvoicedInstallation(KOLKATA, List.of(period(KOLKATA, "2026-10-15")),
                List.of(days("2026-01-01", "2026-01-02"), days(from, until)), Optional.empty(), Optional.empty());

        assertThat(due(installation, "2026-11-20T00:00:00Z")).singleElement()
                .satisfies(due -> assertThat(due.needsInvoice()).isEqualTo(needed));
    }

    @Test
    void whereTheCycleWasChangedThePeriodIsDueAfterItsEarlyEndAndKeepsItsBounds() {
        var whole = period(KOLKATA, "2026-10-15");
        var early = new BillingPeriod(whole.firstDay(), LocalDate.of(2026, 11, 1), whole.start(), whole.end(),
                Instant.parse("2026-10-31T18:30:00Z"), whole.days());
        var installation = new InvoicedInstallation(KOLKATA, List.of(early), List.of(ALWAYS), Optional.empty(),
                Optional.empty());

        assertThat(due(installation, "2026-11-01T06:29:59Z")).isEmpty();
        assertThat(due(installation, "2026-11-01T06:30:00Z")).singleElement().satisfies(due -> {
            assertThat(due.period().end()).isEqualTo("2026-11-14T18:30:00Z");
            assertThat(due.periodEnd()).isEqualTo("2026-10-31T18:30:00Z");
            assertThat(due.lastDay().date()).isEqualTo("2026-10-31");
        });
    }

    @Test
    void anUninstalledInstallationsRunningPeriodIsDueAtOnceAsTheFinalOneAndEarlierOnesGoFirst() {
        var installation = uninstalled(installation(KOLKATA, "2026-09-15", "2026-10-15", "2026-11-15"), "2026-11-15T01:00:00Z");

        assertThat(due(installation, "2026-11-15T00:59:59Z")).as("announced for later").singleElement()
                .satisfies(due -> assertThat(due.isFinal()).isFalse());
        assertThat(due(installation, "2026-11-15T01:00:00Z")).satisfiesExactly(
                due -> assertThat(due.period().firstDay()).isEqualTo("2026-09-15"),
                due -> {
                    assertThat(due.period().firstDay()).as("its 12 hours have not gone by").isEqualTo("2026-10-15");
                    assertThat(due.isFinal()).isFalse();
                    assertThat(due.lastDay().date()).isEqualTo("2026-11-14");
                },
                due -> {
                    assertThat(due.period().firstDay()).isEqualTo("2026-11-15");
                    assertThat(due.isFinal()).isTrue();
                    assertThat(due.lastDay().date()).isEqualTo("2026-11-15");
                });
    }

    @Test
    void aSettledPeriodInWhichTheUninstallIsOnlyNowRecordedIsLookedAtAsLongAsVercelWaits() {
        var periods = installation(KOLKATA, "2026-09-15", "2026-10-15");
        var installation = settled(uninstalled(periods, "2026-11-14T12:00:00Z"), "2026-11-14T18:30:00Z");

        assertThat(due(installation, "2026-11-15T11:59:59.999Z")).singleElement().satisfies(due -> {
            assertThat(due.period().firstDay()).isEqualTo("2026-10-15");
            assertThat(due.isFinal()).isTrue();
        });
        assertThat(due(installation, "2026-11-15T12:00:00Z")).isEmpty();
    }

    @Test
    void nothingComesAfterTheFinalInvoice() {
        var installation = uninstalled(installation(KOLKATA, "2026-10-15", "2026-11-15", "2026-12-15"), "2026-11-14T18:29:59Z");

        assertThat(due(installation, "2027-02-01T00:00:00Z")).singleElement().satisfies(due -> {
            assertThat(due.period().firstDay()).isEqualTo("2026-10-15");
            assertThat(due.isFinal()).isTrue();
            assertThat(due.lastDay().date()).isEqualTo("2026-11-14");
        });
    }

    @Test
    void aFinalInvoiceIsDueEvenWithoutASubscriptionAsItsItemSaysWhetherTheInstallationIsFinalized() {
        var installation = uninstalled(new InvoicedInstallation(KOLKATA, List.of(period(KOLKATA, "2026-11-15")), List.of(),
                Optional.empty(), Optional.empty()), "2026-11-20T00:00:00Z");

        assertThat(due(installation, "2026-11-20T00:00:00Z")).singleElement().satisfies(due -> {
            assertThat(due.isSubscribed()).isFalse();
            assertThat(due.needsInvoice()).isTrue();
        });
    }

    @Test
    void aPeriodOfAnUninstalledInstallationThatStartsTooEarlyIsSomebodyElses() {
        var installation = uninstalled(installation(KOLKATA, "2026-08-15"), "2026-08-20T00:00:00Z");

        assertThat(due(installation, "2026-08-20T01:00:00Z")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "2026-10-15T00:00:00Z, , 2026-10-15, false", "2026-11-14T18:29:59Z, , 2026-11-14, false",
            "2026-11-14T18:30:00Z, , 2026-11-14, false", "2026-12-25T00:00:00Z, , 2026-11-14, false",
            "2026-10-20T00:00:00Z, 2026-10-18T00:00:00Z, 2026-10-18, true",
            "2026-10-20T00:00:00Z, 2026-10-21T00:00:00Z, 2026-10-20, false",
            "2026-12-25T00:00:00Z, 2026-12-24T00:00:00Z, 2026-11-14, false" })
    void aPeriodCanBeLookedAtBeforeItIsDueAndIsThenUpToToday(String now, String uninstalledAt, String lastDay,
            boolean isFinal) {
        var installation = installation(KOLKATA, "2026-10-15");
        var due = InvoiceSchedule.asOf(period(KOLKATA, "2026-10-15"),
                uninstalledAt == null ? installation : uninstalled(installation, uninstalledAt), Instant.parse(now));

        assertThat(due.lastDay().date()).isEqualTo(lastDay);
        assertThat(due.isFinal()).isEqualTo(isFinal);
        assertThat(due.isSubscribed()).isTrue();
    }

    @Test
    void theLastDayIsARealOneWhereTheZoneSkippedAWholeDay() {
        // Samoa had no 30 December 2011
        var samoa = new BillingCalendar(ZoneId.of("Pacific/Apia"), new Anchored(31));
        var installation = new InvoicedInstallation(samoa, List.of(period(samoa, "2011-12-01")),
                List.of(days("2011-01-01", "2012-12-31")), Optional.empty(), Optional.empty());
        var due = new InvoiceSchedule(LocalDate.of(2011, 1, 1), Duration.ZERO).due(installation,
                Instant.parse("2012-01-15T00:00:00Z"));

        assertThat(due).singleElement().satisfies(invoice -> assertThat(invoice.lastDay().date()).isEqualTo("2011-12-29"));
    }

    @Test
    void aDelayIsNotNegative() {
        var since = LocalDate.of(2026, 9, 1);

        assertThatThrownBy(() -> new InvoiceSchedule(since, Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    /** Runs at any instants, each of which settles all that is due. */
    @Test
    void wheneverRunsTakePlaceEveryPeriodIsDueOnceInItsOrderAndNeverBeforeItsTime() {
        var random = new Random(20261201);
        for (var repetition = 0; repetition < 300; repetition++) {
            var zone = ZoneId.of(List.of("UTC", "Asia/Kolkata", "America/New_York", "Pacific/Auckland").get(random.nextInt(4)));
            var calendar = new BillingCalendar(zone, new Anchored(1 + random.nextInt(31)));
            var schedule = new InvoiceSchedule(LocalDate.of(2026, 3, 1), Duration.ofMinutes(random.nextInt(23 * 60)));
            var periods = periodsFrom(calendar, LocalDate.of(2026, 2, 10), 12);
            var expected = periods.stream().filter(period -> !period.firstDay().isBefore(schedule.since())).toList();
            var invoicedThrough = Optional.<Instant> empty();
            var settled = new ArrayList<BillingPeriod>();
            var now = Instant.parse("2026-02-01T00:00:00Z");
            while (settled.size() < expected.size()) {
                now = now.plus(Duration.ofMinutes(1 + random.nextInt(random.nextBoolean() ? 60 : 60 * 24 * 50)));
                for (var due : schedule.due(new InvoicedInstallation(calendar, periods, List.of(ALWAYS), Optional.empty(),
                        invoicedThrough), now)) {
                    assertThat(due.period().closesAt().plus(schedule.delay())).isBeforeOrEqualTo(now);
                    settled.add(due.period());
                    invoicedThrough = Optional.of(due.periodEnd());
                }
            }
            assertThat(settled).isEqualTo(expected);
        }
    }

    private static List<DueInvoice> due(InvoicedInstallation installation, String now) {
        return SCHEDULE.due(installation, Instant.parse(now));
    }

    private static InvoicedInstallation installation(BillingCalendar calendar, String... days) {
        var periods = List.of(days).stream().map(day -> period(calendar, day)).toList();
        return new InvoicedInstallation(calendar, periods, List.of(ALWAYS), Optional.empty(), Optional.empty());
    }

    private static InvoicedInstallation settled(InvoicedInstallation installation, String through) {
        return new InvoicedInstallation(installation.calendar(), installation.periods(), installation.subscriptions(),
                installation.uninstalledAt(), Optional.of(Instant.parse(through)));
    }

    private static InvoicedInstallation uninstalled(InvoicedInstallation installation, String at) {
        return new InvoicedInstallation(installation.calendar(), installation.periods(), installation.subscriptions(),
                Optional.of(Instant.parse(at)), installation.invoicedThrough());
    }

    private static List<BillingPeriod> periodsFrom(BillingCalendar calendar, LocalDate first, int count) {
        var periods = new ArrayList<BillingPeriod>();
        for (var day = calendar.day(first); periods.size() < count; day = calendar
                .day(periods.get(periods.size() - 1).endDay())) {
            periods.add(calendar.periodOf(day));
        }
        return periods;
    }

    private static BillingPeriod period(BillingCalendar calendar, String day) {
        return calendar.periodOf(calendar.day(LocalDate.parse(day)));
    }

    private static Subscription days(String from, String until) {
        return new Subscription("pro", Optional.empty(), Optional.empty(), LocalDate.parse(from), LocalDate.parse(until));
    }
}
