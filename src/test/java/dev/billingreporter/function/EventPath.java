package dev.billingreporter.function;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.billingreporter.local.Tables;
import dev.billingreporter.standin.VercelStandIn;
import io.quarkus.test.common.QuarkusTestResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;

/** Tests that post events as Lambda would, with DynamoDB Local and the stand-in behind the function. */
@QuarkusTestResource(Backends.class)
abstract class EventPath {

    static final Instant NOW = Instant.parse("2026-11-22T10:05:00Z");
    static final String SCHEDULED = """
            {"version":"0","id":"53dc4d37","detail-type":"Scheduled Event","source":"aws.events","account":"123456789012",
             "time":"2026-11-22T10:05:00Z","region":"us-east-1",
             "resources":["arn:aws:events:us-east-1:123456789012:rule/hourly"],"detail":{}}""";
    /** A plan with a fee and a unit price. */
    static final String PRO = """
            {billingPlanId: 'pro', name: 'Pro', metrics: [{name: 'Requests', counter: 'requests', type: 'interval', units: 'requests'}],
             charges: [{kind: 'flat', name: 'Pro plan', amount: 29}, {kind: 'unit', metric: 'Requests', price: 0.01, included: 1000}]}""";

    private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    final Tables tables = Backends.tables();
    final VercelStandIn vercel = Backends.vercel();

    @BeforeEach
    void startAfresh() {
        tables.recreate();
        vercel.reset();
        TestTime.CLOCK.set(NOW);
        TestTime.remaining = Duration.ofMinutes(15);
        tables.put(Tables.BILLING_PLANS, PRO);
    }

    /** What a person writes by hand, or an earlier run has: all up to this instant is invoiced. */
    void invoicedThrough(String installationId, String end) {
        var checkpoint = (ObjectNode) tables.checkpoint(installationId).orElseThrow();
        tables.put(Tables.CHECKPOINTS, checkpoint.put("invoicedThrough", end).toString());
    }

    /** An installation on the plan {@code pro} that Vercel knows. */
    void installation(String installationId) {
        installation(installationId, "subscriptions: [{billingPlanId: 'pro'}]");
    }

    /** An installation that Vercel knows, with these attributes. */
    void installation(String installationId, String attributes) {
        tables.put(Tables.INSTALLATIONS,
                "{installationId: '%s', accessToken: '%s', %s}".formatted(installationId, token(installationId), attributes));
        vercel.register(installationId, token(installationId));
    }

    static String token(String installationId) {
        return "secret-" + installationId + "-zQ9";
    }

    /** The answer to an event. */
    static JsonNode invoke(String event) {
        return json(given().body(event).post("/").then().statusCode(200).extract().asString());
    }

    /** The message of the error that an event ends in. */
    static String refusal(String event) {
        return given().body(event).post("/").then().statusCode(500).extract().path("errorMessage");
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
