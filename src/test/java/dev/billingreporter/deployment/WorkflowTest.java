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
    void oneActionHasOneVersion() throws IOException {
        var pinned = lines().stream().filter(line -> line.contains("uses:")).map(line -> line.replaceAll(".*uses: ", ""))
                .distinct();

        assertThat(pinned.map(use -> use.replaceAll("@.*", ""))).doesNotHaveDuplicates();
    }

    @Test
    void onlyTheReleaseMayWrite() throws IOException {
        assertThat(lines()).filteredOn(line -> line.matches("\\s*[a-z-]+: write.*")).containsExactly("      contents: write",
                "      id-token: write", "      attestations: write");
        assertThat(lines()).containsSequence("permissions:", "  contents: read");
        var release = lines().subList(lines().indexOf("  release:"), lines().size());
        assertThat(release).contains("      contents: write", "      id-token: write", "      attestations: write");
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

    @Test
    void aReleaseHasTheNativeZipsWithProvenanceAndTheBillOfMaterials() throws IOException {
        assertThat(lines()).extracting(String::strip).contains("- run: sam validate --lint --region us-east-1",
                "- run: cp target/function-native.zip function-${{ matrix.architecture }}.zip", "subject-path: function-*.zip",
                "- run: ./mvnw -B -ntp cyclonedx:makeBom");
        assertThat(lines()).filteredOn(line -> line.contains("gh release create")).hasSize(1).first().asString()
                .contains("function-*.zip", "sbom.cdx.json", "template.yaml", "SHA256SUMS");
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
