package dev.billingreporter.dynamodb;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** The condition that an item is still what it was when it was read, attribute by attribute. */
final class UnchangedCondition {

    private static final Pattern PLACEHOLDER = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

    private UnchangedCondition() {
    }

    /**
     * Adds it to a write.
     *
     * @param attributes those that are compared: those that the item had are still the same, and the others still missing
     * @param seen the item's attributes as plain Java values
     */
    static void add(PutItemRequest.Builder request, Collection<String> attributes, Map<String, ?> seen) {
        var conditions = new ArrayList<String>();
        var names = new HashMap<String, String>();
        var values = new HashMap<String, AttributeValue>();
        for (var attribute : attributes) {
            // another's attribute can have any name; no name that fits begins with a digit
            var placeholder = PLACEHOLDER.matcher(attribute).matches() ? attribute : Integer.toString(names.size());
            names.put("#" + placeholder, attribute);
            var value = seen.get(attribute);
            if (value == null) {
                conditions.add("attribute_not_exists(#%s)".formatted(placeholder));
            } else {
                conditions.add("#%1$s = :%1$s".formatted(placeholder));
                values.put(":" + placeholder, AttributeValues.of(value));
            }
        }
        request.conditionExpression(String.join(" AND ", conditions)).expressionAttributeNames(names)
                .expressionAttributeValues(values.isEmpty() ? null : values);
    }
}
