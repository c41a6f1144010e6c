package dev.billingreporter.report;

/** The function's answer. */
public sealed interface Report permits RunReport, StatusReport {
}
