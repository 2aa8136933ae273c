package unfurl.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import unfurl.nn.DeepSets;
import unfurl.nn.ParticleAttention;

/// The part of an ONNX graph that is one network on clouds of particles, padded: places where the mask is not
/// above 0 have no particle, and what they hold is not looked at.
final class CloudGraph {
    private static final String PARTICLES = "particles";
    private static final String MASK = "mask";
    /// Far below every score of a particle, and finite, so that an event without particles gives no NaN.
    private static final double NEVER = -1e30;

    private final OnnxGraph graph;
    private final String prefix;
    private final NetworkGraph dense;

    CloudGraph(OnnxGraph graph, String prefix, NetworkGraph dense) {
        this.graph = graph;
        this.prefix = prefix;
        this.dense = dense;
    }

    /// Declares `particles` (N × P × of a particle), `mask` (N × P) and, where events have some, `features`.
    static void inputs(OnnxGraph graph, int ofParticles, int ofEvents) {
        graph.input(PARTICLES, "N", "P", ofParticles);
        graph.input(MASK, "N", "P");
        if (ofEvents > 0) {
            graph.input(NetworkGraph.FEATURES, "N", ofEvents);
        }
    }

    String deepSets(DeepSets sets, String logit) {
        String there = there();
        String value = standardised(there);
        for (int depth = 0; depth < sets.particle().size(); depth++) {
            value = dense.activated(layer(Naming.PARTICLE_LAYERS + "." + depth, value));
        }
        String events = events(there, value, sets.eventFeatures());
        return dense.head(Naming.EVENT_LAYERS, sets.event().size(), events, logit);
    }

    String attention(ParticleAttention attention, String logit) {
        String there = there();
        String value = dense.activated(layer(Naming.EMBEDDING, standardised(there)));
        String keys = graph.node("Unsqueeze", List.of(isThere(), graph.wholes("axes_1_2", 1, 2)));
        for (int block = 0; block < attention.blocks(); block++) {
            String looked = layer(Naming.attended(block), looked(attention, block, normed(value, attention), keys));
            value = graph.node("Add", List.of(value, looked));
            String wide = dense.activated(layer(Naming.widened(block), normed(value, attention)));
            value = graph.node("Add", List.of(value, layer(Naming.narrowed(block), wide)));
        }
        String events = events(there, value, attention.eventFeatures());
        return dense.head(Naming.EVENT_LAYERS, attention.event().size(), events, logit);
    }

    /// Whether a place has a particle (N × P).
    private String isThere() {
        return graph.node("Greater", List.of(MASK, graph.shared("zero", 0)));
    }

    /// Whether a place has a particle (N × P × 1).
    private String there() {
        return graph.node("Unsqueeze", List.of(isThere(), graph.wholes("axis_2", 2)));
    }

    private String standardised(String there) {
        String clean = graph.node("Where", List.of(there, PARTICLES, graph.shared("zero", 0)));
        return dense.standardised(clean, Naming.PARTICLE_MEAN, Naming.PARTICLE_INVERSE_SCALE);
    }

    /// A dense layer over particles (N × P × inputs).
    private String layer(String name, String value) {
        String turned = graph.node("Transpose", List.of(prefix + Naming.weight(name)));
        String product = graph.node("MatMul", List.of(value, turned));
        return graph.node("Add", List.of(product, prefix + Naming.bias(name)));
    }

    /// Each particle's numbers less their mean, by their standard deviation; ε is the operator's default, 10⁻⁵.
    private String normed(String value, ParticleAttention attention) {
        String ones = "ones_" + attention.width();
        float[] values = new float[attention.width()];
        Arrays.fill(values, 1);
        return graph.node("LayerNormalization", List.of(value, graph.sharedVector(ones, values)));
    }

    /// What the heads see of an event's particles (N × P × width).
    private String looked(ParticleAttention attention, int block, String value, String keys) {
        int depth = attention.width() / attention.heads();
        List<String> parts = graph.nodes(
                "Split",
                List.of(graph.fresh("query"), graph.fresh("key"), graph.fresh("value")),
                Map.of("axis", List.of(2)),
                layer(Naming.queryKeyValue(block), value));
        String query = heads(parts.get(0), attention, List.of(0, 2, 1, 3));
        String key = heads(parts.get(1), attention, List.of(0, 2, 3, 1));
        String of = heads(parts.get(2), attention, List.of(0, 2, 1, 3));
        String scale = graph.shared("scale_" + depth, 1 / Math.sqrt(depth));
        String scores = graph.node("Mul", List.of(graph.node("MatMul", List.of(query, key)), scale));
        String among = graph.node("Where", List.of(keys, scores, graph.shared("never", NEVER)));
        String weights = graph.node("Softmax", List.of(among));
        String seen = turned(graph.node("MatMul", List.of(weights, of)), List.of(0, 2, 1, 3));
        String shape = graph.wholes("together_" + attention.width(), 0, 0, attention.width());
        return graph.node("Reshape", List.of(seen, shape));
    }

    /// From (N × P × width) to (N × heads × P × depth), or as `order` says.
    private String heads(String value, ParticleAttention attention, List<Integer> order) {
        int depth = attention.width() / attention.heads();
        String shape = graph.wholes("apart_%d_%d".formatted(attention.heads(), depth), 0, 0, attention.heads(), depth);
        return turned(graph.node("Reshape", List.of(value, shape)), order);
    }

    private String turned(String value, List<Integer> order) {
        return graph.node("Transpose", graph.fresh("Transpose"), Map.of("perm", order), value);
    }

    /// Each event's features and then the sum over its particles (N × both).
    private String events(String there, String value, int ofEvents) {
        String kept = graph.node("Where", List.of(there, value, graph.shared("zero", 0)));
        String axis = graph.wholes("axis_1", 1);
        String summed = graph.node("ReduceSum", graph.fresh("ReduceSum"), Map.of("keepdims", List.of(0)), kept, axis);
        String sum = graph.node("Mul", List.of(summed, prefix + Naming.PER_PARTICLE));
        return ofEvents == 0
                ? sum
                : graph.node(
                        "Concat", graph.fresh("Concat"), Map.of("axis", List.of(1)), dense.standardisedFeatures(), sum);
    }
}
