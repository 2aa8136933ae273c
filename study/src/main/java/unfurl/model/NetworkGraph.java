package unfurl.model;

import java.util.List;
import java.util.Map;
import unfurl.formats.Tensor;
import unfurl.nn.Activation;
import unfurl.nn.Architecture;
import unfurl.nn.DeepSets;
import unfurl.nn.Network;
import unfurl.nn.ParticleAttention;
import unfurl.nn.Perceptron;

/// The part of an ONNX graph that is one network.
final class NetworkGraph {
    static final String FEATURES = "features";

    private final OnnxGraph graph;
    private final String prefix;
    private final Activation activation;

    private NetworkGraph(OnnxGraph graph, String prefix, Activation activation) {
        this.graph = graph;
        this.prefix = prefix;
        this.activation = activation;
    }

    /// Declares the inputs of a graph for networks of that shape.
    static void inputs(OnnxGraph graph, Architecture architecture) {
        switch (architecture) {
            case Perceptron perceptron -> graph.input(FEATURES, "N", perceptron.inputs());
            case DeepSets sets -> CloudGraph.inputs(graph, sets.particleFeatures(), sets.eventFeatures());
            case ParticleAttention attention ->
                CloudGraph.inputs(graph, attention.particleFeatures(), attention.eventFeatures());
        }
    }

    /// Adds a network that sees the graph's inputs.
    ///
    /// @param prefix before the names of its constants
    /// @param logit  what to call its output (N × 1)
    /// @return the output's name
    static String add(OnnxGraph graph, Network network, String prefix, String logit) {
        Map<String, Tensor> tensors = NetworkTensors.of(network, prefix);
        tensors.forEach((name, tensor) -> {
            if (tensor.size() > 0) {
                int[] shape =
                        tensor.shape().stream().mapToInt(Integer::intValue).toArray();
                graph.constant(name, tensor.floats(), shape);
            }
        });
        var part = new NetworkGraph(graph, prefix, network.architecture().activation());
        return switch (network.architecture()) {
            case Perceptron perceptron ->
                part.head(Naming.LAYERS, perceptron.hidden().size(), part.standardisedFeatures(), logit);
            case DeepSets sets -> new CloudGraph(graph, prefix, part).deepSets(sets, logit);
            case ParticleAttention attention -> new CloudGraph(graph, prefix, part).attention(attention, logit);
        };
    }

    String standardisedFeatures() {
        return standardised(FEATURES, Naming.MEAN, Naming.INVERSE_SCALE);
    }

    String standardised(String value, String mean, String inverseScale) {
        String centred = graph.node("Sub", List.of(value, prefix + mean));
        return graph.node("Mul", List.of(centred, prefix + inverseScale));
    }

    /// Dense layers over events (N × inputs), the last without activation.
    String head(String layers, int hidden, String features, String logit) {
        String value = features;
        for (int depth = 0; depth < hidden; depth++) {
            String layer = layers + "." + depth;
            value = activated(dense(layer, value, prefix + layer));
        }
        return dense(layers + "." + hidden, value, logit);
    }

    private String dense(String layer, String value, String output) {
        return graph.node(
                "Gemm",
                output,
                Map.of("transB", List.of(1)),
                value,
                prefix + Naming.weight(layer),
                prefix + Naming.bias(layer));
    }

    String activated(String z) {
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
