package dev.billingreporter.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.function.PackagedFunction.Timed;
import dev.billingreporter.local.Tables;
import dev.billingreporter.standin.Fault;
import dev.billingreporter.standin.RawServer;
import dev.billingreporter.standin.VercelStandIn;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** However slow the endpoint or DynamoDB is, the answer comes before the invocation's deadline. All at once, in real time. */
class DeadlineIT {

    private static final int OF_EACH = 4;
    private static final List<Optional<Fault>> KINDS = List.of(Optional.empty(), Optional.of(new Fault.NeverAnswer()),
            Optional.of(new Fault.StallingBody(201, "{")), Optional.of(new Fault.StallingBody(400, "{")),
            Optional.of(new Fault.StallingBody(401, "{")), Optional.of(new Fault.StallingBody(404, "{")),
            Optional.of(new Fault.StallingBody(429, "{")), Optional.of(new Fault.StallingBody(500, "{")),
            Optional.of(new Fault.EndlessBody(201)), Optional.of(new Fault.EndlessBody(400)),
            Optional.of(new Fault.EndlessBody(503)),
            Optional.of(new Fault.Status(429, Map.of("Retry-After", "15"), "")));

    @Test
    void theAnswerComesBeforeTheDeadline() throws InterruptedException, ExecutionException, TimeoutException {
        var tables = PackagedFunction.emptyTables();
        tables.put(Tables.BILLING_PLANS, EventPath.PRO);
        var functions = new ArrayList<PackagedFunction>();
        try (var vercel = VercelStandIn.startCounting(Clock.systemUTC());
                var silent = RawServer.start("")) {
            installations(tables, vercel);
            try {
                for (var settings : List.of(Map.of("REQUEST_TIMEOUT", "10s"), Map.of("REQUEST_TIMEOUT", "10s"),
                        Map.of("REQUEST_TIMEOUT", "2s"),
                        Map.of("AWS_ENDPOINT_URL_DYNAMODB", silent.url("http").toString()))) {
                    var all = new HashMap<>(settings);
                    all.put("SUBMIT_CONCURRENCY", "64");
                    functions.add(PackagedFunction.start(vercel, all));
                }
                functions.forEach(PackagedFunction::awaitFirstPoll);
                // what a first invocation loads is no part of this: on a busy machine it takes its time
                functions.subList(0, 3).forEach(function -> function.invoke("{\"status\":true}"));
                var deadlines = List.of(Duration.ofSeconds(21), Duration.ofSeconds(25), Duration.ofSeconds(40),
                        Duration.ofSeconds(21));
                var answers = new ArrayList<CompletableFuture<Timed>>();
                for (var number = 0; number < functions.size(); number++) {
                    answers.add(functions.get(number).ask("{}", deadlines.get(number)));
                }
                for (var number = 0; number < functions.size(); number++) {
                    var answer = answers.get(number).get(2, TimeUnit.MINUTES);
                    assertThat(answer.after()).as("%d: %s", number, answer.json()).isLessThan(deadlines.get(number));
                    switch (number) {
                        // a second is left to start something: on a busy machine that may be too little
                        case 0 -> assertThat(answer.json().toString()).containsAnyOf("installations", "NothingStarted");
                        case 3 -> assertThat(answer.json().get("errorMessage").asText()).contains("could not be read");
                        default -> assertThat(answer.json().at("/installations/total").asInt()).as("%s", answer.json())
                                .isPositive();
                    }
                }
            } finally {
                functions.forEach(PackagedFunction::close);
            }
        }
    }

    private static void installations(Tables tables, VercelStandIn vercel) {
        for (var kind = 0; kind < KINDS.size(); kind++) {
            for (var number = 0; number < OF_EACH; number++) {
                var id = "icfg_%d_%d".formatted(kind, number);
                tables.put(Tables.INSTALLATIONS,
                        "{installationId: '%s', accessToken: '%s', subscriptions: [{billingPlanId: 'pro'}]}"
                                .formatted(id, EventPath.token(id)));
                vercel.register(id, EventPath.token(id));
                KINDS.get(kind).ifPresent(fault -> vercel.always(id, fault));
            }
        }
    }
}
