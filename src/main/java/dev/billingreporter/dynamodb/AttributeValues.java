package dev.billingreporter.dynamodb;

import dev.billingreporter.item.Item;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The SDK's attribute values as the plain Java values of {@link Item}, and back: what is read is written as it was. */
final class AttributeValues {

    private AttributeValues() {
    }

    static Map<String, Object> plain(Map<String, AttributeValue> attributes) {
        var plain = new LinkedHashMap<String, Object>(attributes.size() * 2);
        attributes.forEach((name, value) -> plain.put(name, plain(value)));
        return plain;
    }

    private static Object plain(AttributeValue value) {
        return switch (value.type()) {
            case S -> value.s();
            case N -> new BigDecimal(value.n());
            case BOOL -> value.bool();
            case L -> list(value.l());
            case M -> plain(value.m());
            case NUL -> Item.NULL;
            default -> value; // a set or binary: no attribute here is one, and whoever asks for it says so
        };
    }

    private static List<Object> list(List<AttributeValue> values) {
        var plain = new ArrayList<>(values.size());
        values.forEach(value -> plain.add(plain(value)));
        return plain;
    }

    static Map<String, AttributeValue> of(Map<String, ?> plain) {
        var attributes = new LinkedHashMap<String, AttributeValue>(plain.size() * 2);
        plain.forEach((name, value) -> attributes.put(name, of(value)));
        return attributes;
    }

    static AttributeValue of(Object plain) {
        if (plain instanceof String text) {
            return AttributeValue.fromS(text);
        }
        if (plain instanceof BigDecimal number) {
            return AttributeValue.fromN(number.toPlainString());
        }
        if (plain instanceof Boolean flag) {
            return AttributeValue.fromBool(flag);
        }
        if (plain instanceof List<?> list) {
            return AttributeValue.fromL(list.stream().map(AttributeValues::of).toList());
        }
        if (plain instanceof Map<?, ?> map) {
            var attributes = new LinkedHashMap<String, AttributeValue>(map.size() * 2);
            map.forEach((name, value) -> attributes.put((String) name, of(value)));
            return AttributeValue.fromM(attributes);
        }
        return plain == Item.NULL ? AttributeValue.fromNul(true) : (AttributeValue) plain;
    }
}
