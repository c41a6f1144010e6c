package dev.billingreporter.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Set;

/** A task's {@code Retry}: the first rule that names the error decides, and each rule counts its own attempts. */
final class Retries {

    private static final Set<String> FIELDS = Set.of("ErrorEquals", "IntervalSeconds", "BackoffRate", "MaxAttempts",
            "MaxDelaySeconds", "JitterStrategy");

    private final JsonNode rules;
    private final int[] attempts;

    Retries(JsonNode rules) {
        this.rules = rules;
        this.attempts = new int[rules.size()];
        for (var rule : rules) {
            StateMachine.knows(rule, FIELDS);
            if (rule.get("IntervalSeconds").asInt() < 1 || rule.get("BackoffRate").asDouble() <= 1
                    || !rule.get("JitterStrategy").asText().equals("FULL")) {
                throw new IllegalArgumentException("a retry backs off, with jitter: " + rule);
            }
        }
    }

    /** Whether the task is tried again after this error. */
    boolean allow(String error) {
        for (var number = 0; number < attempts.length; number++) {
            if (names(rules.get(number), error)) {
                attempts[number]++;
                return attempts[number] <= rules.get(number).get("MaxAttempts").asInt();
            }
        }
        return false;
    }

    /**
     * How long it is tried again after errors of one kind, on average: the jitter takes anything from none to all of a wait.
     */
    Duration meanPatience(String error) {
        for (var rule : rules) {
            if (names(rule, error)) {
                var seconds = 0.0;
                for (var attempt = 0; attempt < rule.get("MaxAttempts").asInt(); attempt++) {
                    var wait = rule.get("IntervalSeconds").asInt() * Math.pow(rule.get("BackoffRate").asDouble(), attempt);
                    seconds += Math.min(wait, rule.path("MaxDelaySeconds").asDouble(Double.MAX_VALUE)) / 2;
                }
                return Duration.ofSeconds((long) seconds);
            }
        }
        return Duration.ZERO;
    }

    private static boolean names(JsonNode rule, String error) {
        for (var name : rule.get("ErrorEquals")) {
            // in the language, States.TaskFailed stands for every error but a time-out
            if (name.asText().equals(error) || (name.asText().equals("States.TaskFailed") && !error.equals("States.Timeout"))) {
                return true;
            }
        }
        return false;
    }
}
