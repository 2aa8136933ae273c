package unfurl.model;

import java.util.List;
import java.util.Map;
import unfurl.InputException;
import unfurl.formats.Tensor;
import unfurl.nn.Activation;
import unfurl.nn.DeepSets;
import unfurl.nn.Network;
import unfurl.nn.ParticleAttention;
import unfurl.nn.Perceptron;

/// The part of an ONNX graph that is one network.
final class NetworkGraph {
    private final OnnxGraph graph;
    private final String prefix;

    private NetworkGraph(OnnxGraph graph, String prefix) {
        this.graph = graph;
        this.prefix = prefix;
    }

    /// Adds a network.
    ///
    /// @param prefix   before the names of its constants
    /// @param features the value (N × d) that it sees
    /// @param logit    what to call its output (N × 1)
    /// @return the output's name
    static String add(OnnxGraph graph, Network network, String prefix, String features, String logit) {
        Map<String, Tensor> tensors = NetworkTensors.of(network, prefix);
        tensors.forEach((name, tensor) -> graph.constant(
                name,
                tensor.floats(),
                tensor.shape().stream().mapToInt(Integer::intValue).toArray()));
        var part = new NetworkGraph(graph, prefix);
        return switch (network.architecture()) {
            case Perceptron perceptron -> part.perceptron(perceptron, features, logit);
            case DeepSets _, ParticleAttention _ -> throw new InputException("a network on particles has no ONNX form");
        };
    }

    private String perceptron(Perceptron perceptron, String features, String logit) {
        String centred = graph.node("Sub", List.of(features, prefix + NetworkTensors.MEAN));
        String value = graph.node("Mul", List.of(centred, prefix + NetworkTensors.INVERSE_SCALE));
        int depth = 0;
        for (; depth < perceptron.hidden().size(); depth++) {
            value = activated(perceptron.activation(), layer(depth, value, prefix + "layers.%d".formatted(depth)));
        }
        return layer(depth, value, logit);
    }

    private String layer(int depth, String value, String output) {
        String weight = "%slayers.%d.weight".formatted(prefix, depth);
        String bias = "%slayers.%d.bias".formatted(prefix, depth);
        return graph.node("Gemm", output, Map.of("transB", 1), value, weight, bias);
    }

    private String activated(Activation activation, String z) {
        return switch (activation) {
            case RELU -> graph.node("Relu", List.of(z));
            case TANH -> graph.node("Tanh", List.of(z));
            case SILU -> graph.node("Mul", List.of(z, graph.node("Sigmoid", List.of(z))));
            case GELU -> gelu(z);
        };
    }

    /// z · (1 + erf(z/√2))/2, with the error function and not its imitation by tanh.
    private String gelu(String z) {
        String scaled = graph.node("Mul", List.of(z, graph.shared("root_half", Math.sqrt(0.5))));
        String error = graph.node("Erf", List.of(scaled));
        String shifted = graph.node("Add", List.of(error, graph.shared("one", 1)));
        String half = graph.node("Mul", List.of(z, graph.shared("half", 0.5)));
        return graph.node("Mul", List.of(half, shifted));
    }
}
