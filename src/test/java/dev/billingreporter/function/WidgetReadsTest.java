package dev.billingreporter.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.local.Tables;
import io.quarkus.arc.ClientProxy;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** Which calls of DynamoDB a look at the pages makes: what a role needs that may do nothing else. */
@QuarkusTest
class WidgetReadsTest extends EventPath {

    @Inject
    DynamoDbClient client;

    private final Set<String> calls = new ConcurrentSkipListSet<>();

    @BeforeEach
    void recordCalls() {
        var real = ClientProxy.unwrap(client);
        var recording = Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { DynamoDbClient.class },
                (proxy, method, arguments) -> {
                    calls.add(method.getName() + " " + tables(arguments[0]));
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        QuarkusMock.installMockForType((DynamoDbClient) recording, DynamoDbClient.class);
        installation("icfg_1");
        tables.counter("icfg_1", "2026-11-22#requests#", "1500");
    }

    private static List<String> tables(Object request) {
        if (request instanceof BatchGetItemRequest batch) {
            return List.copyOf(batch.requestItems().keySet());
        }
        return List.of(request instanceof ScanRequest scan ? scan.tableName() : ((QueryRequest) request).tableName());
    }

    @Test
    void theOverviewScansTheInstallationsAndReadsTheirCheckpoints() {
        assertThat(invoke("{\"widgetContext\":{}}").asText()).contains("icfg_1");

        assertThat(calls).containsExactly("batchGetItem [" + Tables.CHECKPOINTS + "]", "scan [" + Tables.INSTALLATIONS + "]");
    }

    @Test
    void aStatementReadsTheItemsAndQueriesTheCounters() {
        assertThat(invoke("{\"widgetContext\":{},\"installationId\":\"icfg_1\"}").asText()).contains("34.00");

        assertThat(calls).containsExactly("batchGetItem [" + Tables.BILLING_PLANS + "]",
                "batchGetItem [" + Tables.CHECKPOINTS + "]", "batchGetItem [" + Tables.INSTALLATIONS + "]",
                "query [" + Tables.USAGE_COUNTERS + "]");
    }

    @Test
    void theDocumentationReadsNothing() {
        assertThat(invoke("{\"describe\":true}").asText()).startsWith("## ");

        assertThat(calls).isEmpty();
    }
}
