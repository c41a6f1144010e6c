package dev.billingreporter.dynamodb;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which attributes to read, under placeholder names, as some of them are reserved words.
 *
 * @param expression the projection expression
 * @param names the attributes by their placeholders
 */
record Projection(String expression, Map<String, String> names) {

    static Projection of(List<String> attributes) {
        var names = new LinkedHashMap<String, String>();
        for (var attribute : attributes) {
            names.put("#a" + names.size(), attribute);
        }
        return new Projection(String.join(",", names.keySet()), Map.copyOf(names));
    }
}
