package dev.billingreporter.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.billingreporter.standin.Fault;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/**
 * Whole answers, byte for byte, with every outcome that a day can have. Run with {@code -Danswers.record=true} to record
 * them anew, and read the difference.
 */
@QuarkusTest
class AnswersTest extends EventPath {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/answers.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void answersAreTheRecordedOnes() throws IOException {
        installation("icfg_fine");
        installation("icfg_new", "subscriptions: [{billingPlanId: 'pro', from: '2026-11-22T00:00:00Z'}]");
        installation("icfg_idle", "subscriptions: []");
        installation("icfg_left", "status: 'UNINSTALLED', uninstalledAt: '2026-11-10T00:00:00Z', subscriptions: "
                + "[{billingPlanId: 'pro'}]");
        installation("icfg_wrong", "timeZone: 'Mars/Olympus', subscriptions: [{billingPlanId: 'pro'}]");
        installation("icfg_planless", "subscriptions: [{billingPlanId: 'none'}]");
        installation("icfg_refused");
        installation("icfg_bad");
        installation("icfg_gone");
        tables.count("icfg_fine", "2026-11-21#requests#", "1500");
        tables.count("icfg_fine", "2026-11-22#requests#", "700");
        tables.count("icfg_fine", "2026-11-22#unknown#db_1", "1");
        vercel.always("icfg_refused", new Fault.Status(401));
        vercel.always("icfg_bad", new Fault.Status(400));
        vercel.always("icfg_gone", new Fault.Status(410));

        var answers = new ArrayList<String>();
        for (var event : new String[] { "{\"dryRun\":true}", "{}", "{}", "{\"status\":true}",
                "{\"installationIds\":[\"icfg_fine\",\"icfg_gone\",\"icfg_new\",\"icfg_none\"],"
                        + "\"from\":\"2026-11-19\",\"to\":\"2026-11-24\"}",
                "{\"installationIds\":[\"icfg_left\",\"icfg_refused\",\"icfg_wrong\",\"icfg_idle\"],\"from\":\"2026-11-20\"}",
                "{\"dryRun\":true,\"segment\":0,\"totalSegments\":1}", "{\"status\":true}" }) {
            answers.add(event + "\n" + answer(event));
            TestTime.CLOCK.advance(Duration.ofHours(1));
        }
        TestTime.CLOCK.advance(Duration.ofDays(3));
        answers.add(answer("{}"));

        var text = String.join("\n\n", answers) + "\n";
        if (Boolean.getBoolean("answers.record")) {
            Files.writeString(GOLDEN, text);
        }
        assertThat(text).isEqualTo(Files.readString(GOLDEN, StandardCharsets.UTF_8));
    }

    private static String answer(String event) throws IOException {
        JsonNode answer = invoke(event);
        if (answer.has("runId")) {
            ((ObjectNode) answer).put("runId", "00000000-0000-0000-0000-000000000000");
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer);
    }
}
