package dev.billingreporter.local;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** DynamoDB Local, in memory, as a process of its own that ends with this one, even if this one is killed. */
public final class DynamoDbLocal implements AutoCloseable {

    /** What every client of it uses. */
    public static final String REGION = "us-east-1";
    /** No secret: DynamoDB Local takes any. */
    public static final String ACCESS_KEY_ID = "local";
    public static final String SECRET_ACCESS_KEY = "local";

    private static final Path JARS = Path.of("target", "dynamodb-local");
    private static final Path TEST_CLASSES = Path.of("target", "test-classes");
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final Process process;
    private final int port;

    private DynamoDbLocal(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it on a free port and waits until it listens. */
    public static DynamoDbLocal start() {
        if (!Files.isDirectory(JARS)) {
            throw new IllegalStateException(JARS + " is not there: the build copies it in process-test-resources");
        }
        try {
            var port = freePort();
            var log = Path.of("target", "dynamodb-local-" + port + ".log").toFile();
            var process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Djava.library.path=" + JARS, "-cp", JARS + "/*" + File.pathSeparator + TEST_CLASSES, "-Xmx2g",
                    DynamoDbLocalProcess.class.getName(),
                    "-inMemory", "-port", Integer.toString(port), "-disableTelemetry"))
                    .redirectErrorStream(true).redirectOutput(log).start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            awaitPort(process, port);
            return new DynamoDbLocal(process, port);
        } catch (IOException e) {
            throw new IllegalStateException("DynamoDB Local does not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Where it listens. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The process, to be measured. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /** A client of it. */
    public DynamoDbClient client() {
        return client(configuration -> {
        });
    }

    /** A client of it that is configured further. */
    @SuppressWarnings("deprecation") // the client that the function uses
    public DynamoDbClient client(Consumer<ClientOverrideConfiguration.Builder> configuration) {
        return DynamoDbClient.builder().endpointOverride(endpoint()).region(Region.of(REGION))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY_ID, SECRET_ACCESS_KEY)))
                .httpClientBuilder(ApacheHttpClient.builder())
                .overrideConfiguration(configuration)
                .build();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitPort(Process process, int port) throws IOException, InterruptedException {
        var end = System.nanoTime() + START_TIMEOUT.toNanos();
        while (System.nanoTime() < end) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return;
            } catch (ConnectException e) {
                if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException("DynamoDB Local ended with " + process.exitValue());
                }
            }
        }
        throw new IllegalStateException("DynamoDB Local does not listen after " + START_TIMEOUT);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
