package dev.billingreporter.dynamodb;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Turns the SDK's attribute values into the plain Java values of {@link dev.billingreporter.item.Item}. */
final class AttributeValues {

    private AttributeValues() {
    }

    static Map<String, Object> plain(Map<String, AttributeValue> attributes) {
        var plain = new LinkedHashMap<String, Object>(attributes.size() * 2);
        attributes.forEach((name, value) -> {
            // NULL is what many mappers write for what is absent
            if (value.type() != AttributeValue.Type.NUL) {
                plain.put(name, plain(value));
            }
        });
        return plain;
    }

    private static Object plain(AttributeValue value) {
        return switch (value.type()) {
            case S -> value.s();
            case N -> new BigDecimal(value.n());
            case BOOL -> value.bool();
            case L -> list(value.l());
            case M -> plain(value.m());
            default -> value; // a set or binary: no attribute here is one, and whoever asks for it says so
        };
    }

    private static List<Object> list(List<AttributeValue> values) {
        var plain = new ArrayList<>(values.size());
        values.forEach(value -> plain.add(plain(value)));
        return plain;
    }
}
