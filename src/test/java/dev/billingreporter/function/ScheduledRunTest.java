package dev.billingreporter.function;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.billingreporter.local.Tables;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
class ScheduledRunTest {

    @BeforeEach
    void empty() {
        Backends.tables().recreate();
        Backends.vercel().reset();
        TestTime.CLOCK.set("2026-11-22T10:05:00Z");
    }

    @Test
    void theCurrentDayIsSubmittedForEveryActiveInstallation() {
        var tables = Backends.tables();
        tables.put(Tables.BILLING_PLANS, """
                {billingPlanId: 'pro', name: 'Pro', metrics: [{name: 'Requests', counter: 'requests', type: 'interval', units: 'requests'}],
                 charges: [{kind: 'flat', name: 'Pro plan', amount: 29}, {kind: 'unit', metric: 'Requests', price: 0.000002, included: 1000}]}""");
        tables.put(Tables.INSTALLATIONS, "{installationId: 'icfg_1', accessToken: 'token-1', subscriptions: [{billingPlanId: 'pro'}]}");
        tables.counter("icfg_1", "2026-11-21#requests#", "1000000");
        tables.counter("icfg_1", "2026-11-22#requests#", "2000000");
        Backends.vercel().register("icfg_1", "token-1");

        given().body("{}").post("/").then().log().all().statusCode(200)
                .body("trigger", equalTo("schedule")).body("installations.submitted", equalTo(1))
                .body("resumeAfter", nullValue());

        var received = Backends.vercel().requests("icfg_1");
        System.out.println(new String(received.get(0).bytes()));
        assertThat(received).hasSize(2);
        System.out.println(tables.checkpoint("icfg_1"));
    }
}
