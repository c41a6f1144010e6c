package dev.billingreporter.usage;

/**
 * A metric as a subscription's plan defines it.
 *
 * @param metric the metric
 * @param subscription whose plan it is
 */
record MetricDefinition(Metric metric, MeteredSubscription subscription) {
}
