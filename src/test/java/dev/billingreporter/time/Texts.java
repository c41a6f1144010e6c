package dev.billingreporter.time;

import java.time.DateTimeException;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/** Texts that are nearly right, and what reading them gives. */
final class Texts {

    private static final String CHARACTERS = "0123456789-:.TZ+ t٣";

    private Texts() {
    }

    /** What is read; empty when it is refused. */
    static <T> Optional<T> result(String text, Function<String, T> parse) {
        try {
            return Optional.of(parse.apply(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** One character is another, or missing, or there twice. */
    static String changed(String text, Random random) {
        var position = random.nextInt(text.length());
        var before = text.substring(0, position);
        var after = text.substring(position + 1);
        return switch (random.nextInt(3)) {
            case 0 -> before + after;
            case 1 -> before + text.charAt(position) + text.charAt(position) + after;
            default -> before + CHARACTERS.charAt(random.nextInt(CHARACTERS.length())) + after;
        };
    }
}
