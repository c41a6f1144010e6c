package dev.billingreporter.function;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The function with invoices switched on, from November 2026 on. */
public final class InvoicingOn implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("INVOICES", "on", "INVOICES_SINCE", "2026-11-01");
    }
}
