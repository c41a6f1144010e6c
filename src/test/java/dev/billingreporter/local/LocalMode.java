package dev.billingreporter.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.billingreporter.lambda.FunctionProcess;
import dev.billingreporter.lambda.LambdaRuntime;
import dev.billingreporter.standin.VercelStandIn;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * The function at work on this machine: a sample in DynamoDB Local, a strict stand-in of Vercel's endpoint, and the
 * packaged function behind a stand-in of Lambda's Runtime API. Fires one scheduled run and shows what was submitted; then
 * stays up for a browser and for more events, unless {@code once} is given. With {@code month-end} it is the day on which
 * every customer's billing period has ended, and their invoices go out.
 */
public final class LocalMode {

    private static final Duration INVOCATION = Duration.ofMinutes(15);
    private static final int PORT = 9000;
    private static final String SCHEDULED = """
            {"version":"0","id":"53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa","detail-type":"Scheduled Event","source":"aws.scheduler",\
            "account":"123456789012","time":"2026-11-22T10:05:00Z","region":"us-east-1","resources":[],"detail":"{}"}""";

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final ObjectMapper json = JsonMapper.builder().build();

    private LocalMode() {
    }

    /** Runs local mode; {@code once}: one scheduled run and no more; {@code month-end}: with invoices. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var given = List.of(arguments);
        System.exit(new LocalMode().run(given.contains("once"), given.contains("month-end")));
    }

    private int run(boolean once, boolean monthEnd) throws IOException, InterruptedException {
        var output = new File("target/local-function.log");
        try (var dynamoDb = DynamoDbLocal.start();
                var vercel = VercelStandIn.start(Clock.systemUTC());
                var runtime = LambdaRuntime.start(once ? 0 : PORT)) {
            var tables = new Tables(dynamoDb.client());
            tables.create();
            var now = Clock.systemUTC().instant();
            var tokens = new SampleData(tables, now, monthEnd).write();
            tokens.forEach(vercel::register);
            vercel.uninstalling(SampleData.LEFT, now);
            var settings = monthEnd ? invoicing(now) : Map.<String, String> of();
            var command = FunctionProcess.nativeExecutable().map(path -> List.of(path.toString()))
                    .orElseGet(FunctionProcess::jvm);
            try (var function = FunctionProcess.start(command, runtime, dynamoDb, vercel.url(), settings, output)) {
                out.printf("DynamoDB Local  %s%nVercel stand-in %s%nfunction        %s%nits log         %s%n%n",
                        dynamoDb.endpoint(), vercel.url(),
                        String.join(" ", command), output);
                var answer = runtime.call(SCHEDULED, INVOCATION);
                show(tokens, vercel);
                out.println("answer to the scheduled event:");
                out.println(json.writerWithDefaultPrettyPrinter().writeValueAsString(json.readTree(answer.json())));
                var failures = json.readTree(answer.json()).at("/failures").findValuesAsText("installationId");
                var failed = answer.isError() || !failures.equals(List.of(SampleData.UNUSABLE)) || vercel.acceptedCount() == 0;
                if (once) {
                    return failed ? 1 : 0;
                }
                invite(runtime);
                return function.awaitEnd();
            }
        }
    }

    private void show(Map<String, String> tokens, VercelStandIn vercel) {
        var printer = new StatementPrinter(out);
        for (var installationId : tokens.keySet()) {
            var requests = vercel.requests(installationId);
            out.printf("%s: %s%n", installationId, requests.isEmpty() ? "nothing to submit" : requests.size() + " submissions");
            for (var request : requests) {
                if (request.status() == 201) {
                    printer.print(request.body());
                } else {
                    out.printf("  NOT ACCEPTED: %d%n", request.status());
                }
            }
            for (var invoice : vercel.acceptedInvoices(installationId)) {
                out.printf("  INVOICE %s as %s, of %s%n", invoice.externalId(), invoice.invoiceId(),
                        invoice.body().get("invoiceDate").asText());
                printer.printLines(invoice.body());
            }
            out.println();
        }
    }

    /** Due as soon as a period has ended, so that it is seen at once. */
    private static Map<String, String> invoicing(Instant now) {
        var since = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(SampleData.DAYS);
        return Map.of("INVOICES", "on", "INVOICES_SINCE", since.toString(), "INVOICE_DELAY", "0s");
    }

    private void invite(LambdaRuntime runtime) {
        var today = LocalDate.now(ZoneOffset.UTC);
        out.printf("%nSee it: %s  all installations%n", runtime.pageUrl());
        out.printf("        %s?installationId=icfg_umbrella  one customer's statement: another plan, a spending limit%n",
                runtime.pageUrl());
        out.printf("        %s?installationId=icfg_globex  usage that is charged to nobody%n", runtime.pageUrl());
        out.printf("%nIt stays up for further events. Try, in another terminal:%n%n");
        out.printf("  a dry run: what would be sent for a customer, and how each figure came about%n");
        out.printf("    curl -s %s -d '{\"installationIds\":[\"icfg_acme\"],\"dryRun\":true}'%n%n", runtime.invokeUrl());
        out.printf("  a backfill: yesterday again, then today%n");
        out.printf("    curl -s %s -d '{\"installationIds\":[\"icfg_acme\"],\"from\":\"%s\",\"to\":\"%s\"}'%n%n",
                runtime.invokeUrl(), today.minusDays(1), today);
        out.printf("  who is behind%n    curl -s %s -d '{\"status\":true}'%n%n", runtime.invokeUrl());
        out.printf("Ctrl-C ends everything.%n");
    }
}
