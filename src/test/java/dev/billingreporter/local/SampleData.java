package dev.billingreporter.local;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A small believable partner: an edge-search product with a few plans, customers and a month of usage up to now. */
final class SampleData {

    /** An installation whose item has a mistake in it. */
    static final String UNUSABLE = "icfg_typo";

    /** One that was uninstalled. */
    static final String LEFT = "icfg_left";
    /** Of so many days before the current one there is usage: more than a month. */
    static final int DAYS = 40;

    /** On this day before the current one the meters of one customer were down. */
    private static final int DAYS_SINCE_OUTAGE = 4;

    private final Tables tables;
    private final Instant now;
    private final boolean monthEnd;
    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final List<Map<String, AttributeValue>> counters = new ArrayList<>();
    /** The same figures every time. */
    private final Random random = new Random(20261122);

    /**
     * @param monthEnd whether every customer's billing period has ended with the day before the current one
     */
    SampleData(Tables tables, Instant now, boolean monthEnd) {
        this.tables = tables;
        this.now = now;
        this.monthEnd = monthEnd;
    }

    /** Writes it; gives each installation's token. */
    Map<String, String> write() {
        plans();
        installation("icfg_acme", "", "subscriptions: [{billingPlanId: 'pro'}]");
        usage("icfg_acme", "UTC", "", 90_000, 4);
        installation("icfg_globex", "timeZone: 'America/Los_Angeles'," + (monthEnd ? "" : "billingAnchorDay: 15,"),
                """
                        subscriptions: [{billingPlanId: 'scale', resourceId: 'store_eu'},
                                        {billingPlanId: 'scale', resourceId: 'store_us'}]""");
        usage("icfg_globex", "America/Los_Angeles", "store_eu", 260_000, 11);
        usage("icfg_globex", "America/Los_Angeles", "store_us", 40_000, 2);
        // a store that nobody has subscribed: counted, and charged to nobody
        var trial = LocalDate.ofInstant(now, ZoneId.of("America/Los_Angeles"));
        counter("icfg_globex", trial, "queries", "store_ap", 18_250);
        installation("icfg_initech", "timeZone: 'Pacific/Auckland',", "subscriptions: [{billingPlanId: 'packages'}]");
        usage("icfg_initech", "Pacific/Auckland", "", 8_000, 1);
        // another plan since the first third of the month's days up to now
        var today = LocalDate.ofInstant(now, ZoneId.of("Europe/Berlin"));
        var change = today.withDayOfMonth(1 + today.getDayOfMonth() / 3);
        installation("icfg_umbrella", "timeZone: 'Europe/Berlin',", """
                subscriptions: [{billingPlanId: 'pro', until: '%1$s'}, {billingPlanId: 'scale', from: '%1$s'}]"""
                .formatted(change));
        usage("icfg_umbrella", "Europe/Berlin", "", 390_000, 6);
        counter("icfg_umbrella", today, "bytes_egress", "", 48_112_093_441L);
        installation("icfg_hobby", "", "subscriptions: [{billingPlanId: 'free'}]");
        usage("icfg_hobby", "UTC", "", 300, 1);
        installation(LEFT, "status: 'UNINSTALLED', uninstalledAt: '%s',"
                .formatted(now.minus(monthEnd ? 0 : 10, ChronoUnit.DAYS)), "subscriptions: [{billingPlanId: 'pro'}]");
        installation(UNUSABLE, "timeZone: 'Berlin',", "subscriptions: [{billingPlanId: 'pro'}]");
        tables.putAll(Tables.USAGE_COUNTERS, counters);
        return tokens;
    }

    private void plans() {
        var metrics = """
                metrics: [{name: 'Queries', counter: 'queries', type: 'interval', units: 'thousand queries', divisor: 1000,
                           planValue: 10000},
                          {name: 'Storage', counter: 'bytes', type: 'total', units: 'GB', divisor: 1000000000, planValue: 50},
                          {name: 'Peak rate', counter: 'qps', type: 'rate', units: 'queries/s', planValue: 100}],""";
        tables.put(Tables.BILLING_PLANS, "{billingPlanId: 'free', name: 'Free'," + metrics
                + "charges: [{kind: 'unit', metric: 'Queries', price: 0.5, included: 1000}]}");
        tables.put(Tables.BILLING_PLANS, "{billingPlanId: 'pro', name: 'Pro'," + metrics
                + """
                        charges: [{kind: 'flat', name: 'Pro plan', amount: 29},
                                  {kind: 'unit', metric: 'Queries', price: 0.4, included: 100},
                                  {kind: 'unit', metric: 'Storage', price: 0.25, included: 1}]}""");
        var tiers = "{kind: 'graduated', metric: 'Queries',"
                + " tiers: [{upTo: 1000, price: 0.3}, {upTo: 5000, price: 0.2}, {price: 0.125}]}";
        // other prices since the start of this month, for the billing periods that start after it
        tables.put(Tables.BILLING_PLANS, "{billingPlanId: 'scale', name: 'Scale'," + metrics
                + "charges: [{kind: 'flat', name: 'Scale plan', amount: 179}, " + tiers + "], "
                + "versions: [{from: '%s', ".formatted(LocalDate.ofInstant(now, ZoneOffset.UTC).withDayOfMonth(1)) + metrics
                + "charges: [{kind: 'flat', name: 'Scale plan', amount: 199}, " + tiers + """
                        , {kind: 'volume', metric: 'Storage', tiers: [{upTo: 10, price: 0.2}, {price: 0.15, flat: 5}]}],
                        discounts: [{name: 'Launch partner', percent: 10}, {name: 'Spending limit', cap: 1200}]}]}""");
        tables.put(Tables.BILLING_PLANS, "{billingPlanId: 'packages', name: 'Packages'," + metrics + """
                charges: [{kind: 'package', metric: 'Queries', packageSize: 50, price: 9.9}, {kind: 'minimum', amount: 15}],
                discounts: [{name: 'Annual commitment', amount: 2}]}""");
    }

    private void installation(String installationId, String attributes, String subscriptions) {
        var token = "local-" + Long.toString(random.nextLong() & Long.MAX_VALUE, 36);
        tokens.put(installationId, token);
        tables.put(Tables.INSTALLATIONS, "{installationId: '%s', accessToken: '%s', %s %s %s}".formatted(installationId, token,
                attributes, monthEnd ? anchor(attributes) : "", subscriptions));
    }

    /** A cycle that started with the current day of the installation's zone. */
    private String anchor(String attributes) {
        var zone = Pattern.compile("timeZone: '([A-Za-z_]+/[A-Za-z_]+)'").matcher(attributes);
        var today = LocalDate.ofInstant(now, zone.find() ? ZoneId.of(zone.group(1)) : ZoneOffset.UTC);
        return "billingAnchorDay: %d,".formatted(today.getDayOfMonth());
    }

    /** Usage that is busier on working days, storage that grows, and a part of today. */
    private void usage(String installationId, String zone, String resource, int queriesADay, int gigabytes) {
        var local = now.atZone(ZoneId.of(zone));
        var today = local.toLocalDate();
        for (var day = today.minusDays(DAYS); !day.isAfter(today); day = day.plusDays(1)) {
            if (installationId.equals("icfg_umbrella") && day.equals(today.minusDays(DAYS_SINCE_OUTAGE))) {
                continue;
            }
            var share = day.equals(today) ? Math.max(1, local.toLocalTime().toSecondOfDay()) : 86_400;
            var busy = day.getDayOfWeek().getValue() < 6 ? 100 : 55;
            var queries = (long) queriesADay * busy / 100 * (85 + random.nextInt(30)) / 100 * share / 86_400;
            var bytes = gigabytes * 1_000_000_000L
                    + ChronoUnit.DAYS.between(today.minusDays(DAYS), day) * (25_000_000L + random.nextInt(1_000_000));
            counter(installationId, day, "queries", resource, queries);
            counter(installationId, day, "bytes", resource, bytes);
            counter(installationId, day, "qps", resource, 1 + queriesADay / 8_000 + random.nextInt(5));
        }
    }

    private void counter(String installationId, LocalDate day, String counter, String resource, long value) {
        counters.add(Map.of("installationId", AttributeValue.fromS(installationId),
                "counterId", AttributeValue.fromS("%s#%s#%s".formatted(day, counter, resource)),
                "dayValue", AttributeValue.fromN(Long.toString(value))));
    }
}
