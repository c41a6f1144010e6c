package dev.billingreporter.function;

import dev.billingreporter.local.DynamoDbLocal;
import dev.billingreporter.local.Tables;
import dev.billingreporter.standin.VercelStandIn;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** What the function talks to in tests through the event path: DynamoDB Local and the stand-in, started once. */
public final class Backends implements QuarkusTestResourceLifecycleManager {

    /** Short, as some tests wait for it; on loopback an answer takes a few milliseconds. */
    private static final String REQUEST_TIMEOUT = "1s";

    private static DynamoDbLocal dynamoDb;
    private static Tables tables;
    private static VercelStandIn vercel;

    @Override
    public Map<String, String> start() {
        synchronized (Backends.class) {
            if (dynamoDb == null) {
                dynamoDb = DynamoDbLocal.start();
                tables = new Tables(dynamoDb.client());
                tables.create();
                vercel = VercelStandIn.start(TestTime.CLOCK);
            }
        }
        // the SDK reads these itself
        System.setProperty("aws.endpointUrlDynamoDb", dynamoDb.endpoint().toString());
        System.setProperty("aws.region", DynamoDbLocal.REGION);
        System.setProperty("aws.accessKeyId", DynamoDbLocal.ACCESS_KEY_ID);
        System.setProperty("aws.secretAccessKey", DynamoDbLocal.SECRET_ACCESS_KEY);
        return Map.of("VERCEL_API_URL", vercel.url().toString(), "REQUEST_TIMEOUT", REQUEST_TIMEOUT);
    }

    static Tables tables() {
        return tables;
    }

    static VercelStandIn vercel() {
        return vercel;
    }

    @Override
    public void stop() {
        // kept for the next test class; both end with the process
    }
}
