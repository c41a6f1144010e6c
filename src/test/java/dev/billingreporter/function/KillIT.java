package dev.billingreporter.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.billingreporter.local.Tables;
import dev.billingreporter.standin.VercelStandIn;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The function's process is killed at a random point of a run, and again in the next one. After a run that comes to its
 * end, each installation is at its right state at Vercel, and the checkpoint says so.
 */
class KillIT {

    private static final int INSTALLATIONS = 25;
    private static final int KILLS = 2;

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 10);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void afterAKillTheNextRunMakesEverythingRight(int seed) throws InterruptedException {
        var random = new Random(seed);
        var tables = PackagedFunction.emptyTables();
        tables.put(Tables.BILLING_PLANS, EventPath.PRO);
        var today = LocalDate.now(ZoneOffset.UTC);
        try (var vercel = VercelStandIn.start(Clock.systemUTC())) {
            for (var number = 0; number < INSTALLATIONS; number++) {
                var id = "icfg_" + number;
                tables.put(Tables.INSTALLATIONS,
                        "{installationId: '%s', accessToken: '%s', subscriptions: [{billingPlanId: 'pro'}]}".formatted(id,
                                EventPath.token(id)));
                vercel.register(id, EventPath.token(id));
                tables.count(id, today.minusDays(1) + "#requests#", Integer.toString(1 + random.nextInt(1000)));
                tables.count(id, today + "#requests#", Integer.toString(1 + random.nextInt(1000)));
            }
            for (var kill = 0; kill < KILLS; kill++) {
                killAtSomePoint(vercel, random);
                tables.count("icfg_" + random.nextInt(INSTALLATIONS), today + "#requests#", "7");
            }
            try (var function = PackagedFunction.start(vercel, Map.of())) {
                var answer = function.invoke("{}");
                assertThat(answer.at("/installations/submitted").asInt()).isEqualTo(INSTALLATIONS);
            }
            for (var number = 0; number < INSTALLATIONS; number++) {
                isRight("icfg_" + number, vercel, tables);
            }
        }
    }

    private static void killAtSomePoint(VercelStandIn vercel, Random random) throws InterruptedException {
        try (var function = PackagedFunction.start(vercel, Map.of("SUBMIT_CONCURRENCY", "4"))) {
            var killed = new CountDownLatch(1);
            Runnable kill = () -> {
                function.kill();
                killed.countDown();
            };
            var victim = "icfg_" + random.nextInt(INSTALLATIONS);
            if (random.nextBoolean()) {
                vercel.beforeNext(victim, kill);
            } else {
                vercel.afterNext(victim, kill);
            }
            function.send("{}");
            assertThat(killed.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void isRight(String id, VercelStandIn vercel, Tables tables) {
        var checkpoint = tables.checkpoint(id).orElseThrow();
        var accepted = vercel.acceptedRequests(id);
        var last = accepted.get(accepted.size() - 1);
        assertThat(checkpoint.get("lastSuccessfulTimestamp").asText()).isEqualTo(last.body().get("timestamp").asText());
        var days = checkpoint.get("days");
        for (var names = days.fieldNames(); names.hasNext();) {
            var day = names.next();
            var endOfDay = LocalDate.parse(day).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusMillis(1);
            var held = vercel.accepted().ofDay(id, endOfDay).orElseThrow();
            assertThat(held.at("/usage/0/dayValue").decimalValue()).as(id + " " + day)
                    .isEqualByComparingTo(tables.dayValue(id, day + "#requests#"));
            assertThat(Instant.parse(days.at("/" + day + "/timestamp").asText())).isBeforeOrEqualTo(timestamp(held));
        }
    }

    private static Instant timestamp(JsonNode body) {
        return Instant.parse(body.get("timestamp").asText());
    }
}
