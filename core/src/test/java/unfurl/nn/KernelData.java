package unfurl.nn;

import java.util.Arrays;
import java.util.List;
import unfurl.math.Seed;

/// What kernels read and write for one layer: panels as they have them, with zeros in the rest of their room.
final class KernelData {
    /// Columns of the products: an odd number of the widest vectors.
    static final int COLUMNS = 7 * Layout.LANES;

    static final AdamW.Step STEP = new AdamW.Step(0.01f, 0.9f, 0.1f, 0.999f, 0.001f, 12.5f, 1e-8f, 0.9999f, 3e-3f);

    private static final List<String> NAMES = List.of(
            "parameters",
            "in",
            "below",
            "slope",
            "out",
            "mean",
            "inverseScale",
            "loss",
            "delta",
            "gradient",
            "squares");

    final Layout.Layer layer;
    final float[] parameters;
    final float[] in;
    final float[] below;
    final float[] slope;
    final float[] out;
    final float[] mean;
    final float[] inverseScale;
    final float[] loss;
    final float[] delta;
    final float[] gradient;
    final float[] squares;

    /// Of [Kernels#accumulate], which leaves in it what it likes.
    final float[] room = new float[Kernels.ROOM];

    private KernelData(Layout.Layer layer, float[][] arrays) {
        this.layer = layer;
        this.parameters = arrays[0];
        this.in = arrays[1];
        this.below = arrays[2];
        this.slope = arrays[3];
        this.out = arrays[4];
        this.mean = arrays[5];
        this.inverseScale = arrays[6];
        this.loss = arrays[7];
        this.delta = arrays[8];
        this.gradient = arrays[9];
        this.squares = arrays[10];
    }

    static KernelData random(int inputs, int outputs) {
        Layout.Layer layer = layer(inputs, outputs);
        Seed seed = Seed.of(20260101).child(inputs).child(outputs);
        float[] parameters = parameters(layer, seed.child("parameters"));
        float[] squares = random(layer.copyAt(), seed.child("squares"));
        for (int i = 0; i < squares.length; i++) {
            squares[i] *= squares[i];
        }
        return new KernelData(layer, new float[][] {
            parameters,
            panel(inputs, seed.child("in")),
            panel(inputs, seed.child("below")),
            panel(inputs, seed.child("slope")),
            panel(outputs, seed.child("out")),
            random(inputs, seed.child("mean")),
            random(inputs, seed.child("inverseScale")),
            random(Panel.at(1), seed.child("loss")),
            random(Panel.at(1), seed.child("delta")),
            random(layer.copyAt(), seed.child("gradient")),
            squares
        });
    }

    static Layout.Layer layer(int inputs, int outputs) {
        int stride = Layout.roundUp(inputs);
        int biasAt = 16 + outputs * stride;
        return new Layout.Layer(inputs, outputs, stride, 16, biasAt, biasAt + Layout.roundUp(outputs));
    }

    private static float[] parameters(Layout.Layer layer, Seed seed) {
        float[] parameters = new float[layer.copyAt() + layer.copies()];
        for (int j = 0; j < layer.outputs(); j++) {
            float[] row = random(layer.inputs(), seed.child(j));
            System.arraycopy(row, 0, parameters, layer.weightAt() + j * layer.stride(), row.length);
        }
        System.arraycopy(random(layer.outputs(), seed), 0, parameters, layer.biasAt(), layer.outputs());
        new ScalarKernels().pack(parameters, layer);
        return parameters;
    }

    private static float[] panel(int width, Seed seed) {
        return Arrays.copyOf(random(Panel.at(width), seed), Panel.of(width).length);
    }

    /// From −1 to 1.
    private static float[] random(int n, Seed seed) {
        float[] out = new float[n];
        for (int i = 0; i < n; i++) {
            out[i] = (float) (2 * seed.uniform(i) - 1);
        }
        return out;
    }

    /// Distance between two events' values where they are turned.
    int stride() {
        return layer.stride();
    }

    KernelData copy() {
        return new KernelData(layer, Arrays.stream(arrays()).map(float[]::clone).toArray(float[][]::new));
    }

    /// Becomes a copy of another one of the same layer.
    void take(KernelData other) {
        float[][] from = other.arrays();
        float[][] to = arrays();
        for (int i = 0; i < to.length; i++) {
            System.arraycopy(from[i], 0, to[i], 0, to[i].length);
        }
    }

    /// The first array that is not the same to the bit; empty when all are.
    String differsFrom(KernelData other) {
        float[][] mine = arrays();
        float[][] theirs = other.arrays();
        for (int i = 0; i < mine.length; i++) {
            if (!Arrays.equals(mine[i], theirs[i])) {
                return NAMES.get(i);
            }
        }
        return "";
    }

    private float[][] arrays() {
        return new float[][] {parameters, in, below, slope, out, mean, inverseScale, loss, delta, gradient, squares};
    }
}
