package dev.billingreporter.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.billingreporter.standin.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** template.yaml and the code say the same; what the function does at run time is held against it by DeployedFunctionIT. */
class TemplateTest {

    private static final List<String> TABLES = List.of("Installations", "BillingPlans", "UsageCounters", "Checkpoints",
            "Invoices");

    private final JsonNode template = Template.read();
    private final JsonNode parameters = template.get("Parameters");
    private final JsonNode resources = template.get("Resources");

    @Test
    void theFunctionsEnvironmentIsItsSettingsAndTheParametersHaveTheirDefaults() throws IOException {
        var settings = new TreeMap<String, String>();
        var reader = Files.readString(Path.of("src/main/java/dev/billingreporter/settings/SettingsReader.java"));
        var matcher = Pattern.compile("\\(config, \"([A-Z_]+)\"(?:, \"([^\"]*)\")?").matcher(reader);
        while (matcher.find()) {
            settings.put(matcher.group(1), Optional.ofNullable(matcher.group(2)).orElse(""));
        }
        var variables = resources.at("/Function/Properties/Environment/Variables");
        var expected = new TreeSet<>(settings.keySet());
        expected.add("DISABLE_SIGNAL_HANDLERS"); // the native runtime's own

        assertThat(names(variables)).isEqualTo(expected);
        settings.forEach((name, value) -> {
            var variable = variables.get(name);
            if (name.equals("INVOICES_TABLE")) {
                assertThat(variable.at("/Fn::If/0").asText()).isEqualTo("HasInvoices");
                assertThat(variable.at("/Fn::If/1")).isEqualTo(nameOf(value));
            } else if (name.endsWith("_TABLE")) {
                assertThat(variable).as(name).isEqualTo(nameOf(value));
            } else if (name.equals("READ_ONLY")) {
                assertThat(variable.asText()).isEqualTo(value);
            } else {
                assertThat(parameters.at("/" + variable.get("Ref").asText() + "/Default").asText()).as(name).isEqualTo(value);
            }
        });
    }

    /** The name of a table, which by default is that of its resource. */
    private static JsonNode nameOf(String table) {
        return Json.read("{'Fn::If':['Creates%1$s',{'Ref':'%1$sTable'},{'Ref':'%1$sTableName'}]}".formatted(table)
                .replace('\'', '"'));
    }

    @Test
    void invoicesAreOffUnlessAskedForAndThenHaveTheirTable() {
        var variables = resources.at("/Function/Properties/Environment/Variables");

        assertThat(variables.at("/INVOICES/Ref").asText()).isEqualTo("Invoices");
        assertThat(variables.at("/INVOICES_SINCE/Ref").asText()).isEqualTo("InvoicesSince");
        assertThat(variables.at("/INVOICE_DELAY/Ref").asText()).isEqualTo("InvoiceDelay");
        assertThat(parameters.at("/Invoices/Default").asText()).isEqualTo("off");
        assertThat(parameters.at("/InvoiceDelay/Default").asText()).isEqualTo("PT12H");
        assertThat(resources.at("/InvoicesTable/Condition").asText()).isEqualTo("CreatesInvoices");
        assertThat(template.at("/Conditions/CreatesInvoices/Fn::And/0/Condition").asText()).isEqualTo("HasInvoices");
        assertThat(Template.keys(resources, "InvoicesTable")).containsExactly("installationId HASH", "periodStart RANGE");
        for (var role : List.of("FunctionRole", "StatementsRole")) {
            assertThat(Template.policies(resources, role)).as(role)
                    .filteredOn(policy -> policy.toString().contains("InvoicesTable"))
                    .allSatisfy(policy -> assertThat(policy.get("Condition").asText()).isIn("HasInvoices", "HasKey"))
                    .extracting(policy -> policy.get("Condition").asText()).contains("HasInvoices");
            assertThat(resources.at("/" + role + "/Properties/Policies").toString()).doesNotContain("Invoices");
        }
    }

    @Test
    void invoicesNeedTheDateFromWhichPeriodsAreInvoiced() {
        var rule = template.at("/Rules/InvoicesHaveAStart");

        assertThat(rule.get("RuleCondition")).isEqualTo(Json.read("{\"Fn::Equals\":[{\"Ref\":\"Invoices\"},\"on\"]}"));
        assertThat(rule.at("/Assertions/0/Assert"))
                .isEqualTo(Json.read("{\"Fn::Not\":[{\"Fn::Equals\":[{\"Ref\":\"InvoicesSince\"},\"\"]}]}"));
    }

    @Test
    void statementsComeFromTheSameZipAndOnlyRead() {
        var statements = resources.at("/Statements/Properties");
        var variables = statements.at("/Environment/Variables");

        for (var same : List.of("CodeUri", "Runtime", "Handler", "Architectures")) {
            assertThat(statements.get(same)).as(same).isEqualTo(resources.at("/Function/Properties/" + same));
        }
        assertThat(variables.get("READ_ONLY").asText()).isEqualTo("true");
        assertThat(statements.has("Events")).isFalse();
        assertThat(statements.at("/Role/Fn::GetAtt/0").asText()).isEqualTo("StatementsRole");
        assertThat(statements.get("Timeout").asInt()).isLessThanOrEqualTo(60);
        resources.at("/Function/Properties/Environment/Variables").properties().forEach(variable -> {
            if (variable.getKey().matches("\\w+_TABLE|INVOICE\\w*")) {
                assertThat(variables.get(variable.getKey())).as(variable.getKey()).isEqualTo(variable.getValue());
            }
        });
    }

    @Test
    void theTablesAreKept() {
        for (var table : TABLES) {
            var resource = resources.get(table + "Table");
            assertThat(resource.get("DeletionPolicy").asText()).isEqualTo("Retain");
            assertThat(resource.get("UpdateReplacePolicy").asText()).isEqualTo("Retain");
            assertThat(resource.at("/Properties/DeletionProtectionEnabled").asBoolean()).isTrue();
            assertThat(resource.at("/Properties/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled").asBoolean())
                    .isTrue();
            assertThat(resource.at("/Properties/BillingMode").asText()).isEqualTo("PAY_PER_REQUEST");
        }
    }

    @Test
    void everyTableMayHaveAKeyWhichTheRolesMayUse() {
        var keys = resources.at("/TableKeysPolicy/Properties/PolicyDocument/Statement/0");
        assertThat(keys.get("Action")).isEqualTo(Json.read("[\"kms:Decrypt\"]"));
        assertThat(resources.at("/TableKeysPolicy/Properties/Roles").findValuesAsText("Ref"))
                .containsExactlyInAnyOrder("FunctionRole", "StatementsRole");
        for (var table : TABLES) {
            var parameter = table + "TableKeyArn";
            assertThat(parameters.at("/" + parameter + "/Default").asText()).isEmpty();
            assertThat(keys.get("Resource").toString()).contains("{\"Ref\":\"" + parameter + "\"}");
            assertThat(resources.at("/" + table + "Table/Properties/SSESpecification").toString()).as(table)
                    .contains("Has" + table + "Key", "{\"Ref\":\"" + parameter + "\"}");
            assertThat(template.at("/Conditions/HasKey/Fn::Or").findValuesAsText("Condition")).contains("Has" + table + "Key");
        }
        // the tokens' table has a key in any case
        assertThat(
                resources.at("/InstallationsTable/Properties/SSESpecification/KMSMasterKeyId/Fn::If/2/Fn::GetAtt/0").asText())
                .isEqualTo("TokenKey");
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
        // streams of the two log groups, traces, and executions of the one state machine
        assertThat(wildcards).containsExactly("[\"logs:CreateLogStream\",\"logs:PutLogEvents\"]",
                "[\"states:DescribeExecution\",\"states:StopExecution\"]",
                "[\"xray:PutTraceSegments\",\"xray:PutTelemetryRecords\",\"xray:GetSamplingRules\",\"xray:GetSamplingTargets\"]",
                "[\"xray:PutTraceSegments\",\"xray:PutTelemetryRecords\"]");
    }

    @Test
    void theFunctionIsTheNativeOneOfTheBuild() {
        var function = resources.at("/Function/Properties");
        assertThat(function.get("CodeUri").asText()).isEqualTo("target/function-native.zip");
        assertThat(function.get("Runtime").asText()).isEqualTo("provided.al2023");
        assertThat(function.get("Handler").asText()).isEqualTo("not.used.in.provided.runtime");
        assertThat(parameters.at("/Architecture/Default").asText()).isEqualTo("arm64");
        assertThat(parameters.at("/Timeout/Default").asInt()).isEqualTo(900);
        assertThat(parameters.at("/MemorySize/Default").asInt()).isEqualTo(512);
    }

    /** CloudFormation takes one, not everything that speaks its language does. */
    @Test
    void noRoleHasAPolicyThatMayBeNone() {
        resources.forEach(
                resource -> resource.at("/Properties/Policies")
                        .forEach(policy -> assertThat(policy.has("PolicyName")).isTrue()));
    }

    @Test
    void noneOfTheAccountsConcurrencyIsReservedUnlessAskedFor() {
        assertThat(parameters.at("/ReservedConcurrency/Default").asText()).isEmpty();
        assertThat(resources.at("/Function/Properties/ReservedConcurrentExecutions"))
                .isEqualTo(Json.read("{\"Fn::If\":[\"HasReservedConcurrency\",{\"Ref\":\"ReservedConcurrency\"},"
                        + "{\"Ref\":\"AWS::NoValue\"}]}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "RequestTimeout | 10s, 500ms, PT10S, PT0.5S, 2m, PT2M | nothing, 10, soon, 10 s, PT, s, 10h, -1s",
            "DeadlineMargin | 20s, 0s, PT1M, 90s | nothing, 20, -20s, late",
            "InvoicesSince | 2026-11-01, 2027-01-31 | 2026-11, 01.11.2026, 2026-13-01, 2026-11-32, today",
            "InvoiceDelay | PT12H, PT0H, 23h, PT23H | nothing, PT24H, 12, PT12, P1D",
            "ReservedConcurrency | 1, 9, 1000 | 0, -1, 1.5, many",
            "AlarmEmail | on-call@example.com | on-call, a b@example.com",
            "ScheduleExpression | cron(5 * * * ? *), rate(1 hour) | nothing, hourly, 5 * * * *",
            "VercelApiUrl | https://api.vercel.com, http://127.0.0.1:8080/prefix/ | nothing, api.vercel.com, https://user:secret@a.b, "
                    + "https://a.b/?c" })
    void aParameterTakesWhatTheFunctionTakes(String parameter, String good, String bad) {
        var pattern = parameters.at("/" + parameter + "/AllowedPattern").asText();

        assertThat(good.split(", ")).allMatch(value -> value.matches(pattern));
        assertThat(bad.split(", ")).noneMatch(value -> value.replace("nothing", "").matches(pattern));
        assertThat(parameters.at("/" + parameter + "/Default").asText()).matches(pattern);
    }

    @ParameterizedTest
    @ValueSource(strings = { "Installations", "BillingPlans", "UsageCounters", "Checkpoints", "Invoices" })
    void aKeyIsNamedByItsArnInAnyPartition(String table) {
        var pattern = parameters.at("/" + table + "TableKeyArn/AllowedPattern").asText();

        assertThat(List.of("", "arn:aws:kms:us-east-1:123456789012:key/0b0c7f6e-1d5e-4c1f-9d2a-6b1f0a1c2d3e",
                "arn:aws-cn:kms:cn-north-1:123456789012:key/0b0c7f6e-1d5e-4c1f-9d2a-6b1f0a1c2d3e",
                "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/mrk-0b0c7f6e1d5e4c1f9d2a6b1f0a1c2d3e"))
                .allMatch(value -> value.matches(pattern));
        assertThat(List.of("0b0c7f6e-1d5e-4c1f-9d2a-6b1f0a1c2d3e", "alias/tables", "*",
                "arn:aws:kms:us-east-1:123456789012:alias/tables", "arn:aws:kms:us-east-1:123456789012:key/*"))
                .noneMatch(value -> value.matches(pattern));
    }

    @Test
    void everyTextParameterHasAPatternOrValuesToChooseFrom() {
        parameters.properties().forEach(parameter -> {
            if (parameter.getValue().get("Type").asText().equals("String")) {
                assertThat(parameter.getValue().has("AllowedPattern") || parameter.getValue().has("AllowedValues"))
                        .as(parameter.getKey()).isTrue();
            }
        });
    }

    @Test
    void everyParameterIsInAGroupOfTheConsole() {
        var inGroups = new TreeSet<String>();
        template.at("/Metadata/AWS::CloudFormation::Interface/ParameterGroups")
                .forEach(group -> group.get("Parameters").forEach(parameter -> inGroups.add(parameter.asText())));
        assertThat(inGroups).isEqualTo(names(parameters));
    }

    @Test
    void nothingNamesOnePartitionOrItsConsole() throws IOException {
        assertThat(Files.readAllLines(Path.of("template.yaml"))).noneMatch(line -> line.matches(".*arn:aws:.*"));
        var console = template.at("/Outputs/Dashboard/Value/Fn::Sub/1/Console");
        assertThat(console.at("/Fn::If/1").asText()).isEqualTo("console.amazonaws.cn");
        assertThat(console.at("/Fn::If/2/Fn::If/1").asText()).isEqualTo("console.amazonaws-us-gov.com");
    }

    @Test
    void theCommandsAreWrittenForAnyDayAndForOneCall() {
        for (var name : List.of("BackfillCommand", "DryRunCommand", "StatusCommand")) {
            var command = template.at("/Outputs/" + name + "/Value/Fn::Sub").asText();
            assertThat(command).as(name).doesNotContainPattern("20[0-9]{2}-")
                    .startsWith("AWS_MAX_ATTEMPTS=1 aws lambda invoke ")
                    .contains("--cli-read-timeout 960");
            assertThat(parameters.at("/Timeout/MaxValue").asInt()).isLessThan(960);
        }
    }

    @Test
    void oneOfTheTwoSchedulesIsEnabledAndWhatItCannotDeliverIsKept() {
        var ofFunction = resources.at("/Function/Properties/Events/Hourly");
        var ofSegments = resources.at("/SegmentedRun/Properties/Events/Hourly");

        assertThat(resources.at("/SegmentedRun/Condition").asText()).isEqualTo("HasSegments");
        assertThat(ofFunction.at("/Properties/State/Fn::If"))
                .isEqualTo(Json.read("[\"HasSegments\",\"DISABLED\",\"ENABLED\"]"));
        assertThat(ofSegments.at("/Properties/State").asText()).isEqualTo("ENABLED");
        assertThat(parameters.at("/ScheduleExpression/Default").asText()).isEqualTo("cron(5 * * * ? *)");
        for (var event : List.of(ofFunction, ofSegments)) {
            assertThat(event.get("Type").asText()).isEqualTo("ScheduleV2");
            assertThat(event.at("/Properties/ScheduleExpression/Ref").asText()).isEqualTo("ScheduleExpression");
            assertThat(event.at("/Properties/Input").asText()).isEqualTo("{}");
            assertThat(event.at("/Properties/RetryPolicy/MaximumRetryAttempts").asInt()).isPositive();
            assertThat(event.at("/Properties/DeadLetterConfig/Arn/Fn::GetAtt/0").asText()).isEqualTo("UndeliveredEvents");
            assertThat(event.at("/Properties/FlexibleTimeWindow/Mode").asText()).isEqualTo("OFF");
            assertThat(event.at("/Properties/OmitName").asBoolean()).isTrue();
        }
    }

    private static Set<String> names(JsonNode object) {
        var names = new TreeSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
