package dev.billingreporter.vercel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.vercel.SimulatedRun.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs against endpoints that take only so much. */
class PaceSimulationTest {

    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final Optional<Answer.Http> TAKEN = Optional.empty();

    /** How endpoints count. */
    enum Limit {
        /** So many from each full second to the next. */
        WINDOW,
        /** So many in any second. */
        SLIDING,
        /** One after the other, evenly spaced, and none saved up. */
        SPACED,
        /** Evenly spaced on average, with as many saved up as come in ten seconds. */
        BURST
    }

    private static Endpoint limited(Limit limit, int perSecond, String retryAfter) {
        var taken = new ArrayDeque<Instant>();
        var saved = new double[] { perSecond * 10 };
        var last = new Instant[] { SimulatedRun.START };
        return (installationId, at) -> {
            if (limit == Limit.BURST) {
                saved[0] = Math.min(perSecond * 10.0, saved[0] + Duration.between(last[0], at).toNanos() * 1e-9 * perSecond);
                last[0] = at;
                saved[0] -= saved[0] >= 1 ? 1 : 0;
                return saved[0] >= 1 ? TAKEN : refused(retryAfter);
            }
            if (!takes(limit, taken, perSecond, at)) {
                return refused(retryAfter);
            }
            taken.add(at);
            return TAKEN;
        };
    }

    private static boolean takes(Limit limit, Queue<Instant> taken, int perSecond, Instant at) {
        taken.removeIf(other -> switch (limit) {
            case WINDOW -> other.getEpochSecond() < at.getEpochSecond();
            case SLIDING -> !other.plusSeconds(1).isAfter(at);
            default -> !other.plusNanos(1_000_000_000L / perSecond).isAfter(at);
        });
        return limit == Limit.SPACED ? taken.isEmpty() : taken.size() < perSecond;
    }

    @ParameterizedTest
    @CsvSource({ "WINDOW, '', 1", "WINDOW, 1, 1", "WINDOW, '', 50", "WINDOW, 1, 50", "WINDOW, '', 400", "WINDOW, 1, 400",
            "SLIDING, '', 1", "SLIDING, 1, 1", "SLIDING, '', 50", "SLIDING, 1, 50", "SLIDING, '', 400", "SLIDING, 1, 400",
            "SPACED, '', 1", "SPACED, 1, 1", "SPACED, '', 50", "SPACED, 1, 50", "SPACED, '', 400", "SPACED, 1, 400",
            "BURST, '', 1", "BURST, 1, 1", "BURST, '', 50", "BURST, 1, 50", "BURST, '', 400", "BURST, 1, 400" })
    void anEndpointThatTakesTenASecondTakesAllInOneRunWithAtMostOneAndAHalfRequestsEach(Limit limit, String retryAfter,
            int latency) {
        for (var seed = 0; seed < 20; seed++) {
            var run = new SimulatedRun(200, 32, Duration.ofMillis(latency), seed, limited(limit, 10, retryAfter));

            assertThat(run.accepted()).as("seed %d", seed).isEqualTo(200);
            assertThat(run.requests()).as("seed %d", seed).isLessThanOrEqualTo(300);
            assertThat(run.lasted()).as("seed %d", seed).isLessThan(Duration.ofSeconds(80));
        }
    }

    @ParameterizedTest
    @CsvSource({ "1, 32", "3, 32", "100, 32", "1, 4", "3, 4", "20, 4", "1, 1", "2, 1" })
    void anEndpointOfAnyPaceTakesAllWithFewRequestsMore(int perSecond, int atOnce) {
        for (var limit : Limit.values()) {
            var run = new SimulatedRun(200, atOnce, Duration.ofMillis(5), perSecond, limited(limit, perSecond, ""));

            assertThat(run.accepted()).as("%s", limit).isEqualTo(200);
            assertThat(run.requests()).as("%s", limit).isLessThanOrEqualTo(350);
        }
    }

    @ParameterizedTest
    @CsvSource({ "32", "4", "1" })
    void oneInstallationThatIsAlwaysToldToWaitForAnHourHoldsNobodyUp(int atOnce) {
        var run = new SimulatedRun(300, atOnce, LATENCY, 1,
                (installationId, at) -> installationId.equals("icfg_0") ? refused("3600") : TAKEN);

        assertThat(run.accepted()).isEqualTo(299);
        assertThat(run.requests("icfg_0")).isEqualTo(1);
        assertThat(run.lasted()).as("full pace").isLessThanOrEqualTo(Duration.ofMillis(51L * (300 / atOnce + 1)));
    }

    @ParameterizedTest
    @CsvSource({ "''", "1", "5", "30" })
    void oneInstallationThatIsAlwaysRefusedHoldsNobodyUpAndIsAskedMoreAndMoreRarely(String retryAfter) {
        var run = new SimulatedRun(300, 32, LATENCY, 1,
                (installationId, at) -> installationId.equals("icfg_0") ? refused(retryAfter) : TAKEN);

        assertThat(run.accepted()).isEqualTo(299);
        assertThat(run.acceptedWithin(Duration.ofSeconds(1))).as("full pace").isEqualTo(299);
        assertThat(run.requests("icfg_0")).isBetween(5, 120);
    }

    @Test
    void oneInTenThatIsToldToWaitForAnHourHoldsNobodyUp() {
        var run = new SimulatedRun(1000, 32, LATENCY, 1,
                (installationId, at) -> installationId.endsWith("7") ? refused("3600") : TAKEN);

        assertThat(run.accepted()).isEqualTo(900);
        assertThat(run.requests()).isEqualTo(1000);
        assertThat(run.lasted()).as("full pace").isLessThanOrEqualTo(Duration.ofMillis(51L * (1000 / 32 + 1)));
    }

    @Test
    void manyThatAreToldToWaitForMinutesLeaveHalfOfTheThreadsToTheOthers() {
        var told = new HashSet<String>();
        var run = new SimulatedRun(1000, 32, LATENCY, 1,
                (installationId, at) -> installationId.endsWith("7") && told.add(installationId) ? refused("300") : TAKEN);

        assertThat(run.accepted()).isEqualTo(900 + 16);
        assertThat(run.handedBack()).as("to the next run").isEqualTo(84);
        assertThat(run.acceptedWithin(Duration.ofSeconds(5))).isEqualTo(900);
    }

    @ParameterizedTest
    @CsvSource({ "32", "4", "2", "1" })
    void anEndpointThatTellsEverybodyToComeBackInTwentySecondsGetsHardlyAnyRequestMeanwhile(int atOnce) {
        var run = new SimulatedRun(200, atOnce, LATENCY, 1,
                (installationId, at) -> at.isBefore(SimulatedRun.START.plusSeconds(20)) ? refused("20") : TAKEN);

        assertThat(run.accepted()).isEqualTo(200);
        assertThat(run.requests()).isLessThanOrEqualTo(200 + Math.max(atOnce, 10));
        assertThat(run.lasted()).isLessThan(Duration.ofSeconds(60));
    }

    @Test
    void anEndpointThatRefusesEverybodyForTwentySecondsWithoutAWordGetsFewRequestsMeanwhile() {
        var run = new SimulatedRun(200, 32, LATENCY, 1,
                (installationId, at) -> at.isBefore(SimulatedRun.START.plusSeconds(20)) ? refused("") : TAKEN);

        assertThat(run.accepted()).isEqualTo(200);
        assertThat(run.requests()).isLessThanOrEqualTo(200 + 32 + 12);
    }

    @Test
    void anEndpointThatTellsEverybodyToComeBackInAnHourEndsTheRunAtOnce() {
        var run = new SimulatedRun(1000, 32, LATENCY, 1, (installationId, at) -> refused("3600"));

        assertThat(run.accepted()).isZero();
        assertThat(run.requests()).isLessThanOrEqualTo(32);
        assertThat(run.lasted()).isLessThan(Duration.ofSeconds(1));
    }

    private static Optional<Answer.Http> refused(String retryAfter) {
        return Optional.of(new Answer.Http(429, retryAfter.isEmpty() ? Map.of() : Map.of("retry-after", retryAfter), ""));
    }
}
