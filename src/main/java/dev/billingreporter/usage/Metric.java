package dev.billingreporter.usage;

import dev.billingreporter.item.Item;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A metric of a billing plan.
 *
 * @param name as the customer reads it
 * @param counter the key under which the partner counts it
 * @param type what its value is
 * @param units what it is counted in, as the customer reads it
 * @param divisor how many of the counter's units make one of {@code units}
 * @param aggregation how its days make a period
 * @param planValue the plan's limit for a period, in {@code units}
 */
public record Metric(String name, String counter, MetricType type, String units, BigDecimal divisor,
        Aggregation aggregation, Optional<BigDecimal> planValue) {

    public Metric {
        Objects.requireNonNull(name);
        Objects.requireNonNull(counter);
        Objects.requireNonNull(type);
        Objects.requireNonNull(units);
        if (divisor.signum() <= 0) {
            throw new IllegalArgumentException("the divisor must be above 0");
        }
        Objects.requireNonNull(aggregation);
        Objects.requireNonNull(planValue);
    }

    /**
     * Reads a metric of a plan.
     *
     * @throws dev.billingreporter.item.InvalidItemException naming the plan and the attribute that cannot be used
     */
    public static Metric read(Item item) {
        var type = oneOf(item, "type", item.text("type"), MetricType.values(), MetricType::wireName);
        var aggregation = item.optionalText("aggregation")
                .map(name -> oneOf(item, "aggregation", name, Aggregation.values(), Aggregation::wireName))
                .orElse(type.usualAggregation());
        var divisor = item.optionalNumber("divisor").orElse(BigDecimal.ONE);
        if (divisor.signum() <= 0) {
            throw item.invalid("divisor", "must be above 0, but is " + divisor.toPlainString());
        }
        return new Metric(item.text("name"), counter(item), type, item.text("units"), divisor, aggregation,
                item.optionalNonNegativeNumber("planValue"));
    }

    private static String counter(Item item) {
        var counter = item.text("counter");
        if (counter.indexOf('#') >= 0) {
            throw item.invalid("counter", "must not contain '#', which ends the counter's name in a counterId");
        }
        return counter;
    }

    private static <T> T oneOf(Item item, String attribute, String name, T[] values, Function<T, String> wireName) {
        return Arrays.stream(values).filter(value -> wireName.apply(value).equals(name)).findFirst()
                .orElseThrow(() -> item.invalid(attribute, "must be one of %s, but is \"%s\"".formatted(
                        Arrays.stream(values).map(wireName).collect(Collectors.joining(", ")), Item.shortened(name))));
    }

    /** What makes two metrics the same row of a statement. */
    Identity identity() {
        return new Identity(name, type, units);
    }

    /** Whether {@code other} reads the same figures from the counters. */
    boolean readsLike(Metric other) {
        return counter.equals(other.counter) && aggregation == other.aggregation && divisor.compareTo(other.divisor) == 0;
    }

    /**
     * What makes two metrics the same row of a statement.
     *
     * @param name the metric's name
     * @param type what its value is
     * @param units what it is counted in
     */
    record Identity(String name, MetricType type, String units) {
    }
}
