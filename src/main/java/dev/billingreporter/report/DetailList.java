package dev.billingreporter.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.util.RawValue;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The details of an answer, as many as fit: they are written as they come, so that their bytes are counted. */
final class DetailList {

    /** Lambda's answers end at 6 MB, and an answer has other parts too. */
    private static final int MOST_BYTES = 4_000_000;
    private static final Comparator<Written> ORDER = Comparator.comparing(Written::installationId)
            .thenComparing(Written::day);

    private final ObjectWriter json;
    private final List<Written> details = new ArrayList<>();
    private int bytes;
    private long omitted;

    DetailList(ObjectWriter json) {
        this.json = json;
    }

    void add(Detail detail) {
        if (omitted > 0) {
            omitted++;
            return;
        }
        var text = write(detail);
        var size = text.getBytes(StandardCharsets.UTF_8).length + 1;
        if (bytes + size > MOST_BYTES) {
            omitted++;
            return;
        }
        bytes += size;
        details.add(new Written(detail.installationId(), detail.date().orElse(LocalDate.MIN), new RawValue(text)));
    }

    private String write(Detail detail) {
        try {
            return json.writeValueAsString(detail);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every detail can be written", e);
        }
    }

    /** By installation and day: installations end in any order, and an answer is easier to read, and to compare, in one. */
    List<RawValue> sorted() {
        return details.stream().sorted(ORDER).map(Written::json).toList();
    }

    long omitted() {
        return omitted;
    }

    private record Written(String installationId, LocalDate day, RawValue json) {
    }
}
