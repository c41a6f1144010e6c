package dev.billingreporter.dynamodb;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

/** A client that answers as scripted, for what DynamoDB Local never does. */
final class ScriptedDynamoDb implements DynamoDbClient {

    final List<BatchGetItemRequest> reads = new ArrayList<>();
    final List<PutItemRequest> writes = new ArrayList<>();
    final Deque<Function<BatchGetItemRequest, BatchGetItemResponse>> readAnswers = new ArrayDeque<>();
    final Deque<Function<PutItemRequest, PutItemResponse>> writeAnswers = new ArrayDeque<>();

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        reads.add(request);
        return (readAnswers.size() > 1 ? readAnswers.poll() : readAnswers.peek()).apply(request);
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        writes.add(request);
        return (writeAnswers.size() > 1 ? writeAnswers.poll() : writeAnswers.peek()).apply(request);
    }

    @Override
    public String serviceName() {
        return "dynamodb";
    }

    @Override
    public void close() {
        // nothing is open
    }
}
