package unfurl.nn;

import java.util.Arrays;
import java.util.Optional;

/// A dense layer over each column: y = f(W·x + b), or without an activation y = W·x + b.
final class DenseLayer implements Operation {
    private final Kernels kernels;
    private final Layout.Layer layer;
    private final Optional<Activation> activation;
    private final boolean first;
    private final Panels outputs;
    private final Panels slopes;
    private final Panels deltas;
    private final float[] ones;
    private final float[] room = new float[Kernels.ROOM];
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
        this.ones = Panel.of(layer.inputs());
        Arrays.fill(ones, 1f);
    }

    @Override
    public float[][] forward(float[] parameters, float[][] given, int panels) {
        in = given;
        float[][] out = outputs.atLeast(panels);
        float[][] slope = slopes.atLeast(activation.isPresent() ? panels : 0);
        boolean rectified = rectifies();
        for (int panel = 0; panel < panels; panel++) {
            kernels.forward(parameters, layer, given[panel], rectified, out[panel]);
            if (activation.isPresent() && !rectified) {
                kernels.activate(activation.get(), out[panel], layer.outputs(), slope[panel]);
            }
        }
        return out;
    }

    private boolean rectifies() {
        return activation.equals(Optional.of(Activation.RELU));
    }

    @Override
    public float[][] backward(float[] parameters, float[][] delta, int panels, float[] gradient) {
        float[][] below = deltas.atLeast(first ? 0 : panels);
        for (int panel = 0; panel < panels; panel++) {
            float[] sums = activation.isPresent() ? ofSums(panel, delta[panel]) : delta[panel];
            kernels.accumulate(layer, sums, in[panel], room, gradient);
            if (!first) {
                kernels.backward(parameters, layer, sums, ones, false, below[panel]);
            }
        }
        return below;
    }

    /// ∂loss/∂(W·x + b), in place of the slopes.
    private float[] ofSums(int panel, float[] delta) {
        float[] sums = slopes.atLeast(0)[panel];
        boolean rectified = rectifies();
        float[] slope = rectified ? outputs.atLeast(0)[panel] : sums;
        kernels.throughActivation(delta, slope, rectified, sums, layer.outputs());
        return sums;
    }
}
