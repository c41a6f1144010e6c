package dev.billingreporter.function;

import io.quarkus.amazon.lambda.runtime.AmazonLambdaRecorder;
import io.quarkus.amazon.lambda.runtime.LambdaConfig;
import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.ShutdownContext;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.enterprise.event.Observes;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets the packaged jar poll the Lambda Runtime API when it is run by {@code java -jar}, as the native executable does
 * by itself. So local mode, benchmark and tests drive the packaged function the way AWS Lambda drives it. In AWS's
 * managed Java runtime nothing is run from here: there the runtime calls the function.
 */
@QuarkusMain
class RuntimeApiPolling implements QuarkusApplication {

    @Override
    public int run(String... arguments) {
        var shutdown = new ShutdownTasks();
        if (ImageMode.current() == ImageMode.JVM && LaunchMode.current() == LaunchMode.NORMAL
                && System.getenv("AWS_LAMBDA_RUNTIME_API") != null) {
            // the configuration chose the handler, which has been done at this point
            new AmazonLambdaRecorder(new RuntimeValue<LambdaConfig>()).startPollLoop(shutdown, LaunchMode.NORMAL);
        }
        Quarkus.waitForExit();
        shutdown.run();
        return 0;
    }

    /** The poll loop stops the application when the Runtime API is gone; without this the process would wait on. */
    void stopped(@Observes ShutdownEvent event) {
        Quarkus.asyncExit();
    }

    private static final class ShutdownTasks implements ShutdownContext {

        private final Deque<Runnable> tasks = new ArrayDeque<>();

        @Override
        public void addShutdownTask(Runnable task) {
            tasks.addFirst(task);
        }

        @Override
        public void addLastShutdownTask(Runnable task) {
            tasks.addLast(task);
        }

        void run() {
            tasks.forEach(Runnable::run);
        }
    }
}
