package unfurl.model;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A graph of ONNX operators that is being built, and the model file that holds it.
///
/// The numbers are those of the fields in `onnx.proto`. Opset 17 of the default domain, and IR version 8, the
/// first that allows it: what every ONNX Runtime since 1.12 (2022) reads.
///
/// Source: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto and docs/Operators.md there.
final class OnnxGraph {
    static final int OPSET = 17;
    static final int IR_VERSION = 8;

    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int INT_ATTRIBUTE = 2;
    private static final int INTS_ATTRIBUTE = 7;

    private final Protobuf nodes = new Protobuf();
    private final Protobuf initializers = new Protobuf();
    private final Protobuf inputs = new Protobuf();
    private final Protobuf outputs = new Protobuf();
    private final Set<String> numbers = new HashSet<>();
    private int unnamed;

    /// A constant of the graph.
    ///
    /// @param values row-major
    /// @param shape  none for a single number
    /// @return its name
    String constant(String name, float[] values, int... shape) {
        var tensor = new Protobuf();
        for (int length : shape) {
            tensor.whole(1, length);
        }
        tensor.whole(2, FLOAT).text(8, name).floats(9, values);
        initializers.message(5, tensor);
        return name;
    }

    /// A number that several nodes use, under one name.
    ///
    /// @return its name
    String shared(String name, double value) {
        return numbers.add(name) ? constant(name, new float[] {(float) value}) : name;
    }

    /// Numbers that several nodes use, under one name.
    ///
    /// @return its name
    String sharedVector(String name, float[] values) {
        return numbers.add(name) ? constant(name, values, values.length) : name;
    }

    /// Whole numbers that several nodes use, such as axes and shapes, under one name.
    ///
    /// @return its name
    String wholes(String name, int... values) {
        if (numbers.add(name)) {
            var tensor = new Protobuf().whole(1, values.length).whole(2, INT64);
            for (int value : values) {
                tensor.whole(7, value);
            }
            initializers.message(5, tensor.text(8, name));
        }
        return name;
    }

    /// A node with one output.
    ///
    /// @return the output's name
    String node(String operator, String output, String... from) {
        return node(operator, output, Map.of(), from);
    }

    /// A node with one output, whose name nobody needs.
    String node(String operator, List<String> from) {
        return node(operator, fresh(operator), from.toArray(String[]::new));
    }

    /// A node with one output and whole numbers as attributes.
    String node(String operator, String output, Map<String, List<Integer>> attributes, String... from) {
        return nodes(operator, List.of(output), attributes, from).getFirst();
    }

    /// A node with several outputs.
    ///
    /// @param attributes a list of one number is a number
    /// @return the outputs' names
    List<String> nodes(String operator, List<String> to, Map<String, List<Integer>> attributes, String... from) {
        var node = new Protobuf();
        for (String name : from) {
            node.text(1, name);
        }
        to.forEach(name -> node.text(2, name));
        node.text(3, to.getFirst()).text(4, operator);
        attributes.forEach((name, values) -> node.message(5, attribute(name, values)));
        nodes.message(1, node);
        return to;
    }

    private static Protobuf attribute(String name, List<Integer> values) {
        var attribute = new Protobuf().text(1, name);
        if (values.size() == 1) {
            return attribute.whole(3, values.getFirst()).whole(20, INT_ATTRIBUTE);
        }
        values.forEach(value -> attribute.whole(8, value));
        return attribute.whole(20, INTS_ATTRIBUTE);
    }

    /// A name that no other value has.
    String fresh(String operator) {
        unnamed++;
        return "%s_%d".formatted(operator, unnamed);
    }

    /// An input of float32.
    ///
    /// @param shape numbers, or names for lengths that may be anything
    String input(String name, Object... shape) {
        inputs.message(11, value(name, shape));
        return name;
    }

    /// An output of float32.
    void output(String name, Object... shape) {
        outputs.message(12, value(name, shape));
    }

    private static Protobuf value(String name, Object... shape) {
        var dimensions = new Protobuf();
        for (Object length : shape) {
            var dimension = length instanceof Integer known
                    ? new Protobuf().whole(1, known)
                    : new Protobuf().text(2, length.toString());
            dimensions.message(1, dimension);
        }
        var tensor = new Protobuf().whole(1, FLOAT).message(2, dimensions);
        return new Protobuf().text(1, name).message(2, new Protobuf().message(1, tensor));
    }

    /// The bytes of the file.
    ///
    /// @param name       of the graph
    /// @param about      what it is, for people
    /// @param producer   the program
    /// @param properties texts by key
    byte[] model(String name, String about, String producer, Map<String, String> properties) {
        var graph = new Protobuf()
                .append(nodes)
                .text(2, name)
                .append(initializers)
                .text(10, about)
                .append(inputs)
                .append(outputs);
        var model = new Protobuf()
                .whole(1, IR_VERSION)
                .text(2, producer)
                .message(7, graph)
                .message(8, new Protobuf().text(1, "").whole(2, OPSET));
        properties.forEach(
                (key, value) -> model.message(14, new Protobuf().text(1, key).text(2, value)));
        return model.bytes();
    }
}
