package dev.billingreporter.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.billingreporter.failure.Failure;
import dev.billingreporter.failure.FailureKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParsedTest {

    private static final Item ITEM = Item.of("BillingPlans", "pro", Map.of("name", "Pro"));

    @Test
    void whatCanBeReadIsUsable() {
        var parsed = Parsed.of(() -> ITEM.text("name"));

        assertThat(parsed.usable()).contains("Pro");
        assertThat(parsed.orElseThrow()).isEqualTo("Pro");
    }

    @Test
    void whatCannotBeReadKeepsItsReason() {
        var parsed = Parsed.of(() -> ITEM.text("price"));

        assertThat(parsed.usable()).isEmpty();
        assertThatThrownBy(parsed::orElseThrow)
                .isInstanceOfSatisfying(InvalidItemException.class, problem -> assertThat(problem.failure()).isEqualTo(
                        Failure.of(FailureKind.INVALID_DATA, "BillingPlans item \"pro\": price is missing")));
    }

    @Test
    void aFaultIsNoReason() {
        assertThatIllegalStateException().isThrownBy(() -> Parsed.of(() -> {
            throw new IllegalStateException();
        }));
    }
}
