package dev.billingreporter.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** template.yaml as JSON, its short functions ({@code !Ref x}) in their long form ({@code {"Ref": "x"}}). */
final class Template {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Template() {
    }

    static JsonNode read() {
        try (var reader = Files.newBufferedReader(Path.of("template.yaml"))) {
            return json(new Yaml(new SafeConstructor(new LoaderOptions())).compose(reader));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The key of a table among the resources, such as {@code installationId HASH}. */
    static List<String> keys(JsonNode resources, String table) {
        var keys = new ArrayList<String>();
        resources.at("/" + table + "/Properties/KeySchema")
                .forEach(key -> keys.add(key.get("AttributeName").asText() + " " + key.get("KeyType").asText()));
        return keys;
    }

    /** What a role's own policies, and those that name it, allow. */
    static List<JsonNode> statements(JsonNode resources, String role) {
        var statements = new ArrayList<>(resources.at("/" + role + "/Properties/Policies").findParents("Effect"));
        policies(resources, role).forEach(policy -> statements.addAll(policy.findParents("Effect")));
        return statements;
    }

    /** The policies that are resources of their own and name the role. */
    static List<JsonNode> policies(JsonNode resources, String role) {
        var policies = new ArrayList<JsonNode>();
        resources.forEach(resource -> {
            if (resource.get("Type").asText().equals("AWS::IAM::Policy")
                    && resource.at("/Properties/Roles").findValuesAsText("Ref").contains(role)) {
                policies.add(resource);
            }
        });
        return policies;
    }

    private static JsonNode json(Node node) {
        var tag = node.getTag().getValue();
        if (!tag.startsWith("!")) {
            return plain(node);
        }
        var function = JSON.objectNode();
        var name = tag.substring(1);
        var value = plain(node);
        if (name.equals("GetAtt") && value.isTextual()) {
            var parts = JSON.arrayNode();
            for (var part : value.textValue().split("\\.", 2)) {
                parts.add(part);
            }
            value = parts;
        }
        function.set(name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name, value);
        return function;
    }

    private static JsonNode plain(Node node) {
        if (node instanceof MappingNode mapping) {
            ObjectNode object = JSON.objectNode();
            mapping.getValue()
                    .forEach(entry -> object.set(((ScalarNode) entry.getKeyNode()).getValue(), json(entry.getValueNode())));
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            var array = JSON.arrayNode();
            sequence.getValue().forEach(element -> array.add(json(element)));
            return array;
        }
        var scalar = (ScalarNode) node;
        if (scalar.getTag().equals(Tag.INT)) {
            return JSON.numberNode(Long.parseLong(scalar.getValue()));
        }
        if (scalar.getTag().equals(Tag.BOOL)) {
            return JSON.booleanNode(Boolean.parseBoolean(scalar.getValue()));
        }
        return scalar.getTag().equals(Tag.NULL) ? JSON.nullNode() : JSON.textNode(scalar.getValue());
    }
}
