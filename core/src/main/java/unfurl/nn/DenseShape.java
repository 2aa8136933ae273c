package unfurl.nn;

import java.util.ArrayList;
import java.util.List;

/// One dense layer of an architecture, y = f(W·x + b).
///
/// @param inputs    at least 1
/// @param outputs   at least 1
/// @param activated whether its outputs go through the activation; else they are the sums themselves
public record DenseShape(int inputs, int outputs, boolean activated) {
    private static final long MOST = 1 << 30;

    /// The dense layers of an architecture in the order in which their parameters lie.
    static List<DenseShape> of(Architecture architecture) {
        return switch (architecture) {
            case Perceptron p -> ofPerceptron(p.inputs(), p.hidden());
            case DeepSets d -> ofSets(d.particleFeatures(), d.eventFeatures(), d.particle(), d.event());
            case ParticleAttention a ->
                ofAttention(a.particleFeatures(), a.eventFeatures(), a.width(), a.blocks(), a.event());
        };
    }

    static List<DenseShape> ofPerceptron(int inputs, List<Integer> hidden) {
        var layers = new ArrayList<DenseShape>();
        head(layers, inputs, hidden);
        return layers;
    }

    static List<DenseShape> ofSets(
            int particleFeatures, int eventFeatures, List<Integer> particle, List<Integer> event) {
        var layers = new ArrayList<DenseShape>();
        int summed = hidden(layers, particleFeatures, particle);
        head(layers, eventFeatures + summed, event);
        return layers;
    }

    static List<DenseShape> ofAttention(
            int particleFeatures, int eventFeatures, int width, int blocks, List<Integer> event) {
        var layers = new ArrayList<DenseShape>();
        layers.add(new DenseShape(particleFeatures, width, true));
        for (int block = 0; block < blocks; block++) {
            layers.add(new DenseShape(width, 3 * width, false));
            layers.add(new DenseShape(width, width, false));
            layers.add(new DenseShape(width, 2 * width, true));
            layers.add(new DenseShape(2 * width, width, false));
        }
        head(layers, eventFeatures + width, event);
        return layers;
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

    /// How many weights and biases layers have.
    ///
    /// @throws IllegalArgumentException for more than 2³⁰
    static int parameters(List<DenseShape> layers) {
        long total = layers.stream()
                .mapToLong(layer -> (layer.inputs() + 1L) * layer.outputs())
                .sum();
        if (total > MOST) {
            throw new IllegalArgumentException("a network of more than 2³⁰ parameters: " + layers);
        }
        return (int) total;
    }

    /// @throws IllegalArgumentException when one is below 1
    static void requireWidths(List<Integer> widths) {
        if (widths.stream().anyMatch(width -> width < 1)) {
            throw new IllegalArgumentException("every hidden layer needs at least 1 unit, not " + widths);
        }
    }
}
