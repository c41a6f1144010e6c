package dev.billingreporter.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.billingreporter.checkpoint.CheckpointFormat;
import dev.billingreporter.standin.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** template.yaml and the code say the same. */
class TemplateTest {

    private static final Map<String, String> ACTIONS = Map.of("scan", "dynamodb:Scan", "query", "dynamodb:Query", "putItem",
            "dynamodb:PutItem",
            "updateItem", "dynamodb:UpdateItem", "getItem", "dynamodb:GetItem", "batchGetItem", "dynamodb:BatchGetItem",
            "deleteItem", "dynamodb:DeleteItem");

    private final JsonNode template = Template.read();
    private final JsonNode resources = template.get("Resources");

    @Test
    void theFunctionsEnvironmentIsItsSettingsAndTheParametersHaveTheirDefaults() throws IOException {
        var settings = new TreeMap<String, String>();
        var matcher = Pattern.compile("\\(config, \"([A-Z_]+)\", \"([^\"]*)\"").matcher(source("settings/SettingsReader"));
        while (matcher.find()) {
            settings.put(matcher.group(1), matcher.group(2));
        }
        // a function that only reads is not deployed, and no version sends invoices yet
        settings.keySet().removeIf(name -> name.startsWith("INVOICE") || name.equals("READ_ONLY"));
        var variables = resources.at("/Function/Properties/Environment/Variables");
        var names = new TreeSet<String>();
        variables.fieldNames().forEachRemaining(names::add);
        names.remove("DISABLE_SIGNAL_HANDLERS"); // the native runtime's own

        assertThat(names).isEqualTo(settings.keySet());
        settings.forEach((name, value) -> {
            var parameter = variables.get(name).path("Ref").asText();
            if (!parameter.isEmpty()) {
                assertThat(template.at("/Parameters/" + parameter + "/Default").asText()).as(name).isEqualTo(value);
            } else {
                var table = value + "Table"; // the default name of a table is that of its resource
                assertThat(variables.get(name)).as(name)
                        .isEqualTo(Json.read("{'Fn::If':['Creates%s',{'Ref':'%s'},{'Ref':'%sName'}]}"
                                .formatted(value, table, table).replace('\'', '"')));
            }
        });
    }

    @Test
    void theTablesHaveTheKeysThatTheCodeUses() throws IOException {
        assertThat(keys("InstallationsTable")).containsExactly(keyOf("InstallationTable") + " HASH");
        assertThat(keys("BillingPlansTable")).containsExactly(keyOf("BillingPlanTable") + " HASH");
        assertThat(keys("CheckpointsTable")).containsExactly(CheckpointFormat.KEY + " HASH");
        var condition = found("UsageCounterTable", "keyConditionExpression\\(\"(\\w+) = :installation AND (\\w+) BETWEEN");
        assertThat(keys("UsageCountersTable")).containsExactly(condition.group(1) + " HASH", condition.group(2) + " RANGE");
    }

    private static String keyOf(String table) throws IOException {
        return found(table, "String KEY = \"(\\w+)\"").group(1);
    }

    private static Matcher found(String table, String pattern) throws IOException {
        var matcher = Pattern.compile(pattern).matcher(source("dynamodb/" + table));
        assertThat(matcher.find()).as("%s: %s", table, pattern).isTrue();
        return matcher;
    }

    private static String source(String name) throws IOException {
        return Files.readString(Path.of("src/main/java/dev/billingreporter/" + name + ".java"));
    }

    @Test
    void theTablesAreKept() {
        for (var table : List.of("InstallationsTable", "BillingPlansTable", "UsageCountersTable", "CheckpointsTable")) {
            var resource = resources.get(table);
            assertThat(resource.get("DeletionPolicy").asText()).isEqualTo("Retain");
            assertThat(resource.get("UpdateReplacePolicy").asText()).isEqualTo("Retain");
            assertThat(resource.at("/Properties/DeletionProtectionEnabled").asBoolean()).isTrue();
            assertThat(resource.at("/Properties/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled").asBoolean())
                    .isTrue();
            assertThat(resource.at("/Properties/BillingMode").asText()).isEqualTo("PAY_PER_REQUEST");
        }
        assertThat(resources.at("/InstallationsTable/Properties/SSESpecification/KMSMasterKeyId").toString())
                .contains("TokenKey");
    }

    @Test
    void theFunctionMayDoOnEachTableWhatTheCodeDoesAndNoMore() throws IOException {
        var allowed = new TreeMap<String, Set<String>>();
        for (var statement : resources.at("/FunctionRole/Properties/Policies/0/PolicyDocument/Statement")) {
            var table = statement.at("/Resource/Fn::If/1/Fn::GetAtt/0").asText();
            assertThat(statement.at("/Resource/Fn::If/2/Fn::Sub").asText()).endsWith(":table/${" + table + "Name}");
            statement.get("Action")
                    .forEach(action -> allowed.computeIfAbsent(table, name -> new TreeSet<>()).add(action.asText()));
        }
        var used = new TreeMap<String, Set<String>>();
        for (var table : List.of("Installation", "BillingPlan", "UsageCounter", "Checkpoint")) {
            used.put(table + "sTable", actions(source("dynamodb/" + table + "Table")));
        }
        assertThat(allowed).isEqualTo(used);
    }

    private static Set<String> actions(String source) throws IOException {
        var actions = new TreeSet<String>();
        var calls = Pattern.compile("client\\.([a-zA-Z]+)\\(").matcher(source);
        while (calls.find()) {
            assertThat(ACTIONS).as("the action of client.%s", calls.group(1)).containsKey(calls.group(1));
            actions.add(ACTIONS.get(calls.group(1)));
        }
        if (source.contains("batchReader.read(")) {
            actions.addAll(actions(source("dynamodb/BatchReader")));
        }
        return actions;
    }

    @Test
    void noPermissionHasAWildcardButWhereAwsHasNothingToName() {
        var wildcards = new TreeSet<String>();
        resources.properties().forEach(resource -> resource.getValue().findParents("Effect").forEach(statement -> {
            var isOwnKeyPolicy = resource.getKey().equals("TokenKey");
            if (!isOwnKeyPolicy) {
                assertThat(statement.get("Action").toString()).doesNotContain("*");
                if (statement.path("Resource").toString().contains("*")) {
                    wildcards.add(statement.get("Action").toString());
                }
            }
        }));
        // streams of the one log group, traces, and executions of the one state machine
        assertThat(wildcards).containsExactly("[\"logs:CreateLogStream\",\"logs:PutLogEvents\"]",
                "[\"states:DescribeExecution\",\"states:StopExecution\"]",
                "[\"xray:PutTraceSegments\",\"xray:PutTelemetryRecords\",\"xray:GetSamplingRules\",\"xray:GetSamplingTargets\"]",
                "[\"xray:PutTraceSegments\",\"xray:PutTelemetryRecords\"]");
    }

    @Test
    void theFunctionIsTheNativeOneOfTheBuild() {
        var function = resources.at("/Function/Properties");
        assertThat(function.get("CodeUri").asText()).isEqualTo("target/function.zip");
        assertThat(function.get("Runtime").asText()).isEqualTo("provided.al2023");
        assertThat(function.get("Handler").asText()).isEqualTo("not.used.in.provided.runtime");
        assertThat(template.at("/Parameters/Architecture/Default").asText()).isEqualTo("arm64");
        assertThat(template.at("/Parameters/Timeout/Default").asInt()).isEqualTo(900);
        assertThat(template.at("/Parameters/MemorySize/Default").asInt()).isEqualTo(512);
    }

    @Test
    void oneOfTheTwoSchedulesIsEnabledAndWhatItCannotDeliverIsKept() {
        var ofFunction = resources.at("/Function/Properties/Events/Hourly");
        var ofSegments = resources.at("/SegmentedRun/Properties/Events/Hourly");

        assertThat(resources.at("/SegmentedRun/Condition").asText()).isEqualTo("HasSegments");
        assertThat(ofFunction.at("/Properties/State/Fn::If"))
                .isEqualTo(Json.read("[\"HasSegments\",\"DISABLED\",\"ENABLED\"]"));
        assertThat(ofSegments.at("/Properties/State").asText()).isEqualTo("ENABLED");
        assertThat(template.at("/Parameters/ScheduleExpression/Default").asText()).isEqualTo("cron(5 * * * ? *)");
        for (var event : List.of(ofFunction, ofSegments)) {
            assertThat(event.get("Type").asText()).isEqualTo("ScheduleV2");
            assertThat(event.at("/Properties/ScheduleExpression/Ref").asText()).isEqualTo("ScheduleExpression");
            assertThat(event.at("/Properties/RetryPolicy/MaximumRetryAttempts").asInt()).isPositive();
            assertThat(event.at("/Properties/DeadLetterConfig/Arn/Fn::GetAtt/0").asText()).isEqualTo("UndeliveredEvents");
            assertThat(event.at("/Properties/FlexibleTimeWindow/Mode").asText()).isEqualTo("OFF");
            assertThat(event.at("/Properties/OmitName").asBoolean()).isTrue();
        }
    }

    private List<String> keys(String table) {
        var keys = new ArrayList<String>();
        resources.at("/" + table + "/Properties/KeySchema")
                .forEach(key -> keys.add(key.get("AttributeName").asText() + " " + key.get("KeyType").asText()));
        return keys;
    }
}
