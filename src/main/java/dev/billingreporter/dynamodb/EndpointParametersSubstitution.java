package dev.billingreporter.dynamodb;

import com.oracle.svm.core.annotate.Alias;
import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.endpoints.DynamoDbEndpointParams;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/**
 * What the AWS SDK takes from a request to choose its endpoint. The SDK asks each of DynamoDB's operations in turn, which
 * brings all of their types into the native executable; here only those are asked that the function uses. One that is
 * not among them is an error at its first call.
 */
@TargetClass(className = "software.amazon.awssdk.services.dynamodb.endpoints.internal.DynamoDbEndpointResolverUtils")
final class EndpointParametersSubstitution {

    @Substitute
    private static void setContextParams(DynamoDbEndpointParams.Builder parameters, String operation, SdkRequest request) {
        if (request instanceof QueryRequest query) {
            setContextParams(parameters, query);
        } else if (request instanceof PutItemRequest put) {
            setContextParams(parameters, put);
        } else if (request instanceof ScanRequest scan) {
            setContextParams(parameters, scan);
        } else if (!(request instanceof BatchGetItemRequest)) {
            throw new UnsupportedOperationException("the native executable does not know DynamoDB's operation " + operation);
        }
    }

    @Substitute
    private static void setOperationContextParams(DynamoDbEndpointParams.Builder parameters, String operation,
            SdkRequest request) {
        if (request instanceof BatchGetItemRequest batch) {
            setOperationContextParams(parameters, batch);
        }
    }

    @Alias
    private static native void setContextParams(DynamoDbEndpointParams.Builder parameters, QueryRequest request);

    @Alias
    private static native void setContextParams(DynamoDbEndpointParams.Builder parameters, PutItemRequest request);

    @Alias
    private static native void setContextParams(DynamoDbEndpointParams.Builder parameters, ScanRequest request);

    @Alias
    private static native void setOperationContextParams(DynamoDbEndpointParams.Builder parameters,
            BatchGetItemRequest request);
}
