package dev.billingreporter.function;

import dev.billingreporter.report.Detail;
import dev.billingreporter.report.FailureEntry;
import dev.billingreporter.report.RunReport;
import dev.billingreporter.report.StatusReport;
import dev.billingreporter.report.UnchargedCounter;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What Jackson writes by reflection, for the native executable. */
@RegisterForReflection(targets = { RunReport.class, RunReport.Installations.class, FailureEntry.class, Detail.class,
        UnchargedCounter.class,
        StatusReport.class, StatusReport.Installations.class, StatusReport.Behind.class, StatusReport.Reason.class })
final class ReflectionConfiguration {

    private ReflectionConfiguration() {
    }
}
