package unfurl.nn;

import java.util.Arrays;
import java.util.Optional;

/// A dense layer over each column: y = f(W·x + b), or without an activation y = W·x + b.
final class DenseLayer implements Operation {
    private static final int STRIPE = Kernels.STRIPE;

    private final Kernels kernels;
    private final Layout.Layer layer;
    private final Optional<Activation> activation;
    private final boolean first;
    private final Panels outputs;
    private final Panels slopes;
    private final Panels deltas;
    private final float[] room;
    private final float[] rows;
    private float[][] in = {};

    /// @param first whether it sees the inputs of the network, by which nobody wants the derivatives
    DenseLayer(Kernels kernels, Layout.Layer layer, Optional<Activation> activation, boolean first) {
        this.kernels = kernels;
        this.layer = layer;
        this.activation = activation;
        this.first = first;
        this.outputs = new Panels(layer.outputs());
        this.slopes = new Panels(layer.outputs());
        this.deltas = new Panels(layer.inputs());
        this.room = new float[layer.inputs() * STRIPE];
        this.rows = new float[layer.stride() * STRIPE];
    }

    @Override
    public float[][] forward(float[] parameters, float[][] given, int panels) {
        in = given;
        float[][] out = outputs.atLeast(panels);
        float[][] slope = slopes.atLeast(activation.isPresent() ? panels : 0);
        for (int panel = 0; panel < panels; panel++) {
            kernels.forward(parameters, layer, given[panel], out[panel]);
            if (activation.isPresent()) {
                kernels.activate(activation.get(), out[panel], layer.outputs(), slope[panel], 0);
            }
        }
        return out;
    }

    @Override
    public float[][] backward(float[] parameters, float[][] delta, int panels, float[] gradient) {
        float[][] slope = slopes.atLeast(0);
        float[][] below = deltas.atLeast(first ? 0 : panels);
        for (int panel = 0; panel < panels; panel++) {
            float[] sums = activation.isPresent() ? times(slope[panel], delta[panel]) : delta[panel];
            kernels.transpose(in[panel], layer.inputs(), rows, 0, layer.stride());
            kernels.accumulate(layer, sums, rows, 1, gradient);
            if (!first) {
                Arrays.fill(below[panel], 1f);
                kernels.backward(parameters, layer, sums, 0, room, below[panel], 0);
            }
        }
        return below;
    }

    /// The slopes become ∂loss/∂(W·x + b).
    private static float[] times(float[] slope, float[] delta) {
        for (int i = 0; i < slope.length; i++) {
            slope[i] *= delta[i];
        }
        return slope;
    }
}
