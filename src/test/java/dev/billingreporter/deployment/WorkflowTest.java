package dev.billingreporter.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The workflows run other people's code: only what was looked at, with no more rights than it needs. */
class WorkflowTest {

    @Test
    void actionsArePinnedByCommitWithTheirVersionBeside() throws IOException {
        assertThat(lines()).filteredOn(line -> line.contains("uses:")).isNotEmpty()
                .allSatisfy(line -> assertThat(line).matches("\\s*-? ?uses: [\\w./-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+"));
    }

    @Test
    void onlyTheReleaseMayWrite() throws IOException {
        assertThat(lines()).filteredOn(line -> line.matches("\\s*[a-z-]+: write.*")).containsExactly("      contents: write");
        assertThat(lines()).containsSequence("permissions:", "  contents: read");
    }

    @Test
    void checkoutsKeepNoToken() throws IOException {
        var lines = lines();
        for (var number = 0; number < lines.size(); number++) {
            if (lines.get(number).contains("actions/checkout@")) {
                assertThat(lines.subList(number + 1, number + 3)).extracting(String::strip).containsExactly("with:",
                        "persist-credentials: false");
            }
        }
    }

    private static List<String> lines() throws IOException {
        try (var files = Files.list(Path.of(".github/workflows"))) {
            return files.sorted().flatMap(WorkflowTest::lines).toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
