package dev.billingreporter.function;

import dev.billingreporter.report.DayDetail;
import dev.billingreporter.report.Detail;
import dev.billingreporter.report.FailureEntry;
import dev.billingreporter.report.InvoiceDetail;
import dev.billingreporter.report.InvoicesByState;
import dev.billingreporter.report.InvoicesReport;
import dev.billingreporter.report.RunReport;
import dev.billingreporter.report.StatusReport;
import dev.billingreporter.report.UnchargedCounter;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What Jackson writes by reflection, for the native executable. */
@RegisterForReflection(targets = { RunReport.class, RunReport.Installations.class, InvoicesReport.class, InvoicesByState.class,
        FailureEntry.class,
        FailureEntry.DayFailure.class, FailureEntry.InvoiceFailure.class, Detail.class, DayDetail.class, InvoiceDetail.class,
        UnchargedCounter.class,
        StatusReport.class, StatusReport.Installations.class, StatusReport.Behind.class, StatusReport.Reason.class })
final class ReflectionConfiguration {

    private ReflectionConfiguration() {
    }
}
