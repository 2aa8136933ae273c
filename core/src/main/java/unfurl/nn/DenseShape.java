package unfurl.nn;

import java.util.ArrayList;
import java.util.List;

/// One dense layer of an architecture.
///
/// @param inputs    at least 1
/// @param outputs   at least 1
/// @param activated whether its outputs go through the activation; else they are the sums themselves
record DenseShape(int inputs, int outputs, boolean activated) {
    private static final long MOST = 1 << 30;

    /// The dense layers of an architecture in the order in which their parameters lie.
    static List<DenseShape> of(Architecture architecture) {
        var layers = new ArrayList<DenseShape>();
        switch (architecture) {
            case Perceptron p -> head(layers, p.inputs(), p.hidden());
            case DeepSets d -> {
                int summed = hidden(layers, d.particleFeatures(), d.particle());
                head(layers, d.eventFeatures() + summed, d.event());
            }
            case ParticleAttention a -> {
                layers.add(new DenseShape(a.particleFeatures(), a.width(), true));
                for (int block = 0; block < a.blocks(); block++) {
                    layers.add(new DenseShape(a.width(), 3 * a.width(), false));
                    layers.add(new DenseShape(a.width(), a.width(), false));
                    layers.add(new DenseShape(a.width(), 2 * a.width(), true));
                    layers.add(new DenseShape(2 * a.width(), a.width(), false));
                }
                head(layers, a.eventFeatures() + a.width(), a.event());
            }
        }
        return List.copyOf(layers);
    }

    /// How many weights and biases the layers of an architecture have.
    ///
    /// @throws IllegalArgumentException for more than 2³⁰
    static int parameters(Architecture architecture) {
        long total = of(architecture).stream()
                .mapToLong(layer -> (layer.inputs() + 1L) * layer.outputs())
                .sum();
        if (total > MOST) {
            throw new IllegalArgumentException("a network of more than 2³⁰ parameters: " + architecture);
        }
        return (int) total;
    }

    /// @throws IllegalArgumentException when one is below 1
    static void requireWidths(List<Integer> widths) {
        if (widths.stream().anyMatch(width -> width < 1)) {
            throw new IllegalArgumentException("every hidden layer needs at least 1 unit, not " + widths);
        }
    }

    private static void head(List<DenseShape> layers, int inputs, List<Integer> hidden) {
        int last = hidden(layers, inputs, hidden);
        layers.add(new DenseShape(last, 1, false));
    }

    private static int hidden(List<DenseShape> layers, int inputs, List<Integer> widths) {
        int below = inputs;
        for (int width : widths) {
            layers.add(new DenseShape(below, width, true));
            below = width;
        }
        return below;
    }
}
