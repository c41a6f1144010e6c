package dev.billingreporter.lambda;

import dev.billingreporter.local.DynamoDbLocal;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The packaged function as a process of its own that polls a {@link LambdaRuntime}. */
public final class FunctionProcess implements AutoCloseable {

    private static final long TICKS_A_SECOND = 100;

    private final Process process;
    private final long started = System.nanoTime();

    private FunctionProcess(Process process) {
        this.process = process;
    }

    /** The jar that the build made, if it has. */
    public static Optional<Path> jar() {
        return built("-runner.jar");
    }

    /** The native executable that the build made, if it has. */
    public static Optional<Path> nativeExecutable() {
        return built("-runner");
    }

    private static Optional<Path> built(String ending) {
        try (var files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending)).findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts it.
     *
     * @param command how: {@link #jvm} or the native executable
     * @param settings environment variables beyond those that say where everything is
     * @param output where its output goes
     */
    public static FunctionProcess start(List<String> command, LambdaRuntime runtime, DynamoDbLocal dynamoDb, URI vercel,
            Map<String, String> settings, File output) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output));
        var environment = builder.environment();
        environment.put("AWS_LAMBDA_RUNTIME_API", runtime.address());
        environment.put("AWS_LAMBDA_FUNCTION_NAME", "vercel-billing-reporter");
        environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.endpoint().toString());
        environment.put("AWS_REGION", DynamoDbLocal.REGION);
        environment.put("AWS_ACCESS_KEY_ID", DynamoDbLocal.ACCESS_KEY_ID);
        environment.put("AWS_SECRET_ACCESS_KEY", DynamoDbLocal.SECRET_ACCESS_KEY);
        environment.put("VERCEL_API_URL", vercel.toString());
        environment.putAll(settings);
        try {
            var process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new FunctionProcess(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command that runs the packaged jar on this JDK. */
    public static List<String> jvm(String... options) {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.add("-jar");
        command.add(jar()
                .orElseThrow(() -> new IllegalStateException("the function is not packaged: there is no target/*-runner.jar"))
                .toString());
        return command;
    }

    /** When it was started, by {@link System#nanoTime()}. */
    public long started() {
        return started;
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Its exit code, when it has ended within a minute. */
    public int awaitExit() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the function has not ended");
        }
        return process.exitValue();
    }

    /** Waits until it ends, however long that is; gives its exit code. */
    public int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    /** Ends it at once, as a lost machine would. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** The processor time that it has used so far, in milliseconds. */
    public long cpuMillis() {
        return cpuMillis(process.pid());
    }

    /** The processor time that a process has used so far, in milliseconds. */
    public static long cpuMillis(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc/%d/stat".formatted(pid)));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 1000 / TICKS_A_SECOND;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The most memory that it has used so far, in KiB. */
    public long peakMemory() {
        return status("VmHWM:");
    }

    /** The process. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    private long status(String field) {
        try {
            return Files.readAllLines(Path.of("/proc/%d/status".formatted(process.pid()))).stream()
                    .filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", ""))).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets it end by itself, so that a profile of it is written, and ends it when it does not. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
