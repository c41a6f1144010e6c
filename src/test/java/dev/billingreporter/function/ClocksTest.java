package dev.billingreporter.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.local.Tables;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Machines whose clocks differ. */
@QuarkusTest
class ClocksTest extends EventPath {

    @ParameterizedTest
    @CsvSource({ "2026-11-22T10:04:59.999Z, 2026-11-22T10:05:00Z", "2026-11-22T10:05:00.000Z, 2026-11-22T10:05:00.001Z",
            "2026-11-22T10:10:00.000Z, 2026-11-22T10:10:00.001Z", "2026-11-22T10:14:59.999Z, 2026-11-22T10:15:00Z",
            "2026-11-22T10:15:00.000Z, 2026-11-22T10:05:00Z", "2030-01-01T00:00:00.000Z, 2026-11-22T10:05:00Z" })
    void aReadingIsDatedAfterTheLastAcceptedOneButNotMoreThanTenMinutesAhead(String last, Instant expected) {
        installation("icfg_1", "subscriptions: [{billingPlanId: 'pro', from: '2026-11-22'}]");
        checkpoint(last);

        invoke("{\"installationIds\":[\"icfg_1\"],\"from\":\"2026-11-22\"}");

        assertThat(vercel.acceptedRequests("icfg_1")).extracting(request -> request.timestamp()).containsExactly(expected);
    }

    @Test
    void aBackfillOnAMachineWhoseClockIsBehindWinsAgainstTheOlderData() {
        installation("icfg_1", "subscriptions: [{billingPlanId: 'pro', from: '2026-11-22'}]");
        invoke("{}");
        tables.counter("icfg_1", "2026-11-22#requests#", "77");
        TestTime.CLOCK.set(NOW.minusSeconds(300));

        invoke("{\"installationIds\":[\"icfg_1\"],\"from\":\"2026-11-22\"}");

        assertThat(vercel.accepted().ofDay("icfg_1", Instant.parse("2026-11-22T23:59:59.999Z")).orElseThrow()
                .at("/usage/0/dayValue").asInt()).isEqualTo(77);
    }

    @Test
    void aCheckpointOfTheFutureIsNotUpToDate() {
        installation("icfg_1", "subscriptions: [{billingPlanId: 'pro', from: '2026-11-22'}]");
        checkpoint("2030-01-01T00:00:00.000Z");

        var before = invoke("{\"status\":true}");
        invoke("{}");
        var after = invoke("{\"status\":true}");

        assertThat(before.at("/installations/behind").asInt()).isEqualTo(1);
        assertThat(before.at("/behind/0/since").isNull()).as("nothing that is known proves an acceptance").isTrue();
        assertThat(after.at("/installations/upToDate").asInt()).isEqualTo(1);
    }

    private void checkpoint(String instant) {
        tables.put(Tables.CHECKPOINTS, ("{installationId: 'icfg_1', lastSuccessfulTimestamp: '%1$s', lastAcceptedAt: '%1$s',"
                + " lastEod: '2026-11-22T23:59:59.999Z', days: {}, consecutiveFailures: 0}").formatted(instant));
    }
}
