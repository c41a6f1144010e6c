package dev.billingreporter.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.billingreporter.lambda.FunctionProcess;
import dev.billingreporter.lambda.LambdaRuntime;
import dev.billingreporter.local.DynamoDbLocal;
import dev.billingreporter.local.Tables;
import dev.billingreporter.metrics.RunMetrics;
import dev.billingreporter.standin.Fault;
import dev.billingreporter.standin.Json;
import dev.billingreporter.standin.VercelStandIn;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The packaged function does everything that it does, and the template is held against what it did: against what it
 * asked of DynamoDB, and against what it wrote to its log.
 */
class DeployedFunctionIT {

    private static final Duration LONG = Duration.ofMinutes(5);

    /** So many that there are always some whose checkpoints are written together. */
    private static final int INSTALLATIONS = 60;

    private static DynamoDbLocal dynamoDb;
    private static Map<String, Set<String>> actions;
    private static Map<String, Set<String>> actionsOfStatements;
    private static List<JsonNode> log;

    private final JsonNode resources = Template.read().get("Resources");

    @BeforeAll
    static void doEverything() throws IOException {
        dynamoDb = DynamoDbLocal.start();
        var tables = new Tables(dynamoDb.client());
        tables.create();
        tables.put(Tables.BILLING_PLANS, """
                {billingPlanId: 'pro', metrics: [{name: 'Requests', counter: 'requests', type: 'interval', units: 'requests'}],
                 charges: [{kind: 'unit', metric: 'Requests', price: 0.01}]}""");
        var today = LocalDate.now(ZoneOffset.UTC);
        try (var vercel = VercelStandIn.start(Clock.systemUTC())) {
            for (var installation : IntStream.rangeClosed(1, INSTALLATIONS).mapToObj(number -> "icfg_" + number).toList()) {
                tables.put(Tables.INSTALLATIONS,
                        "{installationId: '%s', accessToken: 'token-%s', subscriptions: [{billingPlanId: 'pro'}]}"
                                .formatted(installation, installation));
                tables.counter(installation, today + "#requests#", "1500");
                vercel.register(installation, "token-" + installation);
            }
            vercel.always("icfg_2", new Fault.Status(401));
            var lastMonth = today.withDayOfMonth(1).minusMonths(1);
            var invoicing = Map.of("INVOICES", "on", "INVOICES_SINCE", lastMonth.toString(), "INVOICE_DELAY", "0s");
            tables.counter("icfg_1", lastMonth + "#requests#", "1500");
            actions = actionsOf(invoicing, vercel, List.of("{}", "{}",
                    "{\"installationIds\":[\"icfg_1\"],\"dryRun\":true}",
                    "{\"installationIds\":[\"icfg_1\"],\"from\":\"%s\"}".formatted(today.minusDays(1)),
                    "{\"segment\":0,\"totalSegments\":2}", "{\"segment\":1,\"totalSegments\":2}", "{\"status\":true}"));
            var reading = new TreeMap<>(invoicing);
            reading.put("READ_ONLY", "true");
            actionsOfStatements = actionsOf(reading, vercel, List.of("{\"widgetContext\":{}}",
                    "{\"widgetContext\":{\"params\":{\"installationId\":\"icfg_1\"}}}", "{\"status\":true}",
                    "{\"installationIds\":[\"icfg_1\"],\"dryRun\":true}"));
        }
    }

    /** What the events make the function ask of DynamoDB; what it wrote as metrics is kept. */
    private static Map<String, Set<String>> actionsOf(Map<String, String> settings, VercelStandIn vercel, List<String> events)
            throws IOException {
        var output = Files.createTempFile(Path.of("target"), "deployed-function-", ".log");
        var environment = new TreeMap<>(settings);
        try (var proxy = RecordingProxy.start(dynamoDb.endpoint()); var runtime = LambdaRuntime.start(0)) {
            environment.put("AWS_ENDPOINT_URL_DYNAMODB", proxy.url().toString());
            try (var process = FunctionProcess.start(command(), runtime, dynamoDb, vercel.url(), environment,
                    output.toFile())) {
                assertThat(process.isAlive()).isTrue();
                for (var event : events) {
                    var answer = runtime.call(event, LONG);
                    assertThat(answer.isError()).as(answer.json()).isFalse();
                }
            }
            var metrics = Files.readAllLines(output).stream().filter(line -> line.contains("\"_aws\"")).map(Json::read)
                    .toList();
            log = metrics.isEmpty() ? log : metrics;
            return proxy.actions();
        }
    }

    private static List<String> command() {
        return isNative() ? List.of(file()) : FunctionProcess.jvm();
    }

    private static boolean isNative() {
        return !file().endsWith(".jar");
    }

    private static String file() {
        return System.getProperty("function.file");
    }

    @AfterAll
    static void stop() {
        dynamoDb.close();
    }

    @Test
    void theFunctionMayDoOnEachTableWhatItDoesAndNoMore() {
        assertThat(allowed("FunctionRole")).isEqualTo(actions);
    }

    @Test
    void statementsMayReadWhatTheyReadAndNoMore() {
        assertThat(allowed("StatementsRole")).isEqualTo(actionsOfStatements);
        assertThat(allowed("StatementsRole").values().stream().flatMap(Set::stream))
                .allSatisfy(action -> assertThat(action).matches("dynamodb:(Scan|Query|GetItem|BatchGetItem)"));
    }

    /** The actions that a role allows, by the name that a table has by default. */
    private Map<String, Set<String>> allowed(String role) {
        var allowed = new TreeMap<String, Set<String>>();
        for (var statement : Template.statements(resources, role)) {
            var table = statement.at("/Resource/Fn::If/1/Fn::GetAtt/0").asText();
            if (!table.isEmpty()) {
                assertThat(statement.at("/Resource/Fn::If/2/Fn::Sub").asText()).endsWith(":table/${" + table + "Name}");
                statement.get("Action").forEach(action -> allowed
                        .computeIfAbsent(table.replaceAll("Table$", ""), name -> new TreeSet<>()).add(action.asText()));
            }
        }
        return allowed;
    }

    @Test
    void theTablesHaveTheKeysOfThoseThatTheFunctionWorkedOn() {
        for (var table : actions.keySet()) {
            var keys = dynamoDb.client().describeTable(request -> request.tableName(table)).table().keySchema().stream()
                    .map(key -> key.attributeName() + " " + key.keyTypeAsString()).toList();
            assertThat(Template.keys(resources, table + "Table")).as(table).isEqualTo(keys);
        }
    }

    @Test
    void alarmsAndDashboardNameWhatARunWroteToItsLog() {
        var written = new TreeSet<String>();
        log.stream().map(line -> line.at("/_aws/CloudWatchMetrics/0")).forEach(metrics -> {
            assertThat(metrics.get("Namespace").asText()).isEqualTo(RunMetrics.NAMESPACE);
            metrics.get("Metrics").forEach(metric -> written.add(metric.get("Name").asText()));
        });
        var named = new TreeSet<String>();
        named.addAll(Monitoring.metricsOfAlarms(resources));
        named.addAll(Monitoring.metricsOfDashboard(resources));

        var notWritten = new TreeSet<>(named);
        notWritten.removeAll(written);
        assertThat(notWritten).as("named by an alarm or the dashboard, and not in the log").isEmpty();
        var notNamed = new TreeSet<>(written);
        notNamed.removeAll(named);
        assertThat(notNamed).as("in the log, and named by no alarm and not on the dashboard").isEmpty();
        assertThat(log).as("each of this function").allSatisfy(line -> assertThat(line.has(RunMetrics.FUNCTION_NAME)).isTrue());
        assertThat(log).as("failures by kind")
                .anySatisfy(line -> assertThat(line.path(RunMetrics.KIND).asText()).isEqualTo("UNAUTHORIZED"));
    }

    @Test
    void onlyANativeBuildLeavesWhatTheTemplateDeploys() throws IOException {
        for (var function : List.of("Function", "Statements")) {
            var zip = Path.of(resources.at("/" + function + "/Properties/CodeUri").asText());
            assertThat(Files.exists(zip)).as(zip.toString()).isEqualTo(isNative());
            if (isNative()) {
                try (var files = FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", "true"));
                        var entries = Files.list(files.getPath("/"))) {
                    assertThat(entries.map(Path::toString)).containsExactly("/bootstrap");
                    var bootstrap = files.getPath("/bootstrap");
                    assertThat(Files.getPosixFilePermissions(bootstrap)).contains(PosixFilePermission.OTHERS_EXECUTE);
                    assertThat(Files.size(bootstrap)).isEqualTo(Files.size(Path.of(file())));
                }
            }
        }
    }
}
