package dev.billingreporter.standin;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Sends requests to the stand-in for its own tests. */
record StandInClient(HttpClient http, VercelStandIn standIn) {

    /** Keeps all rules on 22 November 2026. */
    static final String BODY = """
            {"timestamp":"2026-11-22T10:05:00Z","eod":"2026-11-22T23:59:59.999Z",
             "period":{"start":"2026-11-01T00:00:00Z","end":"2026-12-01T00:00:00Z"},
             "billing":{"items":[
                 {"billingPlanId":"pro","name":"Base fee","price":"29.00","quantity":1,"units":"month","total":"29.00"},
                 {"billingPlanId":"pro","resourceId":"db_1","start":"2026-11-10T00:00:00Z","end":"2026-11-20T00:00:00Z",
                  "name":"Requests","details":"above the free ones","price":"0.000002","quantity":1250000.5,
                  "units":"requests","total":"2.50"}],
               "discounts":[{"billingPlanId":"pro","name":"Welcome","amount":"3.15"}]},
             "usage":[{"name":"Requests","type":"interval","units":"requests","dayValue":5,"periodValue":250000.5,
                       "planValue":100}]}
            """;

    static String at(String timestamp, String endOfDay) {
        return BODY.replace("2026-11-22T10:05:00Z", timestamp).replace("2026-11-22T23:59:59.999Z", endOfDay);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(standIn.url().resolve(path)).timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(BODY));
    }

    HttpRequest.Builder authorized(String path) {
        return request(path).header("Authorization", "Bearer token-1");
    }

    HttpResponse<String> submit(String installationId, String token, String body) throws IOException, InterruptedException {
        return send(request("/v1/installations/" + installationId + "/billing").POST(BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + token));
    }

    int submit() throws IOException, InterruptedException {
        return submit("icfg_1", "token-1", BODY).statusCode();
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
