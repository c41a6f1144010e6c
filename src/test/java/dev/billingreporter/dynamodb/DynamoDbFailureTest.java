package dev.billingreporter.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

class DynamoDbFailureTest {

    @Test
    void itSaysWhatDynamoDbSaid() {
        var refused = DynamoDbException.builder()
                .awsErrorDetails(AwsErrorDetails.builder().errorCode("ValidationException").errorMessage("no such key").build())
                .build();

        assertThat(DynamoDbFailure.unreadable("Counters", refused))
                .hasMessage("table Counters could not be read: ValidationException: no such key");
        assertThat(DynamoDbFailure.unwritten("Counters", SdkClientException.create("no route to host")))
                .hasMessage("table Counters could not be written: no route to host");
    }

    @Test
    void aMessageOfFiftyKilobytesIsCut() {
        var endless = SdkClientException.create("x".repeat(50_000));

        assertThat(DynamoDbFailure.unreadable("Counters", endless).getMessage()).hasSizeLessThan(4_200).endsWith("x…");
    }
}
