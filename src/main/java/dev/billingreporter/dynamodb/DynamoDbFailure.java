package dev.billingreporter.dynamodb;

import dev.billingreporter.item.Item;
import dev.billingreporter.item.TableException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says what DynamoDB, or its client, said of a table. */
final class DynamoDbFailure {

    private DynamoDbFailure() {
    }

    static TableException unreadable(String table, SdkException cause) {
        return new TableException(table, "could not be read: " + describe(cause), cause);
    }

    static TableException unwritten(String table, SdkException cause) {
        return new TableException(table, "could not be written: " + describe(cause), cause);
    }

    private static String describe(SdkException cause) {
        var message = cause instanceof AwsServiceException service && service.awsErrorDetails() != null
                ? service.awsErrorDetails().errorCode() + ": " + service.awsErrorDetails().errorMessage()
                : cause.getMessage();
        return Item.bounded(String.valueOf(message));
    }
}
