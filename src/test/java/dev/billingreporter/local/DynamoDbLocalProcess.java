package dev.billingreporter.local;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;

/**
 * The main class of DynamoDB Local's process: it ends when its standard input does, that is with the process that
 * started it, even if that one was killed.
 */
final class DynamoDbLocalProcess {

    private static final String SERVER = "com.amazonaws.services.dynamodbv2.local.main.ServerRunner";

    private DynamoDbLocalProcess() {
    }

    public static void main(String[] arguments) throws ReflectiveOperationException {
        var watch = new Thread(DynamoDbLocalProcess::endWithStandardInput, "parent-watch");
        watch.setDaemon(true);
        watch.start();
        try {
            // Not on the class path on which this class is compiled.
            Class.forName(SERVER).getMethod("main", String[].class).invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("DynamoDB Local does not start", e.getCause());
        }
    }

    private static void endWithStandardInput() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes; the end of the stream is all that counts.
            }
        } catch (IOException parentIsGone) {
            // The same as the end of the stream.
        }
        Runtime.getRuntime().halt(0);
    }
}
