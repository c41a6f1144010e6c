package dev.billingreporter.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The garbage collector's log of the function's JVM. */
record HeapLog(Path file) {

    private static final Pattern COLLECTION = Pattern.compile("Pause .* (\\d+)M->(\\d+)M\\(\\d+M\\)");

    /** The option that has it written. */
    String option() {
        return "-Xlog:gc:file=" + file;
    }

    /**
     * The most that was in use after a collection, in MiB: what the runs hold on to, however large the heap may grow.
     * Nothing was collected, if it is 0.
     */
    long mostAfterCollection() throws IOException {
        return Files.readAllLines(file).stream().map(COLLECTION::matcher).filter(Matcher::find)
                .mapToLong(match -> Long.parseLong(match.group(2))).max().orElse(0);
    }
}
