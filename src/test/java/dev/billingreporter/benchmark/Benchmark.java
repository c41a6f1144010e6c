package dev.billingreporter.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.billingreporter.lambda.FunctionProcess;
import dev.billingreporter.lambda.LambdaRuntime;
import dev.billingreporter.local.DynamoDbLocal;
import dev.billingreporter.local.Tables;
import dev.billingreporter.standin.VercelStandIn;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Measures the packaged function from outside: driven through a Lambda Runtime API, with DynamoDB Local and a stand-in
 * of the endpoint with a latency. The jar and, if it was built, the native executable are measured one after the other.
 */
public final class Benchmark {

    private static final Duration INVOCATION = Duration.ofMinutes(15);
    /** About as long as those of a Lambda function's role. */
    private static final int SESSION_TOKEN_LENGTH = 1_000;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final JsonMapper json = JsonMapper.builder().build();
    private final BenchmarkOptions options;
    private final DynamoDbLocal dynamoDb;
    private final VercelStandIn vercel;

    private Benchmark(BenchmarkOptions options, DynamoDbLocal dynamoDb, VercelStandIn vercel) {
        this.options = options;
        this.dynamoDb = dynamoDb;
        this.vercel = vercel;
    }

    /** Measures as the arguments say, see {@link BenchmarkOptions}. */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        var options = BenchmarkOptions.of(arguments);
        try (var dynamoDb = DynamoDbLocal.start(); var vercel = VercelStandIn.startCounting(Clock.systemUTC())) {
            new Benchmark(options, dynamoDb, vercel).run();
        }
        System.exit(0);
    }

    private void run() throws IOException, InterruptedException, ExecutionException {
        var tables = new Tables(dynamoDb.client());
        tables.create();
        out.printf("%,d installations × %d metrics × %d days, %d ms latency, concurrency %d%n", options.installations(),
                options.metrics(),
                options.days(), options.latency().toMillis(), options.concurrency());
        var loading = System.nanoTime();
        new BenchmarkData(tables, options, Clock.systemUTC().instant()).write();
        out.printf("loaded in %.1f s%n", secondsSince(loading));
        for (var number = 0; number < options.installations(); number++) {
            vercel.register(BenchmarkData.installationId(number), BenchmarkData.token(number));
        }
        vercel.latency(options.latency());

        if (options.against().isPresent()) {
            compare(FunctionProcess.nativeExecutable().orElseThrow(() -> new IllegalStateException("there is no executable")),
                    options.against().get());
            return;
        }
        var heap = new HeapLog(Path.of("target", "benchmark-gc.log"));
        var logged = new ArrayList<>(options.jvmOptions());
        logged.add(heap.option());
        measure("JVM", FunctionProcess.jvm(logged.toArray(String[]::new)));
        out.printf("  heap: at most %d MiB after a collection%n", heap.mostAfterCollection());
        count(FunctionProcess.jvm(options.jvmOptions().toArray(String[]::new)));
        var executable = FunctionProcess.nativeExecutable();
        if (executable.isPresent()) {
            tables.recreateCheckpoints();
            var command = List.of(executable.get().toString());
            measure("native", command);
            count(command);
        } else {
            out.printf("%nnative: not measured, as it is not built%n");
        }
    }

    private void measure(String name, List<String> command) throws IOException {
        out.printf("%n%s: %s%n", name, String.join(" ", command));
        try (var runtime = LambdaRuntime.start(0); var function = start(command, runtime, Map.of())) {
            var firstPoll = runtime.awaitFirstPoll();
            out.printf("  start to first poll: %d ms, with %.1f MiB%n",
                    TimeUnit.NANOSECONDS.toMillis(firstPoll - function.started()),
                    function.peakMemory() / 1024.0);
            RunFigures.printHead(out);
            var runs = new ArrayList<RunFigures>();
            for (var run = 1; run <= options.runs(); run++) {
                var figures = scheduledRun(runtime, function);
                figures.print(out, run == 1 ? "cold" : Integer.toString(run), options.bound());
                runs.add(figures);
            }
            RunFigures.sum(runs.subList(options.runs() - options.warmRuns(), options.runs()))
                    .print(out, "warm", options.bound());
        }
    }

    /** Two executables in turn, run by run, so that both meet the machine at the same speed. */
    private void compare(Path executable, Path other) throws IOException {
        try (var runtime = LambdaRuntime.start(0);
                var function = start(List.of(executable.toString()), runtime, Map.of());
                var otherRuntime = LambdaRuntime.start(0);
                var otherFunction = start(List.of(other.toString()), otherRuntime, Map.of())) {
            var runs = new ArrayList<RunFigures>();
            var otherRuns = new ArrayList<RunFigures>();
            for (var run = 0; run < options.runs(); run++) {
                runs.add(scheduledRun(runtime, function));
                otherRuns.add(scheduledRun(otherRuntime, otherFunction));
            }
            var warm = runs.subList(options.runs() - options.warmRuns(), options.runs());
            var otherWarm = otherRuns.subList(options.runs() - options.warmRuns(), options.runs());
            RunFigures.printHead(out);
            RunFigures.sum(warm).print(out, "this", options.bound());
            RunFigures.sum(otherWarm).print(out, "other", options.bound());
            var ratios = IntStream.range(0, warm.size())
                    .mapToDouble(run -> (double) warm.get(run).functionCpu() / otherWarm.get(run).functionCpu()).sorted()
                    .toArray();
            out.printf("%nprocessor time, this to other, run by run: %.3f to %.3f, median %.3f%n", ratios[0],
                    ratios[ratios.length - 1], ratios[ratios.length / 2]);
        }
    }

    private RunFigures scheduledRun(LambdaRuntime runtime, FunctionProcess function) throws IOException {
        var functionCpu = function.cpuMillis();
        var dynamoDbCpu = FunctionProcess.cpuMillis(dynamoDb.process().pid());
        var standInCpu = FunctionProcess.cpuMillis(ProcessHandle.current().pid());
        var requests = vercel.requestCount();
        var bytes = vercel.requestBytes();
        var connections = vercel.connections();
        var start = System.nanoTime();
        var submitted = submitted(runtime, "{}", options.installations());
        return new RunFigures(submitted, secondsSince(start), function.cpuMillis() - functionCpu,
                FunctionProcess.cpuMillis(dynamoDb.process().pid()) - dynamoDbCpu,
                FunctionProcess.cpuMillis(ProcessHandle.current().pid()) - standInCpu, function.peakMemory(),
                vercel.requestCount() - requests, vercel.requestBytes() - bytes, vercel.connections() - connections);
    }

    /** Counting takes processor time, so it is done in a run of its own over a share of the installations. */
    @SuppressWarnings("try") // the function only has to be there
    private void count(List<String> command) throws InterruptedException, IOException {
        try (var proxy = CountingProxy.start(dynamoDb.endpoint());
                var runtime = LambdaRuntime.start(0);
                var function = start(command, runtime, Map.of("AWS_ENDPOINT_URL_DYNAMODB", proxy.url().toString()))) {
            var segments = Math.max(1, options.installations() / options.countedInstallations());
            var event = segments == 1 ? "{}" : "{\"segment\":0,\"totalSegments\":%d}".formatted(segments);
            submitted(runtime, event, 1);
            proxy.reset();
            var submitted = submitted(runtime, event, 1);
            out.printf("  DynamoDB, per installation in a run over %d:", submitted);
            proxy.operations().forEach((operation, count) -> out.printf(" %.3f %s,", (double) count / submitted, operation));
            out.printf(" %d bytes sent, %d received; %d connections%n", proxy.bytesSent() / submitted,
                    proxy.bytesReceived() / submitted,
                    proxy.connections());
        }
    }

    private FunctionProcess start(List<String> command, LambdaRuntime runtime, Map<String, String> settings) {
        var all = new HashMap<>(Map.of("SUBMIT_CONCURRENCY", Integer.toString(options.concurrency())));
        if (options.invoices()) {
            var thisMonth = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1);
            all.putAll(Map.of("INVOICES", "on", "INVOICES_SINCE", thisMonth.toString()));
        }
        if (options.sessionToken()) {
            all.put("AWS_SESSION_TOKEN", "benchmark/".repeat(SESSION_TOKEN_LENGTH / 10));
        }
        all.putAll(settings);
        return FunctionProcess.start(command, runtime, dynamoDb, vercel.url(), all, new File("target/benchmark-function.log"));
    }

    /** Sends the event; a run that is not whole would not be worth measuring. */
    private int submitted(LambdaRuntime runtime, String event, int atLeast) throws IOException {
        var answer = runtime.call(event, INVOCATION);
        JsonNode report = json.readTree(answer.json());
        var submitted = report.at("/installations/submitted").asInt();
        if (answer.isError() || report.at("/installations/failed").asInt() > 0 || submitted < atLeast
                || !report.path("resumeAfter").isNull()) {
            throw new IllegalStateException("the run did not submit everything: " + answer.json());
        }
        return submitted;
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
