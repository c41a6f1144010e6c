package dev.billingreporter.function;

import com.fasterxml.jackson.databind.JsonNode;
import dev.billingreporter.lambda.FunctionProcess;
import dev.billingreporter.lambda.LambdaRuntime;
import dev.billingreporter.local.DynamoDbLocal;
import dev.billingreporter.local.Tables;
import dev.billingreporter.standin.VercelStandIn;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The function that the build has packaged, run as Lambda runs it, in real time. */
final class PackagedFunction implements AutoCloseable {

    private static final DynamoDbLocal DYNAMO_DB = DynamoDbLocal.start();

    private final LambdaRuntime runtime = LambdaRuntime.start(0);
    private final File output;
    private final FunctionProcess process;

    private PackagedFunction(VercelStandIn vercel, Map<String, String> settings, String... systemProperties) {
        try {
            output = Files.createTempFile(Path.of("target"), "function-", ".log").toFile();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = FunctionProcess.start(command(systemProperties), runtime, DYNAMO_DB, vercel.url(), settings, output);
    }

    static PackagedFunction start(VercelStandIn vercel, Map<String, String> settings, String... systemProperties) {
        return new PackagedFunction(vercel, settings, systemProperties);
    }

    /** Tables for all of them, empty. */
    static Tables emptyTables() {
        var tables = new Tables(DYNAMO_DB.client());
        tables.recreate();
        return tables;
    }

    static boolean isNative() {
        return !file().endsWith(".jar");
    }

    private static String file() {
        return System.getProperty("function.file");
    }

    private static List<String> command(String... systemProperties) {
        if (isNative()) {
            var command = new ArrayList<>(List.of(file()));
            command.addAll(List.of(systemProperties));
            return command;
        }
        return FunctionProcess.jvm(systemProperties);
    }

    /** Waits until it has started and asks for its first event. */
    void awaitFirstPoll() {
        runtime.awaitFirstPoll();
    }

    JsonNode invoke(String event) {
        var answer = runtime.call(event, Duration.ofMinutes(5));
        if (answer.isError()) {
            throw new AssertionError(answer.json());
        }
        return EventPath.json(answer.json());
    }

    /** The message of the error that an event ends in. */
    String refusal(String event) {
        var answer = runtime.call(event, Duration.ofMinutes(5));
        if (!answer.isError()) {
            throw new AssertionError(answer.json());
        }
        return EventPath.json(answer.json()).get("errorMessage").asText();
    }

    /**
     * The answer to an invocation that ends so soon, error or not.
     *
     * @param isError whether it threw
     * @param json its answer, or the error
     * @param after how long it took
     */
    record Timed(boolean isError, JsonNode json, Duration after) {
    }

    /** Sends an event to an invocation that ends so soon. */
    CompletableFuture<Timed> ask(String event, Duration remaining) {
        var start = System.nanoTime();
        return runtime.invoke(event, remaining).thenApply(answer -> new Timed(answer.isError(), EventPath.json(answer.json()),
                Duration.ofNanos(System.nanoTime() - start)));
    }

    /** Sends an event and does not wait for its answer. */
    @SuppressWarnings("FutureReturnValueIgnored")
    void send(String event) {
        runtime.invoke(event, Duration.ofMinutes(5));
    }

    void kill() {
        try {
            process.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int awaitExit() throws InterruptedException {
        return process.awaitExit();
    }

    List<String> output() {
        try {
            return Files.readAllLines(output.toPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
        runtime.close();
    }
}
