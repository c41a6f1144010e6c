package dev.billingreporter.item;

import dev.billingreporter.time.Dates;
import dev.billingreporter.time.Instants;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * An item of a table, or a map within one, read strictly: an attribute of the wrong type is an error that names the
 * table, the item's key and the attribute's path. Attributes that nobody asks for are the writer's own and ignored.
 *
 * <p>
 * Values are plain Java: {@link String}, {@link BigDecimal} (all 38 digits of a DynamoDB number), {@link Boolean},
 * {@link List}, {@link Map} and {@link #NULL}. Any other value is of a type that no attribute here has.
 */
public final class Item {

    /** What DynamoDB calls NULL: many mappers write it for what is absent, and here it is absent. */
    public static final Object NULL = new Object() {
        @Override
        public String toString() {
            return "NULL";
        }
    };

    /** DynamoDB's limit for a partition key, in bytes of UTF-8. */
    private static final int LONGEST_KEY = 2048;
    /** Long enough for any id, name or token; short enough that a message that quotes one stays readable. */
    private static final int LONGEST_TEXT = 4096;
    private static final int DATE_LENGTH = "2026-11-22".length();

    private final String table;
    private final String key;
    private final String path;
    private final Map<String, ?> attributes;

    private Item(String table, String key, String path, Map<String, ?> attributes) {
        this.table = Objects.requireNonNull(table);
        this.key = Objects.requireNonNull(key);
        this.path = path;
        this.attributes = Objects.requireNonNull(attributes);
    }

    /** The item of {@code table} with this key. */
    public static Item of(String table, String key, Map<String, ?> attributes) {
        return new Item(table, shortened(key), "", attributes);
    }

    /** A required text that is not blank. */
    public String text(String attribute) {
        return optionalText(attribute).orElseThrow(() -> invalid(attribute, "is missing"));
    }

    /** A text that is not blank, if the attribute is there. */
    public Optional<String> optionalText(String attribute) {
        var text = typed(attribute, String.class, "a string (S)");
        text.ifPresent(value -> {
            if (value.isBlank()) {
                throw invalid(attribute, "must not be empty");
            }
            if (value.length() > LONGEST_TEXT) {
                throw invalid(attribute, "must not be longer than %d characters, but has %d"
                        .formatted(LONGEST_TEXT, value.length()));
            }
        });
        return text;
    }

    /** A text of any length, if the attribute is there. */
    public Optional<String> optionalDocument(String attribute) {
        return typed(attribute, String.class, "a string (S)");
    }

    /** A required text that is the key of an item in another table. */
    public String key(String attribute) {
        var key = text(attribute);
        if (!isKey(key)) {
            throw invalid(attribute, "must not be longer than %d bytes, as it is a key".formatted(LONGEST_KEY));
        }
        return key;
    }

    /** Whether {@code text} can be the partition key of an item. */
    public static boolean isKey(String text) {
        return !text.isEmpty() && text.getBytes(StandardCharsets.UTF_8).length <= LONGEST_KEY;
    }

    /** A required number. */
    public BigDecimal number(String attribute) {
        return optionalNumber(attribute).orElseThrow(() -> invalid(attribute, "is missing"));
    }

    /** A number, if the attribute is there. */
    public Optional<BigDecimal> optionalNumber(String attribute) {
        return typed(attribute, BigDecimal.class, "a number (N)");
    }

    /** A required number that is zero or more. */
    public BigDecimal nonNegativeNumber(String attribute) {
        return nonNegative(attribute, number(attribute));
    }

    /** A number that is zero or more, if the attribute is there. */
    public Optional<BigDecimal> optionalNonNegativeNumber(String attribute) {
        return optionalNumber(attribute).map(number -> nonNegative(attribute, number));
    }

    /** A truth value, {@code otherwise} if the attribute is absent. */
    public boolean flag(String attribute, boolean otherwise) {
        return typed(attribute, Boolean.class, "a truth value (BOOL)").orElse(otherwise);
    }

    /** An instant in ISO 8601 with an offset, such as {@code 2026-11-22T10:05:00Z}, if the attribute is there. */
    public Optional<Instant> optionalInstant(String attribute) {
        return optionalText(attribute).map(text -> instant(attribute, text, ""));
    }

    /**
     * An instant, if the attribute is there. It may be a date such as {@code 2026-11-22} instead.
     *
     * @param startOf which instant a date stands for
     */
    public Optional<Instant> optionalInstantOrDate(String attribute, Function<LocalDate, Instant> startOf) {
        return optionalText(attribute).map(text -> text.length() == DATE_LENGTH
                ? startOf.apply(date(attribute, text, "an instant such as 2026-11-22T10:05:00Z or "))
                : instant(attribute, text, " or a date such as 2026-11-22"));
    }

    /** A required date such as {@code 2026-11-22}. */
    public LocalDate date(String attribute) {
        return date(attribute, text(attribute), "");
    }

    /** A required instant. */
    public Instant instant(String attribute) {
        return optionalInstant(attribute).orElseThrow(() -> invalid(attribute, "is missing"));
    }

    /** The maps of a list, in their order; empty if the attribute is absent. */
    public List<Item> items(String attribute) {
        var list = typed(attribute, List.class, "a list (L)").orElse(List.of());
        var items = new ArrayList<Item>(list.size());
        for (var element : list) {
            var elementPath = "%s[%d]".formatted(attribute, items.size());
            items.add(nested(elementPath, element));
        }
        return List.copyOf(items);
    }

    /** The map under this attribute, if it is there. */
    public Optional<Item> item(String attribute) {
        return typed(attribute, Map.class, "a map (M)").map(map -> nested(attribute, map));
    }

    /** The names of the attributes that are there. */
    public List<String> attributeNames() {
        return attributes.entrySet().stream().filter(attribute -> attribute.getValue() != NULL).<String> map(Map.Entry::getKey)
                .toList();
    }

    /** The error that this attribute has this problem; {@code problem} continues the attribute's name. */
    public InvalidItemException invalid(String attribute, String problem) {
        return new InvalidItemException(table, key, path + attribute, problem);
    }

    /**
     * A number of this item that has no decimals, and is not out of the ordinary.
     *
     * @throws InvalidItemException if it has, or is
     */
    public int wholeNumber(String attribute, BigDecimal number) {
        try {
            return number.intValueExact();
        } catch (ArithmeticException e) {
            throw invalid(attribute, "must be a whole number, but is " + number);
        }
    }

    /** {@code text}, cut so that a message that quotes it stays readable, its control characters made visible. */
    public static String shortened(String text) {
        var cut = text.length() <= 100 ? text : text.substring(0, 100) + "…";
        return cut.replaceAll("\\p{Cntrl}", "�");
    }

    /** {@code text}, cut at the length that any text of an item may have: a message from elsewhere may be longer. */
    public static String bounded(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }

    /**
     * What these attributes say, in a text that is the same whenever they say the same: whatever the order of a map's names
     * and however a number is written.
     */
    public String canonicalText(List<String> attributeNames) {
        var text = new StringBuilder();
        for (var attribute : attributeNames) {
            appendCanonical(attributes.get(attribute), text);
        }
        return text.toString();
    }

    private static void appendCanonical(Object value, StringBuilder text) {
        if (value instanceof String string) {
            // with its length, so that no text can look like more than one
            text.append('s').append(string.length()).append(':').append(string);
        } else if (value instanceof BigDecimal number) {
            text.append('n').append(number.stripTrailingZeros()).append(';');
        } else if (value instanceof List<?> list) {
            text.append('[');
            list.forEach(element -> appendCanonical(element, text));
            text.append(']');
        } else if (value instanceof Map<?, ?> map) {
            text.append('{');
            new TreeMap<>(map).forEach((name, element) -> {
                appendCanonical(name, text);
                appendCanonical(element, text);
            });
            text.append('}');
        } else {
            text.append('v').append(value).append(';');
        }
    }

    private Instant instant(String attribute, String text, String alternative) {
        try {
            var instant = Instants.parse(text);
            var year = instant.atOffset(ZoneOffset.UTC).getYear();
            if (year < 1 || year > 9999) {
                throw invalid(attribute,
                        "must be an instant of the years 1 to 9999, but is \"%s\"".formatted(shortened(text)));
            }
            return instant;
        } catch (DateTimeException e) {
            throw invalid(attribute, "must be an instant such as 2026-11-22T10:05:00Z%s, but is \"%s\""
                    .formatted(alternative, shortened(text)));
        }
    }

    private LocalDate date(String attribute, String text, String alternative) {
        try {
            var date = Dates.parse(text);
            if (date.getYear() >= 1 && date.getYear() <= 9999) {
                return date;
            }
        } catch (DateTimeException e) {
            // said below, as of a year that is none
        }
        throw invalid(attribute, "must be %sa date such as 2026-11-22, but is \"%s\"".formatted(alternative, shortened(text)));
    }

    private BigDecimal nonNegative(String attribute, BigDecimal number) {
        if (number.signum() < 0) {
            throw invalid(attribute, "must not be negative, but is " + number.toPlainString());
        }
        return number;
    }

    private Item nested(String elementPath, Object element) {
        if (element instanceof Map<?, ?> map) {
            @SuppressWarnings("unchecked") // a map in an item has names as keys
            var named = (Map<String, ?>) map;
            return new Item(table, key, path + elementPath + ".", named);
        }
        throw invalid(elementPath, "must be a map (M)");
    }

    private <T> Optional<T> typed(String attribute, Class<T> type, String description) {
        var value = attributes.get(attribute);
        if (value == null || value == NULL) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            throw invalid(attribute, "must be " + description);
        }
        return Optional.of(type.cast(value));
    }
}
