package dev.billingreporter.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.local.Tables;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CheckpointFailureTest extends EventPath {

    @Test
    void aCheckpointThatCannotBeWrittenAfterA201IsReportedAndTheNextRunRepairsIt() {
        installation("icfg_1", "subscriptions: [{billingPlanId: 'pro', from: '2026-11-22T00:00:00Z'}]");
        // the table is gone between the submission and the write
        vercel.beforeNext("icfg_1", () -> tables.delete(Tables.CHECKPOINTS));

        var answer = invoke("{}");

        assertThat(answer.get("submissions").asInt()).isEqualTo(1);
        assertThat(answer.at("/installations/failed").asInt()).isEqualTo(1);
        assertThat(answer.at("/failures/0/kind").asText()).isEqualTo("UNREACHABLE");
        assertThat(answer.at("/failures/0/message").asText())
                .startsWith("the checkpoint was not written, the next run repairs it: table Checkpoints could not be written");

        tables.createCheckpoints();
        TestTime.CLOCK.advance(Duration.ofHours(1));
        assertThat(invoke("{}").at("/installations/submitted").asInt()).isEqualTo(1);
        assertThat(tables.checkpoint("icfg_1").orElseThrow().get("lastSuccessfulTimestamp").asText())
                .isEqualTo("2026-11-22T11:05:00.000Z");
    }
}
