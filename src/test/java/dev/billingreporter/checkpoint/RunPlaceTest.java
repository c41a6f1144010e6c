package dev.billingreporter.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.billingreporter.installation.Installation;
import dev.billingreporter.item.Item;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunPlaceTest {

    private static final RunPlace PLACE = new RunPlace("not an id / at all", Instant.parse("2026-11-22T10:05:00Z"));

    @Test
    void aPlaceReadsBackAsItWas() {
        assertThat(PLACE.write()).isEqualTo(Map.of("resumeAfter", "not an id / at all", "at", "2026-11-22T10:05:00.000Z"));
        assertThat(RunPlace.ATTRIBUTES).containsExactlyInAnyOrderElementsOf(PLACE.write().keySet());
        assertThat(read(PLACE.write())).isEqualTo(PLACE);
    }

    @Test
    void itsKeyIsNoInstallations() {
        assertThat(Installation.isInstallationId(RunPlace.KEY)).isFalse();
    }

    @Test
    void whatCannotBeUsedIsNamed() {
        assertThatThrownBy(() -> read(Map.of("at", "2026-11-22T10:05:00Z")))
                .hasMessage("Checkpoints item \"#run\": resumeAfter is missing");
        assertThatThrownBy(() -> read(Map.of("resumeAfter", "icfg_1"))).hasMessage("Checkpoints item \"#run\": at is missing");
    }

    private static RunPlace read(Map<String, Object> item) {
        return RunPlace.read(Item.of("Checkpoints", RunPlace.KEY, item));
    }
}
