package dev.billingreporter.item;

import static org.assertj.core.api.Assertions.assertThat;

import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import org.junit.jupiter.api.Test;

class TableExceptionTest {

    @Test
    void aTableThatFailsCannotBeReached() {
        var cause = new IllegalStateException();
        var exception = new TableException("Checkpoints", "could not be read: it is throttled", cause);

        assertThat(exception).hasCause(cause);
        assertThat(exception.failure())
                .isEqualTo(Failure.of(FailureKind.UNREACHABLE, "table Checkpoints could not be read: it is throttled"));
        assertThat(new TableException("nothing could be read").failure().message()).isEqualTo("nothing could be read");
    }
}
