package dev.billingreporter.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.local.Tables;
import dev.billingreporter.standin.Fault;
import dev.billingreporter.standin.VercelStandIn;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Thousands of installations, long names and answers that are huge or never end, with little memory. */
class MemoryIT {

    private static final int INSTALLATIONS = 5_000;
    private static final int EVERY = 10;

    @Test
    void aHeapOf128MegabytesIsEnough() {
        var tables = PackagedFunction.emptyTables();
        tables.put(Tables.BILLING_PLANS, EventPath.PRO);
        tables.put(Tables.BILLING_PLANS, "{billingPlanId: 'long', charges: [{kind: 'flat', name: '%s', amount: 1}]}"
                .formatted("請".repeat(3_800)));
        try (var vercel = VercelStandIn.startCounting(Clock.systemUTC())) {
            tables.putAll(Tables.INSTALLATIONS, installations(vercel));
            try (var function = PackagedFunction.start(vercel, Map.of("MAX_ATTEMPTS", "1"),
                    "-Xmx128m")) {
                var answer = function.invoke("{}");

                assertThat(answer.at("/installations/total").asInt()).isEqualTo(INSTALLATIONS);
                // one attempt each: on a busy machine a few answers take longer than the time-out
                assertThat(answer.at("/installations/submitted").asInt()).isBetween(INSTALLATIONS * 7 / EVERY,
                        INSTALLATIONS * 8 / EVERY);
                assertThat(answer.at("/installations/submitted").asInt() + answer.at("/installations/failed").asInt())
                        .isEqualTo(INSTALLATIONS);
                assertThat(answer.get("failures")).extracting(failure -> failure.get("kind").asText())
                        .contains("SERVER_ERROR", "INVALID_REQUEST").doesNotContain("INTERNAL", "OUT_OF_TIME");

                var dryRun = function.invoke("{\"dryRun\":true}");
                assertThat(dryRun.at("/installations/total").asInt()).isEqualTo(INSTALLATIONS);
                assertThat(dryRun.get("failures")).isEmpty();
                assertThat(dryRun.get("detailsOmitted").asInt()).isPositive();
                assertThat(String.join("\n", function.output())).doesNotContain("OutOfMemory");
            }
        }
    }

    private static List<Map<String, AttributeValue>> installations(VercelStandIn vercel) {
        var installations = new ArrayList<Map<String, AttributeValue>>();
        for (var number = 0; number < INSTALLATIONS; number++) {
            var id = "icfg_" + number;
            installations
                    .add(Tables.attributes("{installationId: '%s', accessToken: '%s', subscriptions: [{billingPlanId: '%s'}]}"
                            .formatted(id, EventPath.token(id), number % 2 == 0 ? "pro" : "long")));
            vercel.register(id, EventPath.token(id));
            switch (number % EVERY) {
                case 0 -> vercel.always(id, new Fault.HugeBody(500, 100_000_000));
                case 1 -> vercel.always(id, new Fault.Status(400, Map.of(), "x".repeat(100_000)));
                case 2 -> vercel.always(id, new Fault.HugeBody(201, 100_000_000));
                default -> {
                    // taken
                }
            }
            if (number % 500 == 3) {
                vercel.always(id, new Fault.EndlessBody(201));
            }
        }
        return installations;
    }
}
