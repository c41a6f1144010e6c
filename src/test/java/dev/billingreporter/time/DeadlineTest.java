package dev.billingreporter.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private static final Instant INSTANT = Instant.parse("2026-11-22T10:05:00Z");
    private static final Instant LAST_START = INSTANT.plusSeconds(5);

    @Test
    void whatIsNewStartsBeforeTheInstantAndWhatIsUnderWayBeforeTheLastStart() {
        var deadline = new Deadline(INSTANT, LAST_START);

        assertThat(deadline.isTooLate(INSTANT.minusNanos(1))).isFalse();
        assertThat(deadline.isTooLate(INSTANT)).isTrue();
        assertThat(deadline.isTooLateForFirst(LAST_START.minusNanos(1))).isFalse();
        assertThat(deadline.isTooLateForFirst(LAST_START)).isTrue();
    }

    @Test
    void aDeadlineAtAnInstantGivesWhatIsUnderWayNoMoreTime() {
        assertThat(Deadline.at(INSTANT)).isEqualTo(new Deadline(INSTANT, INSTANT));
    }

    @Test
    void whatBelongsToTheRunIsWrittenInTheFirstHalfOfTheTimeThatIsLeftForTheAnswer() {
        var deadline = new Deadline(INSTANT, LAST_START, LAST_START.plusSeconds(10), LAST_START.plusSeconds(30));

        assertThat(deadline.writtenBy()).isEqualTo(LAST_START.plusSeconds(20));
        assertThat(new Deadline(INSTANT, LAST_START).writtenBy()).isEqualTo(LAST_START.plusSeconds(60));
    }

    @Test
    void whatIsUnderWayNeverHasLessTimeThanWhatIsNew() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Deadline(INSTANT, INSTANT.minusNanos(1)));
    }
}
