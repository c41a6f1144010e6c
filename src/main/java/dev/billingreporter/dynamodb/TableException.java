package dev.billingreporter.dynamodb;

import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** A table could not be read or written. The message names the table and what DynamoDB said. */
public final class TableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TableException(String table, String problem) {
        super("table %s %s".formatted(table, problem));
    }

    TableException(String table, String action, RuntimeException cause) {
        super("table %s could not be %s: %s".formatted(table, action, describe(cause)), cause);
    }

    private static String describe(RuntimeException cause) {
        return cause instanceof AwsServiceException service && service.awsErrorDetails() != null
                ? service.awsErrorDetails().errorCode() + ": " + service.awsErrorDetails().errorMessage()
                : cause.getMessage();
    }
}
