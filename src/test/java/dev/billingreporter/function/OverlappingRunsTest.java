package dev.billingreporter.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.event.RunEvent;
import dev.billingreporter.event.RunEvent.Trigger;
import dev.billingreporter.installation.Segment;
import dev.billingreporter.local.Tables;
import dev.billingreporter.run.BillingRun;
import dev.billingreporter.standin.Fault;
import dev.billingreporter.time.Deadline;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OverlappingRunsTest extends EventPath {

    @Inject
    BillingRun billingRun;

    @Test
    void theLaterReadingWinsWhicheverRunSubmitsLastAndTheCheckpointNeverMovesBack() {
        installation("icfg_1", "subscriptions: [{billingPlanId: 'pro', from: '2026-11-22T00:00:00Z'}]");
        tables.count("icfg_1", "2026-11-22#requests#", "1");
        // while the first run's request is under way, a second run reads, submits and records
        vercel.beforeNext("icfg_1", () -> {
            TestTime.CLOCK.advance(Duration.ofSeconds(2));
            tables.count("icfg_1", "2026-11-22#requests#", "1");
            run();
        });

        run();

        assertThat(vercel.acceptedRequests("icfg_1")).extracting(request -> request.timestamp().toString())
                .as("the older data arrives last").containsExactly("2026-11-22T10:05:02Z", "2026-11-22T10:05:00Z");
        assertThat(vercel.accepted().ofDay("icfg_1", Instant.parse("2026-11-22T23:59:59.999Z")).orElseThrow()
                .at("/usage/0/dayValue").asInt()).isEqualTo(2);
        var checkpoint = tables.checkpoint("icfg_1").orElseThrow();
        assertThat(checkpoint.get("lastSuccessfulTimestamp").asText()).isEqualTo("2026-11-22T10:05:02.000Z");
        assertThat(checkpoint.at("/days/2026-11-22/timestamp").asText()).isEqualTo("2026-11-22T10:05:02.000Z");
    }

    @Test
    void twoRunsThatAcceptDifferentDaysBothLeaveThemInTheCheckpoint() {
        installation("icfg_1", "timeZone: 'UTC', subscriptions: [{billingPlanId: 'pro'}]");
        // the first run's yesterday is refused; meanwhile a second run has its yesterday accepted, and its today refused
        vercel.beforeNext("icfg_1", () -> {
            vercel.next("icfg_1", new Fault.TakenBut(201), new Fault.Status(400));
            run();
            vercel.next("icfg_1", new Fault.Status(400));
        });

        run();

        assertThat(vercel.acceptedRequests("icfg_1")).hasSize(2);
        assertThat(tables.checkpoint("icfg_1").orElseThrow().get("days").fieldNames()).toIterable()
                .containsExactlyInAnyOrder("2026-11-21", "2026-11-22");
    }

    @Test
    void twoRunsThatFailBothCountAndNeitherForgetsThatTheInstallationIsGone() {
        installation("icfg_1", "subscriptions: [{billingPlanId: 'pro', from: '2026-11-22T00:00:00Z'}]");
        vercel.beforeNext("icfg_1", () -> {
            vercel.next("icfg_1", new Fault.Status(410));
            run();
            vercel.next("icfg_1", new Fault.Status(401));
        });

        run();

        var checkpoint = tables.checkpoint("icfg_1").orElseThrow();
        assertThat(checkpoint.get("consecutiveFailures").asInt()).isEqualTo(2);
        assertThat(checkpoint.get("goneAt").asText()).isEqualTo("2026-11-22T10:05:00.000Z");
        assertThat(checkpoint.at("/lastFailure/kind").asText()).isEqualTo("UNAUTHORIZED");
    }

    @Test
    void aFailureThatIsRecordedLateErasesNoAcceptedDay() {
        installation("icfg_1");
        invoke("{}");
        TestTime.CLOCK.advance(Duration.ofHours(1));
        vercel.beforeNext("icfg_1", () -> {
            tables.count("icfg_1", "2026-11-21#requests#", "1");
            run();
            vercel.next("icfg_1", new Fault.Status(401));
        });

        run();

        var checkpoint = tables.checkpoint("icfg_1").orElseThrow();
        assertThat(checkpoint.at("/days/2026-11-21/timestamp").asText()).isEqualTo("2026-11-22T11:04:59.999Z");
        assertThat(checkpoint.at("/days/2026-11-22/timestamp").asText()).isEqualTo("2026-11-22T11:05:00.000Z");
        assertThat(checkpoint.get("lastSuccessfulTimestamp").asText()).isEqualTo("2026-11-22T11:05:00.000Z");
        assertThat(checkpoint.at("/lastFailure/kind").asText()).isEqualTo("UNAUTHORIZED");
    }

    @Test
    void aCheckpointWrittenWithoutDecimalsIsMovedOnToo() {
        installation("icfg_1");
        tables.put(Tables.CHECKPOINTS,
                "{installationId: 'icfg_1', lastSuccessfulTimestamp: '2026-11-22T09:00:00Z', "
                        + "lastAcceptedAt: '2026-11-22T09:00:01Z', lastEod: '2026-11-22T23:59:59.999Z', consecutiveFailures: 3}");

        assertThat(invoke("{}").at("/installations/submitted").asInt()).isEqualTo(1);

        assertThat(tables.checkpoint("icfg_1").orElseThrow().get("lastSuccessfulTimestamp").asText())
                .isEqualTo("2026-11-22T10:05:00.000Z");
    }

    @Test
    void aReadingIsDatedLaterThanASubmissionOfAMachineWhoseClockIsAhead() {
        installation("icfg_1");
        tables.put(Tables.CHECKPOINTS,
                "{installationId: 'icfg_1', lastSuccessfulTimestamp: '2026-11-22T10:06:00.000Z', "
                        + "lastAcceptedAt: '2026-11-22T10:06:00.500Z', lastEod: '2026-11-22T23:59:59.999Z', consecutiveFailures: 0}");

        invoke("{}");

        assertThat(tables.checkpoint("icfg_1").orElseThrow().get("lastSuccessfulTimestamp").asText())
                .as("two days, a millisecond each").isEqualTo("2026-11-22T10:06:00.002Z");
    }

    @Test
    void replayingARunSendsTheSameContentWithALaterTimestamp() {
        installation("icfg_1");
        tables.counter("icfg_1", "2026-11-22#requests#", "5");
        invoke("{}");
        var hash = tables.checkpoint("icfg_1").orElseThrow().at("/days/2026-11-22/contentHash").asText();

        invoke("{}");

        assertThat(vercel.requests()).hasSize(3);
        assertThat(vercel.requests().get(2).timestamp()).isAfter(vercel.requests().get(1).timestamp());
        var checkpoint = tables.checkpoint("icfg_1").orElseThrow();
        assertThat(checkpoint.at("/days/2026-11-22/contentHash").asText()).isEqualTo(hash);
        assertThat(checkpoint.get("lastSuccessfulTimestamp").asText()).isEqualTo("2026-11-22T10:05:00.002Z");
    }

    private void run() {
        try {
            billingRun.run(
                    new RunEvent.Submit(Trigger.SCHEDULE, List.of(), Optional.empty(), false, Segment.WHOLE, Optional.empty()),
                    Deadline.at(TestTime.CLOCK.instant().plus(Duration.ofMinutes(10))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
