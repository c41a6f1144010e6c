package dev.billingreporter.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.billingreporter.local.Tables;
import dev.billingreporter.standin.Route;
import dev.billingreporter.standin.VercelStandIn;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The packaged function is killed before an invoice is frozen, before Vercel has it, before its answer is recorded, and before
 * and after "finalize"; plans and counters change in between. Every invoice is made once, and none is missing.
 */
class InvoiceKillIT {

    private static final int INSTALLATIONS = 6;
    private static final int KILLS = 3;
    private static final List<Route> ROUTES = List.of(Route.BILLING_DATA, Route.SUBMIT_INVOICE, Route.SUBMIT_INVOICE,
            Route.FINALIZE);
    private static final String LEAVER = "icfg_0";

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 5);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverIsKilledEveryInvoiceIsMadeOnce(int seed) throws InterruptedException {
        var random = new Random(seed);
        var tables = PackagedFunction.emptyTables();
        tables.put(Tables.BILLING_PLANS, EventPath.PRO);
        var lastMonth = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1).minusMonths(1);
        var invoicing = Map.of("INVOICES", "on", "INVOICES_SINCE", lastMonth.toString(), "INVOICE_DELAY", "0s",
                "SUBMIT_CONCURRENCY", "4");
        try (var vercel = VercelStandIn.start(Clock.systemUTC())) {
            for (var number = 0; number < INSTALLATIONS; number++) {
                var id = "icfg_" + number;
                vercel.register(id, EventPath.token(id));
                install(tables, id, "");
                tables.count(id, lastMonth.plusDays(20) + "#requests#", Integer.toString(1000 + random.nextInt(9000)));
            }
            var left = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofMinutes(1));
            install(tables, LEAVER, ", status: 'UNINSTALLED', uninstalledAt: '%s'".formatted(left));
            vercel.uninstalling(LEAVER, left);
            for (var kill = 0; kill < KILLS; kill++) {
                killAtSomePoint(vercel, random, invoicing);
                tables.count("icfg_" + random.nextInt(INSTALLATIONS), lastMonth.plusDays(20) + "#requests#", "700");
                tables.put(Tables.BILLING_PLANS, EventPath.PRO.replace("29", Integer.toString(30 + kill)));
            }
            try (var function = PackagedFunction.start(vercel, invoicing)) {
                assertThat(function.invoke("{}").get("failures")).isEmpty();
                assertThat(function.invoke("{}").get("invoices").get("pending").asInt()).isZero();
            }
            for (var number = 1; number < INSTALLATIONS; number++) {
                isInvoicedOnce("icfg_" + number, List.of(lastMonth), vercel, tables);
            }
            isInvoicedOnce(LEAVER, List.of(lastMonth, lastMonth.plusMonths(1)), vercel, tables);
            assertThat(vercel.finalized(LEAVER)).isTrue();
        }
    }

    private static void install(Tables tables, String id, String attributes) {
        tables.put(Tables.INSTALLATIONS, "{installationId: '%s', accessToken: '%s', subscriptions: [{billingPlanId: 'pro'}]%s}"
                .formatted(id, EventPath.token(id), attributes));
    }

    private static void killAtSomePoint(VercelStandIn vercel, Random random, Map<String, String> settings)
            throws InterruptedException {
        try (var function = PackagedFunction.start(vercel, settings)) {
            var killed = new CountDownLatch(1);
            Runnable kill = () -> {
                function.kill();
                killed.countDown();
            };
            var route = ROUTES.get(random.nextInt(ROUTES.size()));
            var victim = route == Route.FINALIZE ? LEAVER : "icfg_" + random.nextInt(INSTALLATIONS);
            if (random.nextBoolean()) {
                vercel.beforeNext(route, victim, kill);
            } else {
                vercel.afterNext(route, victim, kill);
            }
            function.send("{}");
            // what an earlier run has settled is not sent again, so that nothing may be left to be killed at
            if (!killed.await(5, TimeUnit.SECONDS)) {
                function.kill();
            }
            vercel.behave();
        }
    }

    private static void isInvoicedOnce(String id, List<LocalDate> firstDays, VercelStandIn vercel, Tables tables) {
        var accepted = vercel.acceptedInvoices(id);
        assertThat(accepted).as(id).extracting(invoice -> invoice.externalId())
                .containsExactlyElementsOf(firstDays.stream().map(day -> id + ":" + day).toList());
        for (var item : tables.invoices(id)) {
            assertThat(item.get("state").asText()).as(item.toString()).isIn("ACCEPTED", "UNCONFIRMED");
            var externalId = item.get("externalId").asText();
            assertThat(vercel.sentInvoices(id).stream().filter(body -> body.contains(externalId)))
                    .containsOnly(item.get("request").asText());
            assertThat(item.get("total").decimalValue())
                    .isEqualByComparingTo(total(EventPath.json(item.get("request").asText())));
        }
        assertThat(tables.invoices(id)).as(id).hasSameSizeAs(firstDays);
    }

    private static BigDecimal total(JsonNode invoice) {
        var total = BigDecimal.ZERO;
        for (var item : invoice.get("items")) {
            total = total.add(new BigDecimal(item.get("total").asText()));
        }
        return total;
    }
}
