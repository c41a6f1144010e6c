package dev.billingreporter.reading;

import dev.billingreporter.decision.InstallationFacts;
import dev.billingreporter.dynamodb.UsageCounterTable;
import dev.billingreporter.event.RunEvent.Submit;
import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Reads as ever, but for one installation at which the virtual machine fails. */
@Mock
@Singleton
public class FaultyFactsReader extends FactsReader {

    /** That installation. */
    public static final String ID = "icfg_fault";

    FaultyFactsReader(UsageCounterTable counters, InvoiceReader invoices, Clock clock) {
        super(counters, invoices, clock);
    }

    @Override
    public InstallationFacts read(InstallationEntry entry, Submit event) {
        if (entry.installationId().equals(ID)) {
            throw new StackOverflowError("in a test");
        }
        return super.read(entry, event);
    }
}
