package dev.billingreporter.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DatesTest {

    @Test
    void everyTextIsReadAsLocalDateReadsIt() {
        var random = new Random(20261127);
        var written = LocalDate.of(2023, 12, 1).datesUntil(LocalDate.of(2029, 2, 1)).map(LocalDate::toString).toList();
        var far = random.longs(5_000, LocalDate.of(-10, 1, 1).toEpochDay(), LocalDate.of(10_010, 1, 1).toEpochDay())
                .mapToObj(day -> LocalDate.ofEpochDay(day).toString());
        var others = Stream.of("", "2026-11", "2026-11-31", "2026-02-29", "2024-02-29", "1900-02-29", "2000-02-29",
                "2026-00-10", "2026-13-10", "2026-12-00", "0000-01-01", "-001-01-01", "2026/11/22", "2026-11/22",
                "2026-11-2٣");
        var changed = written.stream().flatMap(text -> Stream.generate(() -> Texts.changed(text, random)).limit(5));

        Stream.of(written.stream(), far, others, changed).flatMap(texts -> texts)
                .forEach(text -> assertThat(Texts.result(text, Dates::parse)).as(text)
                        .isEqualTo(Texts.result(text, LocalDate::parse)));
    }
}
