package dev.billingreporter.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.billingreporter.event.RunEvent;
import dev.billingreporter.event.RunEvent.Trigger;
import dev.billingreporter.installation.Segment;
import dev.billingreporter.report.InvoicesReport;
import dev.billingreporter.run.BillingRun;
import dev.billingreporter.standin.Fault;
import dev.billingreporter.standin.Route;
import dev.billingreporter.time.Deadline;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two runs at the same invoice at once: Vercel makes one, and neither forgets what the other has learned. */
@QuarkusTest
@TestProfile(InvoicingOn.class)
class OverlappingInvoicesTest extends EventPath {

    @Inject
    BillingRun billingRun;

    private final List<InvoicesReport> reports = new ArrayList<>();

    @BeforeEach
    void aPeriodIsDue() {
        TestTime.CLOCK.set("2026-12-01T12:05:00Z");
        installation("icfg_1");
        tables.counter("icfg_1", "2026-11-30#requests#", "1500");
    }

    @Test
    void aRunThatComesSecondSendsTheBytesOfTheFirstAndTheIdStays() {
        vercel.beforeNext(Route.SUBMIT_INVOICE, "icfg_1", () -> {
            tables.count("icfg_1", "2026-11-30#requests#", "100");
            run();
        });

        run();

        assertThat(vercel.acceptedInvoices("icfg_1")).hasSize(1);
        assertThat(vercel.sentInvoices("icfg_1")).hasSize(2).containsOnly(november().get("request").asText());
        assertThat(november().get("state").asText()).isEqualTo("ACCEPTED");
        assertThat(november().get("invoiceId").asText()).isEqualTo("inv_1");
        assertThat(reports).extracting(InvoicesReport::accepted).as("counted once").containsExactly(1L, 0L);
        assertThat(reports).extracting(InvoicesReport::unconfirmed).containsOnly(0L);
    }

    @Test
    void ofTwoThatFreezeAtOnceOneWins() {
        vercel.beforeNext(Route.BILLING_DATA, "icfg_1", () -> {
            run();
            tables.count("icfg_1", "2026-11-30#requests#", "100");
        });

        run();

        assertThat(vercel.acceptedInvoices("icfg_1")).hasSize(1);
        assertThat(vercel.sentInvoices("icfg_1")).containsOnly(november().get("request").asText());
        assertThat(november().get("state").asText()).isEqualTo("ACCEPTED");
    }

    @Test
    void anIdThatOneRunHasLostIsKeptWhereTheOtherHasIt() {
        // the first run's answer is lost, and so it is told 409; the second is at it meanwhile, and told 409 as well
        vercel.next(Route.SUBMIT_INVOICE, "icfg_1", new Fault.TakenThen(new Fault.CloseBeforeHead()));
        run();
        assertThat(november().get("state").asText()).isEqualTo("UNCONFIRMED");

        run();

        assertThat(november().get("state").asText()).isEqualTo("UNCONFIRMED");
        assertThat(vercel.acceptedInvoices("icfg_1")).hasSize(1);
        assertThat(reports).extracting(InvoicesReport::unconfirmed).as("told once").containsExactly(1L, 0L);
    }

    private JsonNode november() {
        return tables.invoice("icfg_1", "2026-11-01T00:00:00.000Z").orElseThrow();
    }

    private void run() {
        try {
            reports.add(billingRun.run(
                    new RunEvent.Submit(Trigger.SCHEDULE, List.of(), Optional.empty(), false, Segment.WHOLE, Optional.empty()),
                    Deadline.at(TestTime.CLOCK.instant().plus(Duration.ofMinutes(10)))).invoices().orElseThrow());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
