package unfurl.nn;

import java.util.ArrayList;
import java.util.List;
import unfurl.math.Workers;

/// Adam with decoupled weight decay, on parameters laid out by [Layout]; biases do not decay.
///
/// With g the gradient and t the step: m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², p ← (1 − ηλ)p − η·m̂/(√v̂ + ε)
/// with m̂ = m/(1−β₁ᵗ), v̂ = v/(1−β₂ᵗ), β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸.
///
/// Source: Loshchilov, Hutter, arXiv:1711.05101, algorithm 2, with the decay multiplied by the learning rate η
/// as PyTorch does.
final class AdamW {
    static final double BETA_1 = 0.9;
    static final double BETA_2 = 0.999;
    static final double EPSILON = 1e-8;
    private static final int CHUNK = 4096;

    /// The numbers that one step multiplies by.
    ///
    /// @param gradientScale the gradient's factor
    /// @param shrink        1 − ηλ, or 1 for biases
    /// @param rate          η/(1−β₁ᵗ)
    /// @param correction2   1/(1−β₂ᵗ)
    record Step(
            float gradientScale,
            float beta1,
            float rest1,
            float beta2,
            float rest2,
            float correction2,
            float epsilon,
            float shrink,
            float rate) {}

    private record Range(int from, int to, boolean decays) {}

    private final Kernels kernels;
    private final Layout layout;
    private final double weightDecay;
    private final List<Range> ranges = new ArrayList<>();
    private final float[] first;
    private final float[] second;
    private double power1 = 1;
    private double power2 = 1;

    AdamW(Kernels kernels, Layout layout, double weightDecay) {
        this.kernels = kernels;
        this.layout = layout;
        this.weightDecay = weightDecay;
        this.first = new float[layout.size()];
        this.second = new float[layout.size()];
        for (Layout.Layer layer : layout.layers()) {
            cut(layer.weightAt(), layer.biasAt(), true);
            cut(layer.biasAt(), layer.biasAt() + Layout.roundUp(layer.outputs()), false);
        }
    }

    private void cut(int from, int end, boolean decays) {
        for (int at = from; at < end; at += CHUNK) {
            ranges.add(new Range(at, Math.min(end, at + CHUNK), decays));
        }
    }

    /// Adds the blocks' gradients up in the first one, in order, then changes the parameters and packs them.
    ///
    /// @param gradients one per block; the first is overwritten
    /// @param blocks    how many of them count
    /// @param scale     the sum's factor
    /// @param maxNorm   a scaled gradient longer than this is shortened to it; infinity leaves all as
    ///                  they are
    void step(
            float[] parameters,
            float[][] gradients,
            int blocks,
            double scale,
            double maxNorm,
            double learningRate,
            Workers workers) {
        power1 *= BETA_1;
        power2 *= BETA_2;
        if (maxNorm == Double.POSITIVE_INFINITY) {
            Step weights = numbers(scale, learningRate, weightDecay);
            Step biases = numbers(scale, learningRate, 0);
            workers.run(ranges.size(), i -> {
                sum(gradients, blocks, ranges.get(i));
                change(parameters, gradients[0], ranges.get(i), weights, biases);
            });
        } else {
            double[] squares = new double[ranges.size()];
            workers.run(ranges.size(), i -> {
                sum(gradients, blocks, ranges.get(i));
                squares[i] = squares(gradients[0], ranges.get(i));
            });
            double total = 0;
            for (double square : squares) {
                total += square;
            }
            double norm = Math.sqrt(total) * scale;
            double clipped = norm > maxNorm ? scale * maxNorm / norm : scale;
            Step weights = numbers(clipped, learningRate, weightDecay);
            Step biases = numbers(clipped, learningRate, 0);
            workers.run(ranges.size(), i -> change(parameters, gradients[0], ranges.get(i), weights, biases));
        }
        layout.layers().forEach(layer -> kernels.pack(parameters, layer));
    }

    private Step numbers(double scale, double learningRate, double decay) {
        return new Step(
                (float) scale,
                (float) BETA_1,
                (float) (1 - BETA_1),
                (float) BETA_2,
                (float) (1 - BETA_2),
                (float) (1 / (1 - power2)),
                (float) EPSILON,
                (float) (1 - learningRate * decay),
                (float) (learningRate / (1 - power1)));
    }

    private void sum(float[][] gradients, int blocks, Range range) {
        for (int block = 1; block < blocks; block++) {
            kernels.add(gradients[block], gradients[0], range.from(), range.to());
        }
    }

    private static double squares(float[] gradient, Range range) {
        double squares = 0;
        for (int i = range.from(); i < range.to(); i++) {
            squares += (double) gradient[i] * gradient[i];
        }
        return squares;
    }

    private void change(float[] parameters, float[] gradient, Range range, Step weights, Step biases) {
        Step step = range.decays() ? weights : biases;
        kernels.adamW(parameters, gradient, first, second, range.from(), range.to(), step);
    }
}
